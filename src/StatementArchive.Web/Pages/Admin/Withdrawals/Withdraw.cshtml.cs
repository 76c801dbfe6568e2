using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Withdrawals;

/// <summary>Takes a published article, or one of its statements, back; destroys one that is a draft, or was withdrawn and kept.</summary>
public sealed class WithdrawModel(ArchiveContext db, Data.Editing.Withdrawals withdrawals) : PageModel
{
    /// <summary>What has to be typed before bytes and texts are destroyed.</summary>
    public const string Word = "destroy";

    public string ArticleSlug { get; private set; } = "";

    public PublicationStatus Status { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<Choice> Statements { get; private set; } = [];

    /// <summary>Where else its statements were published.</summary>
    public IReadOnlyList<Elsewhere> Elsewhere { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>What was sent with a form that was refused; nothing before.</summary>
    public Sent Chosen { get; private set; } = new("", null, null, WithdrawnContent.Kept);

    public Task<IActionResult> OnGetAsync(string? article, CancellationToken cancellation) => ShowAsync(article, cancellation);

    /// <param name="statement">The address of one statement; empty for the whole article.</param>
    public async Task<IActionResult> OnPostAsync(string? article, string? statement, WithdrawalReason? reason, string? note, WithdrawnContent content, string? confirmed, CancellationToken cancellation)
    {
        note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        var isPublic = await db.PublicArticles().AnyAsync(a => a.Slug == article, cancellation);
        Problem = !ModelState.IsValid || (isPublic && reason is null) ? "Choose a reason."
            : content == WithdrawnContent.Destroyed && !string.IsNullOrEmpty(statement) ? "The text of one statement goes on standing in its article: hide the passage in a correction, or withdraw the whole article."
            : content == WithdrawnContent.Destroyed && confirmed?.Trim() != Word ? $"What is destroyed cannot be brought back. Type '{Word}' to confirm."
            : !isPublic ? await DestroyAsync(article, content, cancellation)
            : string.IsNullOrEmpty(statement) ? await withdrawals.WithdrawArticleAsync(article ?? "", reason!.Value, note, content, User.Id(), cancellation)
            : await withdrawals.WithdrawStatementAsync(statement, reason!.Value, note, User.Id(), cancellation);
        if (Problem is null) return Redirect(await db.Articles.AnyAsync(a => a.Slug == article, cancellation) ? "/admin/withdrawals" : "/admin/drafts");
        Chosen = new Sent(statement, reason, note, content);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(article, cancellation);
    }

    private async Task<string?> DestroyAsync(string? article, WithdrawnContent content, CancellationToken cancellation) =>
        content != WithdrawnContent.Destroyed ? "It is not published; all that can be done with it is to destroy it."
        : await db.Articles.Where(a => a.Slug == article).Select(a => (int?)a.Id).SingleOrDefaultAsync(cancellation) is { } id ? await withdrawals.DestroyAsync(id, User.Id(), cancellation)
        : "It is no longer there.";

    private async Task<IActionResult> ShowAsync(string? article, CancellationToken cancellation)
    {
        var found = await db.Articles.Where(a => a.Slug == article).Select(a => new { a.Id, a.Slug, a.Title, a.Status, IsDestroyed = db.Withdrawals.Any(w => w.ArticleId == a.Id && w.IsDestroyed) }).SingleOrDefaultAsync(cancellation);
        if (found is null or { IsDestroyed: true }) return NotFound();
        (ArticleSlug, Name, Status) = (found.Slug, found.Title ?? "Untitled article", found.Status);
        Statements = await db.PublicStatements().Where(s => s.ArticleId == found.Id).OrderBy(s => s.Ordinal)
            .Select(s => new Choice(s.Slug, s.Ordinal, s.Title ?? s.Authors.OrderBy(a => a.Position).Select(a => a.Author.Name).FirstOrDefault() ?? s.Slug)).ToListAsync(cancellation);
        Elsewhere = await Admin.Elsewhere.OfAsync(db, found.Id, cancellation);
        return Page();
    }

    /// <param name="Statement">As the parameter of <see cref="OnPostAsync"/>.</param>
    public sealed record Sent(string? Statement, WithdrawalReason? Reason, string? Note, WithdrawnContent Content);

    public sealed record Choice(string Slug, int Ordinal, string Name);
}
