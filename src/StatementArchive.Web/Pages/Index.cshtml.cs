using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages;

/// <summary>Home: what is new, statements over time, organisations.</summary>
public sealed class IndexModel(ArchiveContext db, StatementListing listing) : PageModel
{
    private const int NewestShown = 5;
    private const int OrganisationsShown = 12;

    public Totals Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Of the index from which all but the number of articles is told.</summary>
    public IndexState State { get; private set; }

    public IReadOnlyList<StatementRow> Newest { get; private set; } = [];

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    public IReadOnlyList<FacetValue> Organisations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var (everything, _) = await listing.FindAsync(StatementFilter.Everything, cancellation);
        State = everything!.State;
        var statements = everything.List.Total;
        Counts = new Totals(
            statements, statements - everything.Months.Sum(month => month.Count),
            everything.Facets.OrganisationsInAll, everything.Facets.PeopleInAll, await db.PublicArticles().CountAsync(cancellation));
        Newest = [.. everything.List.Rows.Take(NewestShown)];
        Bins = TimeBin.Of(everything.Months);
        Organisations = [.. everything.Facets.Organisations.Take(OrganisationsShown)];
    }

    public sealed record Totals(int Statements, int Undated, int Organisations, int People, int Articles);
}
