using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Authors;

/// <summary>All authority records, also those that nothing public names, and pairs that may be one.</summary>
public sealed class IndexModel(ArchiveContext db, Authorities authorities) : PageModel
{
    public const int PageSize = 100;

    public string? Search { get; private set; }

    public PageOf<Row> Authors { get; private set; } = null!;

    public IReadOnlyList<LikelyDuplicate> Pairs { get; private set; } = [];

    public IReadOnlyList<MergedRecord> Merges { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        Search = reader.Text("q");
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        await ShowAsync(page, cancellation);
        return Authors.IsBeyondLast ? this.BeyondLast(Authors) : Page();
    }

    public Task<IActionResult> OnPostDistinctAsync(int one, int other, CancellationToken cancellation) => ChangeAsync(() => authorities.DistinguishAsync(one, other, User.Id(), cancellation), cancellation);

    /// <summary>Undoes a merge, and leads to what has to be looked through: what came in meanwhile.</summary>
    public async Task<IActionResult> OnPostUndoAsync(int merge, CancellationToken cancellation)
    {
        var answer = await ChangeAsync(() => authorities.UndoMergeAsync(merge, User.Id(), cancellation), cancellation);
        if (Problem is not null) return answer;
        var from = await db.AuthorMerges.Where(m => m.Id == merge).Select(m => m.FromId).SingleAsync(cancellation);
        return (await authorities.CameMeanwhileAsync(from, cancellation)).Count > 0 ? Redirect(string.Create(CultureInfo.InvariantCulture, $"/admin/authors/{from}#meanwhile")) : answer;
    }

    private async Task<IActionResult> ChangeAsync(Func<Task<string?>> change, CancellationToken cancellation)
    {
        Problem = ModelState.IsValid ? await change() : "Something in what was sent cannot be read.";
        if (Problem is null) return Redirect("/admin/authors");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(1, cancellation);
        return Page();
    }

    private async Task ShowAsync(int page, CancellationToken cancellation)
    {
        var authors = db.Authors.AsNoTracking().Where(a => a.MergedIntoId == null);
        if (Search is { } typed)
        {
            var key = NameKey.Of(typed);
            authors = authors.Where(a => ArchiveContext.Folded(a.Name)!.Contains(key) || a.GivenNames.Any(n => n.Key.Contains(key)) || a.Names.Any(n => n.Key.Contains(key)));
        }
        Authors = new PageOf<Row>(
            await authors.OrderBy(a => a.Name).ThenBy(a => a.Id).Skip((page - 1) * PageSize).Take(PageSize).Select(a => new Row(a.Id, a.Name, a.Kind, db.Set<Data.Model.StatementAuthor>().Where(of => of.AuthorId == a.Id || of.AffiliationId == a.Id).Select(of => of.StatementId).Distinct().Count())).ToListAsync(cancellation),
            await authors.CountAsync(cancellation), page, PageSize);
        if (Search is not null || page > 1) return;
        Pairs = await LikelyDuplicates.OfAuthorsAsync(db, cancellation);
        Merges = await db.AuthorMerges.AsNoTracking().Where(m => m.UndoneAt == null).OrderByDescending(m => m.Id).Take(PageSize).Select(m => new MergedRecord(m.Id, m.From.Name, m.IntoId, m.Into.Name, m.At)).ToListAsync(cancellation);
    }

    /// <param name="Statements">Of its own, and of those who spoke for it, drafts included.</param>
    public sealed record Row(int Id, string Name, AuthorKind Kind, int Statements);
}
