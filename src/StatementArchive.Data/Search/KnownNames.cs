using System.Numerics;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using AuthorKind = StatementArchive.Parsing.AuthorKind;

namespace StatementArchive.Data.Search;

/// <summary>An author, and in how many statements it speaks, or somebody for it.</summary>
internal sealed class KnownAuthor(int id)
{
    public int Id { get; } = id;

    public int Statements { get; set; }
}

/// <summary>A name under which an author is known.</summary>
/// <param name="form">As it stands in the archive.</param>
internal sealed class KnownName(KnownAuthor author, string form)
{
    public KnownAuthor Author { get; } = author;

    public string Form { get; } = form;

    /// <summary>Folded by <see cref="WordForms"/>.</summary>
    public IReadOnlyList<string> Words { get; } = [.. WordForms.Of(form).Select(word => word.Key)];

    /// <summary>The words without spaces: where one ends is what writers of a name agree on least.</summary>
    public string Joined => field ??= string.Concat(Words);

    /// <summary>Which letters occur, one bit for several.</summary>
    public ulong Letters => field == 0 ? field = LettersOf(Joined) : field;

    public static ulong LettersOf(string joined) => joined.Aggregate(0UL, (letters, letter) => letters | (1UL << (letter % 64)));
}

/// <summary>A name of a public author that was met in what is public.</summary>
/// <param name="Form">The form that was looked for; may be the author's name itself.</param>
internal sealed record PublicName(int AuthorId, string Slug, string Name, AuthorKind Kind, string Form);

/// <summary>
/// The names of all authors in memory, some 300 bytes each, so that a beginning or a misspelling is found in a millisecond among tens of thousands. They
/// follow the database, which only ever adds to them. Names of unpublished authors are among them: none may be shown before <see cref="PublicAsync"/> let it through.
/// </summary>
/// <remarks>Safe for several threads.</remarks>
public sealed class KnownNames : IDisposable
{
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<int, KnownAuthor> _authors = [];
    private readonly HashSet<(int, string)> _forms = [];
    private volatile Sorted _names = new([], []);
    private int _lastAuthor;
    private int _lastForm;
    private int _lastGiven;
    private int _lastStatement;

