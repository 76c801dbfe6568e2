using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Subjects;

/// <summary>A subject: who spoke about it, when, and what they said.</summary>
public sealed class SubjectModel(ArchiveContext db, StatementListing listing) : PageModel
{
    private const int StatementsShown = 20;

    public View Shown { get; private set; } = null!;

    /// <summary>The newest.</summary>
    public IReadOnlyList<StatementRow> Statements { get; private set; } = [];

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    /// <summary>Those with the most statements about it; a person's count for the organisation for which they spoke.</summary>
    public IReadOnlyList<FacetValue> Organisations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (await db.PublicSubjects().Where(s => s.Slug == slug).Select(s => s.Name).SingleOrDefaultAsync(cancellation) is not { } name) return NotFound();
        string[] one = [slug];
        var filter = StatementFilter.Everything.With(Facet.Subject, one);
        var statements = db.PublicStatements().Matching(filter);
        Shown = new View(slug, name, filter, await statements.CountAsync(cancellation));
        Statements = await statements.InOrder(StatementSort.Newest).Take(StatementsShown).ToRowsAsync(db, cancellation);
        var (found, _) = await listing.FindAsync(filter, cancellation);
        Bins = TimeBin.Of(found?.Months ?? []);
        Organisations = found?.Facets.Organisations ?? [];
        return Page();
    }

    /// <param name="Filter">Its statements.</param>
    /// <param name="Total">Number of all its statements.</param>
    public sealed record View(string Slug, string Name, StatementFilter Filter, int Total);
}
