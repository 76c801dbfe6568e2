using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Articles;

/// <summary>The articles, the last published first.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    private const int PageSize = 40;

    public PageOf<ArticleRow> List { get; private set; } = new([], 0, 1, PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        List = await db.PageOfArticlesAsync(null, page, PageSize, cancellation);
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }
}

/// <summary>An article in a list.</summary>
public sealed record ArticleRow(string Slug, string? Title, string? Published, string? SourceSlug, string? SourceName, int Statements);

public static class ArticleRows
{
    /// <summary>One page of the public articles, the last published first, those without a date last.</summary>
    /// <param name="sourceId">Only those of one source; <c>null</c> for all.</param>
    public static async Task<PageOf<ArticleRow>> PageOfArticlesAsync(
        this ArchiveContext db, int? sourceId, int page, int size, CancellationToken cancellation)
    {
        var articles = db.PublicArticles();
        if (sourceId is not null) articles = articles.Where(a => a.SourceId == sourceId);
        var statements = db.PublicStatements();
        var rows = await articles
            .OrderByDescending(a => a.PublishedOn).ThenByDescending(a => a.Id)
            .Skip((page - 1) * size).Take(size)
            .Select(a => new ArticleRow(
                a.Slug, a.Title, a.Published,
                a.Source == null ? null : a.Source.Slug, a.Source == null ? null : a.Source.Name,
                statements.Count(s => s.ArticleId == a.Id)))
            .ToListAsync(cancellation);
        return new PageOf<ArticleRow>(rows, await articles.CountAsync(cancellation), page, size);
    }
}
