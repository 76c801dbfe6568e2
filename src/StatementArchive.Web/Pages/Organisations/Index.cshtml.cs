using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.Organisations;

/// <summary>The organisations by name, to be found by any form of it.</summary>
public sealed class IndexModel(ArchiveContext db, StatementSearch statements) : PageModel
{
    public AuthorList Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var (search, page) = (reader.Text("q"), reader.Page());
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var (counts, state) = await statements.CountsAsync(cancellation);
        Shown = new AuthorList(AuthorKind.Organisation, search, await db.AuthorsAsync(AuthorKind.Organisation, search, page, cancellation), counts, state);
        return Shown.Page.IsBeyondLast ? this.BeyondLast(Shown.Page) : Page();
    }
}
