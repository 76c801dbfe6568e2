using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Uploads;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>The desk's first page: what there is to do.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    public int Drafts { get; private set; }

    public int Corrections { get; private set; }

    /// <summary>Of those that the user sees.</summary>
    public int InQueue { get; private set; }

    /// <summary>Of those that the user sees.</summary>
    public int FailedUploads { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Drafts = await db.Articles.CountAsync(a => a.Status == PublicationStatus.Draft, cancellation);
        InQueue = await db.UploadsSeenBy(User).CountAsync(upload => upload.State == UploadState.Waiting || upload.State == UploadState.Working, cancellation);
        FailedUploads = await db.UploadsSeenBy(User).CountAsync(upload => upload.State == UploadState.Failed, cancellation);
        Corrections = await db.WorkingCopies.CountAsync(copy => copy.Article.Status == PublicationStatus.Published, cancellation);
    }
}
