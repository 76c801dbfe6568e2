using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Subjects;

/// <summary>The subjects of the statements, by name.</summary>
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
        var subjects = db.PublicSubjects();
        var rows = await subjects.OrderBy(s => s.Key).ThenBy(s => s.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new Row(s.Id, s.Slug, s.Name))
            .ToListAsync(cancellation);
        List = new PageOf<Row>(rows, await subjects.CountAsync(cancellation), page, PageSize);
        (var counts, State) = await search.CountsAsync(cancellation);
        Statements = counts.Subjects;
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    public sealed record Row(int Id, string Slug, string Name);
}
