using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Search;

/// <summary>A name form that was searched for, too, because a reader typed another one of the same author.</summary>
/// <param name="Key"><see cref="NameKey.Of"/> the form: by it the form is switched off.</param>
public sealed record AddedForm(string Typed, string Form, string Key, string AuthorName, string AuthorSlug);

/// <summary>Adds to a query the other attested name forms of the authors whose names it holds: in other scripts, transliterations, acronyms.</summary>
internal static class NameForms
{
    private const int LongestNameInWords = 10;
    private const int MostForms = 12;
    private const int MostWords = 60;

    /// <param name="off">Keys of forms that are not to be added.</param>
    public static async Task<(SearchNode? Root, IReadOnlyList<AddedForm> Added)> ExpandAsync(ArchiveContext db, SearchNode? root, IReadOnlySet<string> off, CancellationToken cancellation)
    {
        if (root is null) return (root, []);
        var names = new HashSet<string>();
        Collect(root, names);
        if (names.Count == 0) return (root, []);
        // Both begin at indexes that hold all that is asked for: some names were met a hundred thousand times.
        var ids = await db.AuthorNames.Where(n => EF.Parameter(names).Contains(n.Key) && n.Status == NameStatus.Attested).Select(n => n.AuthorId).Distinct().ToListAsync(cancellation);
        ids.AddRange(await db.GivenNames.Where(n => EF.Parameter(names).Contains(n.Key)).Select(n => n.AuthorId).Distinct().ToListAsync(cancellation));
        if (ids.Count == 0) return (root, []);
        var met = db.PublicNames();
        var attested = await db.AuthorNames.Where(n => EF.Parameter(ids).Contains(n.AuthorId) && n.Status == NameStatus.Attested).Select(n => new { n.AuthorId, n.Form, n.Key }).Distinct()
            .Where(form => met.Any(n => n.AuthorId == form.AuthorId && n.Status == NameStatus.Attested && n.Form == form.Form && n.Key == form.Key))
            .Join(db.Authors, form => form.AuthorId, author => author.Id, (form, author) => new { form.AuthorId, form.Form, form.Key, author.Name, author.Slug }).ToListAsync(cancellation);
        var authors = db.PublicAuthors();
        attested.AddRange(await db.GivenNames.Where(n => EF.Parameter(ids).Contains(n.AuthorId)).Join(authors, n => n.AuthorId, author => author.Id, (n, author) => new { n.AuthorId, n.Form, n.Key, author.Name, author.Slug }).ToListAsync(cancellation));
        var forms = attested.ToLookup(form => form.AuthorId, form => new AddedForm("", form.Form, form.Key, form.Name, form.Slug));
        var byKey = attested.Select(form => (form.Key, form.AuthorId)).Distinct().ToLookup(form => form.Key, form => form.AuthorId);
        var added = new List<AddedForm>();
        return (Expanded(root), added);

        SearchNode Expanded(SearchNode node) => node switch
        {
            SearchAll all => new SearchAll([.. Joined(all.Nodes)]),
            SearchAny any => new SearchAny([.. any.Nodes.Select(Expanded)]),
            SearchWord { Field: SearchField.Anywhere, IsPrefix: false } or SearchPhrase { Field: SearchField.Anywhere, Slop: null } => Joined([node]) is [var one] ? one : node,
            _ => node,
        };

        // The longest run of words that is a name counts.
        List<SearchNode> Joined(IReadOnlyList<SearchNode> nodes)
        {
            var joined = new List<SearchNode>();
            for (var at = 0; at < nodes.Count; at++)
            {
                var run = RunFrom(nodes, at);
                var length = Enumerable.Range(1, run.Count).LastOrDefault(count => byKey.Contains(KeyOf(run, count)));
                if (length == 0)
                {
                    joined.Add(run.Count > 0 ? nodes[at] : Expanded(nodes[at]));
                    continue;
                }
                var typed = string.Join(' ', run.Take(length));
                var others = byKey[KeyOf(run, length)].SelectMany(id => forms[id]).Where(form => form.Key != KeyOf(run, length)).DistinctBy(form => form.Key).OrderBy(form => form.Form.Length).Take(MostForms).Select(form => form with { Typed = typed }).ToList();
                added.AddRange(others.ExceptBy(added.Select(form => form.Key), form => form.Key));
                SearchNode own = length == 1 ? nodes[at] : new SearchAll([.. nodes.Skip(at).Take(length)]);
                var taken = others.Where(form => !off.Contains(form.Key)).ToList();
                joined.Add(taken.Count == 0 ? own : new SearchAny([own, .. taken.Select(form => new SearchPhrase(SearchField.Anywhere, form.Form, null))]));
                at += length - 1;
            }
            return joined;
        }
    }

    private static void Collect(SearchNode node, HashSet<string> names)
    {
        IReadOnlyList<SearchNode> nodes = node switch { SearchAll all => all.Nodes, SearchAny any => any.Nodes, _ => [node] };
        for (var at = 0; at < nodes.Count && names.Count < MostWords * LongestNameInWords; at++)
        {
            if (nodes[at] is SearchAll or SearchAny) Collect(nodes[at], names);
            // Alternatives are no run of words.
            var run = node is SearchAny ? RunFrom([nodes[at]], 0) : RunFrom(nodes, at);
            for (var count = 1; count <= run.Count; count++) names.Add(KeyOf(run, count));
        }
    }

    private static List<string> RunFrom(IReadOnlyList<SearchNode> nodes, int at) =>
        nodes[at] is SearchPhrase { Field: SearchField.Anywhere, Slop: null } phrase ? [phrase.Text]
            : [.. nodes.Skip(at).Take(LongestNameInWords).TakeWhile(node => node is SearchWord { Field: SearchField.Anywhere, IsPrefix: false }).Select(node => ((SearchWord)node).Text)];

    private static string KeyOf(List<string> run, int count) => NameKey.Of(string.Join(' ', run.Take(count)));
}
