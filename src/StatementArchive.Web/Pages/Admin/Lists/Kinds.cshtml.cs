using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.Admin.Lists;

/// <summary>Authors for whose kind, person or organisation, nothing in any of their statements speaks.</summary>
public sealed class KindsModel(ArchiveContext db) : PageModel
{
    public const int PageSize = 100;

    public PageOf<Row> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var authors = Of(db);
        var rows = await authors.OrderBy(a => a.Key).ThenBy(a => a.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(a => new Row(a.Name, a.Kind, a.Statements.OrderBy(s => s.StatementId).Select(s => s.Statement.ArticleId).First(), a.Statements.Count))
            .ToListAsync(cancellation);
        List = new PageOf<Row>(rows, await authors.CountAsync(cancellation), page, PageSize);
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    internal static IQueryable<Author> Of(ArchiveContext db) => db.Authors.Where(a =>
        a.Statements.Count > 0
        && !a.Statements.Any(s => s.Statement.Evidence.Any(e => e.Fact == "kind" && e.IsChosen && e.Value == (a.Kind == AuthorKind.Person ? "person" : "organisation"))));

    /// <param name="ArticleId">The article of the first statement.</param>
    public sealed record Row(string Name, AuthorKind Kind, int ArticleId, int Statements);
}
