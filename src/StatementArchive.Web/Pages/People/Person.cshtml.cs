using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.People;

/// <summary>A person: names, organisations for which they spoke, statements.</summary>
public sealed class PersonModel(ArchiveContext db, StatementListing listing) : PageModel
{
    public AuthorPage Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (await AuthorPage.FindAsync(db, listing, AuthorKind.Person, slug, cancellation) is not { } found)
            return await MergedAuthors.PathAsync(db, AuthorKind.Person, slug, cancellation) is { } path ? Redirect(path) : NotFound();
        Shown = found;
        return Page();
    }
}
