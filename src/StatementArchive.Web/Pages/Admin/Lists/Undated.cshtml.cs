using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Lists;

/// <summary>Statements of which nothing tells the day, drafts among them, by article.</summary>
public sealed class UndatedModel(ArchiveContext db) : PageModel
{
    public const int PageSize = 100;

    public PageOf<Row> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var undated = Of(db);
        var rows = await undated.OrderBy(s => s.ArticleId).ThenBy(s => s.Ordinal).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new Row(s.ArticleId, s.Article.Title, s.Ordinal, s.Title ?? s.Authors.OrderBy(a => a.Position).Select(a => a.Author.Name).FirstOrDefault(), s.Article.Status == PublicationStatus.Draft))
            .ToListAsync(cancellation);
        List = new PageOf<Row>(rows, await undated.CountAsync(cancellation), page, PageSize);
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    internal static IQueryable<Statement> Of(ArchiveContext db) =>
        db.Statements.Where(s => s.Status != PublicationStatus.Withdrawn && s.Article.Status != PublicationStatus.Withdrawn && s.Earliest == null && s.Latest == null);

    /// <param name="Name">Its title, or else who speaks first; <c>null</c> if neither is known.</param>
    public sealed record Row(int ArticleId, string? Article, int Ordinal, string? Name, bool IsDraft);
}
