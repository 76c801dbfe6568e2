using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Web.Text;

namespace StatementArchive.Benchmarks.Search;

/// <summary>
/// The archive itself, as its list of statements answers: the query read, name forms looked up, hits found, counted and ordered, rows of the page read from the
/// database, and the best passage of each marked. Texts are not kept a second time.
/// </summary>
internal sealed class ArchiveEngine(IServiceProvider archive) : ISearchEngine
{
    public string Name => "Statement Archive";

    public bool CountsFacets => true;

    // Words are found by their stems as well, and in authors' names.
    public bool FindsMore => true;

    public long Size => new DirectoryInfo(Path.Combine(archive.GetRequiredService<IOptions<ArchiveOptions>>().Value.DataPath, "index")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public long SizeOfTexts => 0;

    public async Task BuildAsync()
    {
        using var index = ActivatorUtilities.CreateInstance<StatementIndex>(archive);
        index.Open();
        await index.FollowAsync(null, CancellationToken.None);
    }

    public void Open() => archive.GetRequiredService<StatementIndex>().Open();

    public SearchAnswer Run(SearchQuestion question)
    {
        using var scope = archive.CreateScope();
        var found = Find(scope, question, question.WithFacets);
        var hits = found.List.Rows.Select(row => new SearchHit(row.Id, Written(row, found.Sought))).ToList();
        if (!question.WithFacets) return new SearchAnswer(hits);
        var years = found.Months.GroupBy(month => month.Year).Select(year => new FacetValue(year.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), "", year.Sum(month => month.Count), false));
        return new SearchAnswer(hits, found.List.Total, new Dictionary<SearchedFacet, IReadOnlyList<(string, int)>>
        {
            [SearchedFacet.Author] = Most(found.Facets.People),
            [SearchedFacet.Organisation] = Most(found.Facets.Organisations),
            [SearchedFacet.Source] = Most(found.Facets.Sources),
            [SearchedFacet.Language] = Most(found.Facets.Languages),
            [SearchedFacet.Year] = Most(years),
        });
    }

    public int Count(SearchQuestion question)
    {
        using var scope = archive.CreateScope();
        return Find(scope, question, withFacets: true).List.Total;
    }

    // The provider, which is not the engine's, closes the index.
    public void Dispose()
    {
    }

    private static Listing Find(IServiceScope scope, SearchQuestion question, bool withFacets)
    {
        var filter = StatementFilter.Everything with
        {
            Text = question.Words.Count == 0 ? null : (question with { Filter = null }).ToString(),
            Organisations = question.Filter is { } wanted ? [wanted.Organisation] : [],
            From = question.Filter is { } from ? new DateOnly(from.FirstYear, 1, 1) : null,
            To = question.Filter is { } to ? new DateOnly(to.LastYear, 12, 31) : null,
            Sort = question.NewestFirst ? StatementSort.Newest : null,
            Page = question.Page,
        };
        // The database and the index answer on the thread that asks.
        var (found, refusals) = scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(filter, CancellationToken.None, withFacets).GetAwaiter().GetResult();
        return found ?? throw new InvalidOperationException($"{question}: {string.Join("; ", refusals)}");
    }

    private static string Written(StatementRow row, SearchedWords sought)
    {
        using var writer = new StringWriter();
        Opening.Html(row.Body, sought, row.Language).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }

    private static List<(string, int)> Most(IEnumerable<FacetValue> values) => [.. values.OrderByDescending(value => value.Count).Take(SearchQuestion.FacetValues).Select(value => (value.Slug, value.Count))];
}
