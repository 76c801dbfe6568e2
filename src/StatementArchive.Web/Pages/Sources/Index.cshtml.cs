using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Sources;

/// <summary>The publications in which the articles stood, by name.</summary>
public sealed class IndexModel(ArchiveContext db, StatementSearch search) : PageModel
{
    private const int PageSize = 60;

    public PageOf<Row> List { get; private set; } = new([], 0, 1, PageSize);

    /// <summary>Public statements of each, by its number.</summary>
    public TallyDictionary Statements { get; private set; } = TallyDictionary.Empty;

    /// <summary>Of the index that counted them.</summary>
    public IndexState State { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var sources = db.PublicSources();
        var articles = db.PublicArticles();
        var rows = await sources.OrderBy(s => s.Key).ThenBy(s => s.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new Row(s.Id, s.Slug, s.Name, articles.Count(a => a.SourceId == s.Id)))
            .ToListAsync(cancellation);
        List = new PageOf<Row>(rows, await sources.CountAsync(cancellation), page, PageSize);
        (var counts, State) = await search.CountsAsync(cancellation);
        Statements = counts.Sources;
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    public sealed record Row(int Id, string Slug, string Name, int Articles);
}
