using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.Organisations;

/// <summary>An organisation: names, people who spoke for it, statements.</summary>
public sealed class OrganisationModel(ArchiveContext db, StatementListing listing) : PageModel
{
    public AuthorPage Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (await AuthorPage.FindAsync(db, listing, AuthorKind.Organisation, slug, cancellation) is not { } found)
            return await MergedAuthors.PathAsync(db, AuthorKind.Organisation, slug, cancellation) is { } path ? Redirect(path) : NotFound();
        Shown = found;
        return Page();
    }
}
