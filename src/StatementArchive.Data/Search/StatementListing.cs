using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Search;

/// <summary>A page of the statements that a filter wants, with what narrows them down further.</summary>
/// <param name="Query">As it was understood; <c>null</c> if no words were asked for.</param>
/// <param name="Forms">Name forms that were searched for as well, or could be.</param>
/// <param name="Sought">For marking what was meant.</param>
/// <param name="Chosen">The filter's values of facets.</param>
public sealed record Listing(
    PageOf<StatementRow> List, IReadOnlyDictionary<int, float> Scores, StatementFacets Facets, IReadOnlyList<MonthCount> Months,
    SearchQuery? Query, IReadOnlyList<AddedForm> Forms, SearchedWords Sought, IndexState State, ChosenFacets Chosen);

/// <summary>Lists statements: the index finds, orders and counts them, the database tells what they say.</summary>
public sealed class StatementListing(ArchiveContext db, StatementSearch search)
{
    /// <summary>Highest number of a page.</summary>
    public const int LastPage = SearchRequest.Deepest / StatementRows.PageSize;

    // Values of the same count are in order of their names; more of them than these are not looked up.
    private const int MostOfOneCount = 200;

    /// <summary>The page that a filter asks for; <c>null</c> and why, if it has a value that nothing public has.</summary>
    /// <param name="withFacets">Whether facets and months are counted; if not, they are empty.</param>
    public async Task<(Listing? Listing, IReadOnlyList<Refusal> Refusals)> FindAsync(StatementFilter filter, CancellationToken cancellation, bool withFacets = true)
    {
        // One connection for all that a page asks: every new one is set up again.
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            return await FindConnectedAsync(filter, withFacets, cancellation);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<(Listing? Listing, IReadOnlyList<Refusal> Refusals)> FindConnectedAsync(StatementFilter filter, bool withFacets, CancellationToken cancellation)
    {
        var refusals = new List<Refusal>();
        if (filter.Page > LastPage) refusals.Add(new Refusal("p", filter.Page.ToString(CultureInfo.InvariantCulture), $"a page up to {LastPage}; narrow the search down to see what lies behind"));
        var authors = await IdsAsync("author", "a person or an organisation that the archive has", filter.Authors, db.PublicAuthors().Select(a => new Named { Id = a.Id, Slug = a.Slug, Name = a.Name }));
        var organisations = await IdsAsync("organisation", "an organisation that the archive has", filter.Organisations, db.PublicAuthors().Where(a => a.Kind == Parsing.AuthorKind.Organisation).Select(a => new Named { Id = a.Id, Slug = a.Slug, Name = a.Name }));
        var sources = await IdsAsync("source", "a source that the archive has", filter.Sources, db.PublicSources().Select(s => new Named { Id = s.Id, Slug = s.Slug, Name = s.Name }));
        var subjects = await IdsAsync("subject", "a subject that the archive has", filter.Subjects, db.PublicSubjects().Select(s => new Named { Id = s.Id, Slug = s.Slug, Name = s.Name }));
        if (refusals.Count > 0) return (null, refusals);

        var query = filter.Text is { } text ? SearchQuery.Read(text) : null;
        var order = filter.Order switch { StatementSort.Relevance => SearchOrder.Relevance, StatementSort.Oldest => SearchOrder.Oldest, StatementSort.Added => SearchOrder.Added, _ => SearchOrder.Newest };
        // A query of which nothing was understood finds nothing, not everything.
        var root = query is { Root: null } ? new SearchAny([]) : query?.Root;
        var request = new SearchRequest(root, filter, order, (filter.Page - 1) * StatementRows.PageSize, StatementRows.PageSize, filter.FormsOff.ToHashSet(), withFacets);
        var chosen = new ChosenFacets(Set(authors), Set(organisations), Set(sources), filter.Languages.ToHashSet(), Set(subjects), filter.Years.ToHashSet());
        var page = await search.FindAsync(request, chosen, cancellation);

        var ids = page.Hits.Select(hit => hit.Id).ToList();
        var rows = (await db.PublicStatements().Where(s => EF.Parameter(ids).Contains(s.Id)).ToRowsAsync(db, cancellation, filter.Text is null ? StatementRows.OpeningLength : StatementRows.SearchedLength)).ToDictionary(row => row.Id);
        var (organisationCounts, peopleCounts) = (Most(page.Facets.Organisations, organisations), Most(page.Facets.Authors, authors, page.Facets.Organisations.ContainsKey));
        var (sourceCounts, subjectCounts) = (Most(page.Facets.Sources, sources), Most(page.Facets.Subjects, subjects));
        var names = withFacets ? await NamesAsync([.. organisationCounts.Keys, .. peopleCounts.Keys], sourceCounts.Keys, subjectCounts.Keys, cancellation) : Enumerable.Empty<Named>().ToLookup(_ => Facet.Author);
        var facets = new StatementFacets(
            Values(page.Facets.Organisations, organisations, organisationCounts, names[Facet.Author]),
            Values(page.Facets.Authors, authors, peopleCounts, names[Facet.Author]),
            Values(page.Facets.Sources, sources, sourceCounts, names[Facet.Source]),
            [.. page.Facets.Languages.OrderByDescending(language => language.Value).ThenBy(language => language.Key, StringComparer.Ordinal).Select(language => new FacetValue(language.Key, language.Key, language.Value, filter.Languages.Contains(language.Key)))],
            Values(page.Facets.Subjects, subjects, subjectCounts, names[Facet.Subject]),
            Years(page.Facets.Years, filter.Years), page.Facets.Organisations.Count, page.Facets.Authors.CountWithout(page.Facets.Organisations));
        return (new Listing(
            new PageOf<StatementRow>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], page.Total, filter.Page, StatementRows.PageSize, LastPage),
            page.Hits.ToDictionary(hit => hit.Id, hit => hit.Score), facets,
            [.. page.Facets.Months.OrderBy(month => month.Key).Select(month => new MonthCount(month.Key / 12, (month.Key % 12) + 1, month.Value))],
            query, page.Forms, page.Sought, page.State, chosen), refusals);

