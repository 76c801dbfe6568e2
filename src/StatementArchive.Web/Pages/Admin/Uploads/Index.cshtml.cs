using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Uploads;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>What was handed in and how far it is: one's own, and for editors everybody's.</summary>
public sealed class IndexModel(ArchiveContext db, UploadDesk desk) : PageModel
{
    public const int PageSize = 50;

    // A file of several articles can have thousands.
    private const int MostArticles = 5;

    public PageOf<Row> Uploads { get; private set; } = null!;

    /// <summary>Articles of which a row speaks, by their numbers.</summary>
    public IReadOnlyDictionary<int, ArticleLink> Articles { get; private set; } = new Dictionary<int, ArticleLink>();

    public UploadState? State { get; private set; }

    /// <summary>How many wait or are worked on.</summary>
    public int InQueue { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Why what was asked for was not done; <c>null</c> if nothing was refused.</summary>
    public string? Problem { get; private set; }

    public bool SeesAll => User.MayActAs(ArchiveRole.Editor);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostCancelAsync(int id, CancellationToken cancellation) => ChangeAsync(desk.CancelAsync, id, cancellation);

    public Task<IActionResult> OnPostRetryAsync(int id, CancellationToken cancellation) => ChangeAsync(desk.RetryAsync, id, cancellation);

    public Task<IActionResult> OnPostRemoveAsync(int id, CancellationToken cancellation) => ChangeAsync(desk.RemoveAsync, id, cancellation);

    private async Task<IActionResult> ChangeAsync(Func<int, int, bool, CancellationToken, Task<string?>> change, int id, CancellationToken cancellation)
    {
        try
        {
            Problem = await change(id, User.Id()!.Value, SeesAll, cancellation);
            if (Problem is null) return Redirect("/admin/uploads");
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (ArchiveUnavailableException e)
        {
            (Problem, Response.StatusCode) = (e.Message, StatusCodes.Status503ServiceUnavailable);
        }
        return await ShowAsync(cancellation);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        State = reader.Choice<UploadState>("state");
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var seen = db.UploadsSeenBy(User);
        InQueue = await seen.CountAsync(upload => upload.State == UploadState.Waiting || upload.State == UploadState.Working, cancellation);
        Failed = await seen.CountAsync(upload => upload.State == UploadState.Failed, cancellation);
        var shown = State is { } state ? seen.Where(upload => upload.State == state) : seen;
        var total = await shown.CountAsync(cancellation);
        var rows = await shown.OrderByDescending(upload => upload.Id).Skip((page - 1) * PageSize).Take(PageSize).Select(upload => new Row(
            new UploadProgress(upload.Id, upload.State, upload.New, upload.Known, upload.Refused, upload.Share),
            upload.Kind, upload.Name, upload.Length, upload.HandedInAt, upload.User.UserName, upload.Reason, upload.Address != null || upload.Content != null,
            upload.Articles.OrderBy(one => one.ArticleId).Take(MostArticles).Select(one => one.ArticleId).ToList(),
            upload.Articles.Count)).ToListAsync(cancellation);
        var articles = rows.SelectMany(row => row.Articles).ToList();
        Articles = await db.Articles.Where(article => articles.Contains(article.Id)).Select(article => new ArticleLink(article.Id, article.Slug, article.Title, article.Status == PublicationStatus.Draft)).ToDictionaryAsync(article => article.Id, cancellation);
        Uploads = new PageOf<Row>(rows, total, page, PageSize);
        return Uploads.IsBeyondLast ? this.BeyondLast(Uploads) : Page();
    }

    /// <param name="By">Who handed it in.</param>
    /// <param name="IsKept">Whether there is something that can be tried again.</param>
    /// <param name="Articles">Numbers of the first that came of it.</param>
    /// <param name="ArticleCount">How many did.</param>
    public sealed record Row(UploadProgress Progress, UploadKind Kind, string Name, long Length, DateTime HandedInAt, string? By, string? Reason, bool IsKept, IReadOnlyList<int> Articles, int ArticleCount)
    {
        public bool CanBeCancelled => !Progress.HasEnded;

        public bool CanBeRetried => Progress.State == UploadState.Failed && IsKept;

        public IEnumerable<string> Reasons => Reason?.Split('\n') ?? [];
    }

    /// <summary>A row as it is shown.</summary>
    public RowView View(Row row) => new(row, [.. row.Articles.Select(id => Articles[id])]);

    public sealed record RowView(Row Row, IReadOnlyList<ArticleLink> Articles);

    public sealed record ArticleLink(int Id, string Slug, string? Title, bool IsDraft)
    {
        public string Path => IsDraft ? FormattableString.Invariant($"/admin/drafts/{Id}") : $"/articles/{Slug}";
    }
}
