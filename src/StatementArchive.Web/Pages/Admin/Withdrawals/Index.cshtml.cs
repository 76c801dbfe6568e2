using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin.Withdrawals;

/// <summary>What was withdrawn, the last first; what was not destroyed can be published again.</summary>
public sealed class IndexModel(ArchiveContext db, Data.Editing.Withdrawals withdrawals) : PageModel
{
    /// <summary>Withdrawals on the page; older ones are in the log.</summary>
    public const int Most = 500;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Rows = await db.Withdrawals.AsNoTracking().OrderByDescending(w => w.Id).Take(Most)
            .Select(w => new Row(w.Id, w.Article == null ? null : w.Article.Slug, w.Article != null ? "/articles/" + w.Article.Slug : "/statements/" + w.Statement!.Slug, w.At, w.Reason, w.Note, w.IsDestroyed)).ToListAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(int withdrawal, CancellationToken cancellation)
    {
        Problem = await withdrawals.ReinstateAsync(withdrawal, User.Id(), cancellation);
        if (Problem is null) return Redirect("/admin/withdrawals");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync(cancellation);
        return Page();
    }

    /// <param name="Article">Address of the article, if it is a whole one.</param>
    /// <param name="At">UTC.</param>
    public sealed record Row(int Id, string? Article, string Path, DateTime At, WithdrawalReason Reason, string? Note, bool IsDestroyed);
}