    /// <summary>Adds what the database has got since.</summary>
    public async Task FollowAsync(ArchiveContext db, CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation);
        try
        {
            var statement = await db.Statements.MaxAsync(s => (int?)s.Id, cancellation) ?? 0;
            var authors = await db.Authors.AsNoTracking().Where(a => a.Id > _lastAuthor).Select(a => new { a.Id, a.Name }).ToListAsync(cancellation);
            var forms = await db.AuthorNames.AsNoTracking().Where(n => n.Id > _lastForm).GroupBy(n => new { n.AuthorId, n.Form })
                .Select(met => new { met.Key.AuthorId, met.Key.Form, Last = met.Max(n => n.Id) }).ToListAsync(cancellation);
            var given = await db.GivenNames.AsNoTracking().Where(n => n.Id > _lastGiven).Select(n => new { n.Id, n.AuthorId, n.Form }).ToListAsync(cancellation);
            var speakers = db.Set<StatementAuthor>().AsNoTracking().Where(a => a.StatementId > _lastStatement && a.StatementId <= statement);
            var spoke = await speakers.GroupBy(a => a.AuthorId).Select(a => new { Id = a.Key, Count = a.Count() }).ToListAsync(cancellation);
            var spokenFor = await speakers.Where(a => a.AffiliationId != null).GroupBy(a => a.AffiliationId!.Value).Select(a => new { Id = a.Key, Count = a.Count() }).ToListAsync(cancellation);
            // From here on nothing is waited for: what was followed is followed whole.
            foreach (var one in spoke.Concat(spokenFor)) AuthorOf(one.Id).Statements += one.Count;
            List<KnownName> added = [];
            foreach (var (id, form) in authors.Select(author => (author.Id, author.Name)).Concat(forms.Select(form => (form.AuthorId, form.Form))).Concat(given.Select(form => (form.AuthorId, form.Form))))
            {
                if (_forms.Add((id, form))) added.Add(new KnownName(AuthorOf(id), form));
            }
            _lastStatement = statement;
            if (authors.Count > 0) _lastAuthor = authors.Max(author => author.Id);
            if (forms.Count > 0) _lastForm = forms.Max(form => form.Last);
            if (given.Count > 0) _lastGiven = given.Max(form => form.Id);
            if (added.Count > 0) _names = Sorted.Of([.. _names.All, .. added]);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Forgets all, because names changed hands; they are read again when they are asked for.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation);
        try
        {
            _authors.Clear();
            _forms.Clear();
            _names = new Sorted([], []);
            _lastAuthor = _lastForm = _lastGiven = _lastStatement = 0;
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Names in which every one of some words is the beginning of a word, those of whom there is most first, the shortest of each author first.</summary>
    /// <param name="words">Folded; not empty.</param>
    /// <param name="mostAuthors">Each with all its names that begin so.</param>
    internal IReadOnlyList<KnownName> Beginning(IReadOnlyList<string> words, int mostAuthors)
    {
        var longest = words.MaxBy(word => word.Length)!;
        return
        [
            .. _names.WithWord(longest).Where(name => words.All(word => name.Words.Any(own => own.StartsWith(word, StringComparison.Ordinal))))
                .GroupBy(name => name.Author, (author, names) => (Author: author, Names: names.Distinct().OrderBy(name => name.Form.Length).ThenBy(name => name.Form, StringComparer.Ordinal).ToList()))
                .OrderByDescending(one => one.Author.Statements).ThenBy(one => one.Names[0].Form.Length).ThenBy(one => one.Names[0].Form, StringComparer.Ordinal).Take(mostAuthors)
                .SelectMany(one => one.Names),
        ];
    }

    /// <summary>Names of several words that are spelled like some words, but for a few letters and where words are joined: the nearest first, of equals those of whom there is most.</summary>
    /// <param name="words">Folded; not empty.</param>
    /// <param name="mostEdits">See <see cref="EditDistance"/>.</param>
    internal IReadOnlyList<KnownName> Like(IReadOnlyList<string> words, int mostEdits, int most)
    {
        var joined = string.Concat(words);
        var letters = KnownName.LettersOf(joined);
        return
        [
            .. _names.All.Where(name => name.Words.Count > 1 && BitOperations.PopCount(name.Letters ^ letters) <= 2 * mostEdits)
                .Select(name => (Name: name, Distance: EditDistance.Within(joined, name.Joined, mostEdits)))
                .Where(near => near.Distance is not null && !near.Name.Words.SequenceEqual(words))
                .OrderBy(near => near.Distance).ThenByDescending(near => near.Name.Author.Statements).ThenBy(near => near.Name.Form, StringComparer.Ordinal)
                .Select(near => near.Name).DistinctBy(name => name.Joined).Take(most),
        ];
    }

    /// <summary>Those of some names that the public may see, in their order.</summary>
    internal static async Task<IReadOnlyList<PublicName>> PublicAsync(ArchiveContext db, IReadOnlyList<KnownName> names, CancellationToken cancellation)
    {
        var ids = names.Select(name => name.Author.Id).Distinct().ToList();
        var forms = names.Select(name => name.Form).Distinct().ToList();
        var authors = await db.PublicAuthors().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id)).Select(a => new { a.Id, a.Slug, a.Name, a.Kind }).ToDictionaryAsync(a => a.Id, cancellation);
        var met = db.PublicNames();
        // Begins at an index that holds all that is asked for: some names were met a hundred thousand times.
        var attested = (await db.AuthorNames.Where(n => EF.Parameter(ids).Contains(n.AuthorId) && n.Status == NameStatus.Attested && EF.Parameter(forms).Contains(n.Form)).Select(n => new { n.AuthorId, n.Form }).Distinct()
            .Where(form => met.Any(n => n.AuthorId == form.AuthorId && n.Status == NameStatus.Attested && n.Form == form.Form)).ToListAsync(cancellation)).Select(form => (form.AuthorId, form.Form)).ToHashSet();
        attested.UnionWith((await db.GivenNames.Where(n => EF.Parameter(ids).Contains(n.AuthorId)).Select(n => new { n.AuthorId, n.Form }).ToListAsync(cancellation)).Select(form => (form.AuthorId, form.Form)));
        return
        [
            .. names.Where(name => authors.TryGetValue(name.Author.Id, out var author) && (author.Name == name.Form || attested.Contains((name.Author.Id, name.Form))))
                .Select(name => new PublicName(name.Author.Id, authors[name.Author.Id].Slug, authors[name.Author.Id].Name, authors[name.Author.Id].Kind, name.Form)),
        ];
    }

    public void Dispose() => _following.Dispose();

    private KnownAuthor AuthorOf(int id) => _authors.TryGetValue(id, out var known) ? known : _authors[id] = new KnownAuthor(id);

    /// <summary>Names, and each of their words in order.</summary>
    private sealed record Sorted(IReadOnlyList<KnownName> All, (string Word, KnownName Name)[] Words)
    {
        public static Sorted Of(IReadOnlyList<KnownName> names)
        {
            var words = names.SelectMany(name => name.Words.Select(word => (word, name))).ToArray();
            Array.Sort(words, (one, other) => string.CompareOrdinal(one.word, other.word));
            return new Sorted(names, words);
        }

        public IEnumerable<KnownName> WithWord(string beginning)
        {
            var (low, high) = (0, Words.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (string.CompareOrdinal(Words[middle].Word, beginning) < 0) low = middle + 1;
                else high = middle;
            }
            for (var at = low; at < Words.Length && Words[at].Word.StartsWith(beginning, StringComparison.Ordinal); at++) yield return Words[at].Name;
        }
    }
}
