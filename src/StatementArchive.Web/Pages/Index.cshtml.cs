using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages;

/// <summary>Home: what is new, statements over time, organisations.</summary>
public sealed class IndexModel(ArchiveContext db, StatementListing listing) : PageModel
{
    private const int NewestShown = 5;
    private const int OrganisationsShown = 12;

    public Totals Counts { get; private set; } = new(0, 0, 0, 0, 0);

    public IReadOnlyList<StatementRow> Newest { get; private set; } = [];

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    public IReadOnlyList<FacetValue> Organisations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var statements = db.PublicStatements();
        Counts = new Totals(
            await statements.CountAsync(cancellation),
            await statements.CountAsync(s => s.Earliest == null && s.Latest == null, cancellation),
            await db.PublicAuthors().CountAsync(a => a.Kind == AuthorKind.Organisation, cancellation),
            await db.PublicAuthors().CountAsync(a => a.Kind == AuthorKind.Person, cancellation),
            await db.PublicArticles().CountAsync(cancellation));
        Newest = await statements.InOrder(StatementSort.Newest).Take(NewestShown).ToRowsAsync(db, cancellation);
        var (everything, _) = await listing.FindAsync(StatementFilter.Everything, cancellation);
        Bins = TimeBin.Of(everything!.Months);
        Organisations = [.. everything.Facets.Organisations.Take(OrganisationsShown)];
    }

    public sealed record Totals(int Statements, int Undated, int Organisations, int People, int Articles);
}
