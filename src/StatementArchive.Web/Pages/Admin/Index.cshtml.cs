using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Lists;
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

    /// <summary>When the oldest draft was taken in, UTC; <c>null</c> if there is none.</summary>
    public DateTime? Oldest { get; private set; }

    /// <summary>Statements of which nothing tells the day.</summary>
    public int Undated { get; private set; }

    /// <summary>Authors without evidence for their kind.</summary>
    public int Kinds { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Drafts = await db.Articles.CountAsync(a => a.Status == PublicationStatus.Draft, cancellation);
        InQueue = await db.UploadsSeenBy(User).CountAsync(upload => upload.State == UploadState.Waiting || upload.State == UploadState.Working, cancellation);
        FailedUploads = await db.UploadsSeenBy(User).CountAsync(upload => upload.State == UploadState.Failed, cancellation);
        Corrections = await db.WorkingCopies.CountAsync(copy => copy.Article.Status == PublicationStatus.Published && copy.Steps.Count > 0, cancellation);
        // In order of their numbers SQLite would look through all articles for the first draft.
        Oldest = await db.Articles.Where(a => a.Status == PublicationStatus.Draft).MinAsync(a => (DateTime?)a.IngestedAt, cancellation);
        Undated = await UndatedModel.Of(db).CountAsync(cancellation);
        Kinds = await KindsModel.Of(db).CountAsync(cancellation);
    }
}
