using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Subjects;

/// <summary>The subjects of the statements, by name.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    private const int PageSize = 60;

    public PageOf<Row> List { get; private set; } = new([], 0, 1, PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var subjects = db.PublicSubjects();
        var statements = db.PublicStatements();
        var rows = await subjects.OrderBy(s => s.Key).ThenBy(s => s.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new Row(s.Slug, s.Name, s.Statements.Count(x => statements.Any(t => t.Id == x.StatementId))))
            .ToListAsync(cancellation);
        List = new PageOf<Row>(rows, await subjects.CountAsync(cancellation), page, PageSize);
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    public sealed record Row(string Slug, string Name, int Statements);
}
