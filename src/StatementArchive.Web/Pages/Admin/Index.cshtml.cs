using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>The desk's first page: what there is to do.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    public int Drafts { get; private set; }

    public int Corrections { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Drafts = await db.Articles.CountAsync(a => a.Status == PublicationStatus.Draft, cancellation);
        Corrections = await db.WorkingCopies.CountAsync(copy => copy.Article.Status == PublicationStatus.Published, cancellation);
    }
}