        async Task<Dictionary<int, Named>> IdsAsync(string parameter, string what, IReadOnlyList<string> slugs, IQueryable<Named> candidates)
        {
            if (slugs.Count == 0) return [];
            var found = await candidates.Where(c => slugs.Contains(c.Slug)).ToListAsync(cancellation);
            refusals.AddRange(slugs.Except(found.Select(c => c.Slug)).Select(slug => new Refusal(parameter, slug, $"the last part of the address of {what}")));
            return found.ToDictionary(c => c.Id);
        }

        static HashSet<int> Set(Dictionary<int, Named> chosen) => [.. chosen.Keys];
    }

    private static Dictionary<int, int> Most(TallyDictionary counts, Dictionary<int, Named> chosen, Func<int, bool>? isLeftOut = null) =>
        counts.Most(StatementFacets.Shown, MostOfOneCount, id => chosen.ContainsKey(id) || isLeftOut?.Invoke(id) == true).ToDictionary();

    // By facet, those of organisations and people among the authors.
    private async Task<ILookup<Facet, Named>> NamesAsync(List<int> authors, IEnumerable<int> sources, IEnumerable<int> subjects, CancellationToken cancellation)
    {
        var (ofSources, ofSubjects) = (sources.ToList(), subjects.ToList());
        return (await db.Authors.Where(a => EF.Parameter(authors).Contains(a.Id)).Select(a => new Named { Facet = Facet.Author, Id = a.Id, Slug = a.Slug, Name = a.Name })
            .Concat(db.Sources.Where(s => EF.Parameter(ofSources).Contains(s.Id)).Select(s => new Named { Facet = Facet.Source, Id = s.Id, Slug = s.Slug, Name = s.Name }))
            .Concat(db.Subjects.Where(s => EF.Parameter(ofSubjects).Contains(s.Id)).Select(s => new Named { Facet = Facet.Subject, Id = s.Id, Slug = s.Slug, Name = s.Name }))
            .ToListAsync(cancellation)).ToLookup(named => named.Facet);
    }

    private static IReadOnlyList<FacetValue> Values(TallyDictionary counts, Dictionary<int, Named> chosen, Dictionary<int, int> shown, IEnumerable<Named> named) =>
    [
        .. chosen.Values.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new FacetValue(c.Slug, c.Name, counts.GetValueOrDefault(c.Id), true)),
        .. named.Where(c => shown.ContainsKey(c.Id)).Select(c => new FacetValue(c.Slug, c.Name, shown[c.Id], false))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Name, StringComparer.Ordinal).ThenBy(value => value.Slug, StringComparer.Ordinal).Take(StatementFacets.Shown),
    ];

    private static IReadOnlyList<FacetValue> Years(TallyDictionary counts, IReadOnlyList<int> chosen) =>
    [
        .. counts.Keys.Except(chosen).OrderByDescending(year => counts[year]).ThenByDescending(year => year).Take(StatementFacets.Shown).Concat(chosen).OrderDescending()
            .Select(year => new FacetValue(StatementFilter.FourDigits(year), year.ToString(CultureInfo.InvariantCulture), counts.GetValueOrDefault(year), chosen.Contains(year))),
    ];

    // Set by their members' names, not by a constructor: only so can a query go on from them.
    private sealed class Named
    {
        public Facet Facet { get; init; }

        public int Id { get; init; }

        public required string Slug { get; init; }

        public required string Name { get; init; }
    }
}
