using Microsoft.EntityFrameworkCore;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Queries;

/// <summary>A value of a facet and the number of statements it would show together with all the other facets.</summary>
public sealed record FacetValue(string Slug, string Name, int Count, bool IsChosen);

/// <summary>The values that narrow a list of statements down, with their counts.</summary>
/// <param name="People">Values of <see cref="Facet.Author"/>: persons, and whatever else is chosen there.</param>
public sealed record StatementFacets(IReadOnlyList<FacetValue> Organisations, IReadOnlyList<FacetValue> People, IReadOnlyList<FacetValue> Sources)
{
    /// <summary>Values shown of one facet, besides those that are chosen.</summary>
    public const int Shown = 12;

    /// <summary>
    /// Counts the values of every facet with all <i>other</i> facets applied, so that a second value of the same one can
    /// be chosen; and looks the chosen values up. Those that nothing public has are refused.
    /// </summary>
    public static async Task<(StatementFacets Facets, IReadOnlyList<Refusal> Refusals)> CountAsync(
        ArchiveContext db, StatementFilter filter, CancellationToken cancellation)
    {
        var statements = db.PublicStatements();
        var authors = db.PublicAuthors().Select(a => new Candidate { Id = a.Id, Slug = a.Slug, Name = a.Name, Kind = a.Kind });
        var sources = db.PublicSources().Select(s => new Candidate { Id = s.Id, Slug = s.Slug, Name = s.Name });

        var speakers = statements.Matching(filter, Facet.Organisation).SelectMany(s => s.Authors);
        var organisationCounts = speakers.Where(a => a.Author.Kind == AuthorKind.Organisation).Select(a => new { a.StatementId, Of = a.AuthorId })
            .Union(speakers.Where(a => a.AffiliationId != null).Select(a => new { a.StatementId, Of = a.AffiliationId!.Value }))
            .GroupBy(pair => pair.Of).Select(g => new Counted { Of = g.Key, Count = g.Count() });
        var peopleCounts = statements.Matching(filter, Facet.Author)
            .SelectMany(s => s.Authors).Select(a => new { a.StatementId, Of = a.AuthorId }).Distinct()
            .GroupBy(pair => pair.Of).Select(g => new Counted { Of = g.Key, Count = g.Count() });
        var sourceCounts = statements.Matching(filter, Facet.Source)
            .Where(s => s.Article.SourceId != null)
            .GroupBy(s => s.Article.SourceId!.Value).Select(g => new Counted { Of = g.Key, Count = g.Count() });

        var refusals = new List<Refusal>();
        var facets = new StatementFacets(
            await ValuesAsync("organisation", "an organisation that the archive has", filter.Organisations, organisationCounts, authors.Where(a => a.Kind == AuthorKind.Organisation)),
            await ValuesAsync("author", "a person or an organisation that the archive has", filter.Authors, peopleCounts, authors, shown: authors.Where(a => a.Kind == AuthorKind.Person)),
            await ValuesAsync("source", "a source that the archive has", filter.Sources, sourceCounts, sources));
        return (facets, refusals);

        async Task<IReadOnlyList<FacetValue>> ValuesAsync(
            string parameter, string what, IReadOnlyList<string> chosen, IQueryable<Counted> counts, IQueryable<Candidate> candidates, IQueryable<Candidate>? shown = null)
        {
            var most = await counts
                .Join(shown ?? candidates, count => count.Of, candidate => candidate.Id, (count, candidate) => new { candidate, count.Count })
                .OrderByDescending(c => c.Count).ThenBy(c => c.candidate.Name).ThenBy(c => c.candidate.Id)
                .Take(Shown).ToListAsync(cancellation);
            var values = most.Select(c => new FacetValue(c.candidate.Slug, c.candidate.Name, c.Count, chosen.Contains(c.candidate.Slug))).ToList();
            var missing = chosen.Except(values.Select(v => v.Slug)).ToList();
            if (missing.Count == 0) return values;
            var rest = await candidates.Where(c => missing.Contains(c.Slug))
                .Select(c => new { c.Slug, c.Name, Count = counts.Where(n => n.Of == c.Id).Sum(n => n.Count) })
                .ToListAsync(cancellation);
            refusals.AddRange(missing.Except(rest.Select(r => r.Slug))
                .Select(slug => new Refusal(parameter, slug, $"the last part of the address of {what}")));
            return [.. rest.Select(r => new FacetValue(r.Slug, r.Name, r.Count, true)), .. values];
        }
    }

    // Set by their members' names, not by a constructor: only so can a query go on from them.
    private sealed class Candidate
    {
        public int Id { get; init; }

        public required string Slug { get; init; }

        public required string Name { get; init; }

        public AuthorKind? Kind { get; init; }
    }

    private sealed class Counted
    {
        public int Of { get; init; }

        public int Count { get; init; }
    }
}
