using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Subjects;

/// <summary>A subject: who spoke about it, when, and what they said.</summary>
public sealed class SubjectModel(ArchiveContext db, StatementListing listing) : PageModel
{
    public View Shown { get; private set; } = null!;

    /// <summary>The newest of its statements, and what counts them.</summary>
    public Listing Found { get; private set; } = null!;

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (await db.PublicSubjects().AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug, cancellation) is not { } subject)
            return await db.MergedSlugAsync(db.PublicSubjects(), slug, cancellation) is { } into ? Redirect("/subjects/" + Uri.EscapeDataString(into)) : NotFound();
        string[] one = [slug];
        var filter = StatementFilter.Everything.With(Facet.Subject, one);
        var (found, refusals) = await listing.FindAsync(filter, cancellation);
        if (found is null) return this.Refused(refusals);
        Shown = new View(subject.Id, slug, subject.Name, filter, subject.Told(), await OtherName.OfAsync<Subject>(db, subject.Id, subject.Name, cancellation));
        Found = found;
        Bins = TimeBin.Of(found.Months);
        return Page();
    }

    /// <param name="Filter">Its statements.</param>
    /// <param name="Names">Other names that archivists gave.</param>
    public sealed record View(int Id, string Slug, string Name, StatementFilter Filter, RecordFacts Facts, IReadOnlyList<OtherName> Names);
}
