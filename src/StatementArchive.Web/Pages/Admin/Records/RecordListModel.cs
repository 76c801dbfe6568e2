using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Web.Pages.Admin.Records;

/// <summary>What the list of sources, or of subjects, shows.</summary>
/// <param name="Kind">As <see cref="INamedRecord.Kind"/>.</param>
/// <param name="Counted">What stands under a record: <c>article</c>, <c>statement</c>.</param>
/// <param name="Pairs">Records that may be one.</param>
public sealed record RecordListView(string Kind, string Counted, string? Search, PageOf<RecordRow> Records, IReadOnlyList<LikelyDuplicate> Pairs, IReadOnlyList<MergedRecord> Merges, string? Problem)
{
    public string Path => $"/admin/{Kind}s";
}

/// <param name="Count">Of what stands under it, drafts included.</param>
public sealed record RecordRow(int Id, string Name, int Count);

/// <param name="At">UTC.</param>
public sealed record MergedRecord(int Id, string From, int IntoId, string Into, DateTime At);

/// <summary>All sources, or all subjects, also those under which nothing public stands, and pairs that may be one.</summary>
public abstract class RecordListModel<TRecord>(ArchiveContext db, NamedRecords<TRecord> records, string counted) : PageModel where TRecord : class, INamedRecord
{
    private const int PageSize = 100;

    public RecordListView Shown { get; private set; } = null!;

    /// <summary>The rows of some records.</summary>
    protected abstract IQueryable<RecordRow> Rows(IQueryable<TRecord> records);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var (search, page) = (reader.Text("q"), reader.Page());
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        await ShowAsync(search, page, null, cancellation);
        return Shown.Records.IsBeyondLast ? this.BeyondLast(Shown.Records) : Page();
    }

    public Task<IActionResult> OnPostDistinctAsync(int one, int other, CancellationToken cancellation) => ChangeAsync(() => records.DistinguishAsync(one, other, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUndoAsync(int merge, CancellationToken cancellation) => ChangeAsync(() => records.UndoMergeAsync(merge, User.Id(), cancellation), cancellation);

    private async Task<IActionResult> ChangeAsync(Func<Task<string?>> change, CancellationToken cancellation)
    {
        if ((ModelState.IsValid ? await change() : "Something in what was sent cannot be read.") is not { } problem) return Redirect($"/admin/{TRecord.Kind}s");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(null, 1, problem, cancellation);
        return Page();
    }

    private async Task ShowAsync(string? search, int page, string? problem, CancellationToken cancellation)
    {
        var found = db.Set<TRecord>().AsNoTracking().Where(r => r.MergedIntoId == null);
        if (search is not null)
        {
            var key = NameKey.Of(search);
            found = found.Where(r => ArchiveContext.Folded(r.Name)!.Contains(key) || db.Set<RecordName<TRecord>>().Any(n => n.RecordId == r.Id && n.Key.Contains(key)));
        }
        var list = new PageOf<RecordRow>(await Rows(found.OrderBy(r => r.Name).ThenBy(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancellation), await found.CountAsync(cancellation), page, PageSize);
        var isFirst = search is null && page == 1;
        Shown = new RecordListView(
            TRecord.Kind, counted, search, list,
            isFirst ? await LikelyDuplicates.OfAsync<TRecord>(db, cancellation) : [],
            isFirst ? await db.Set<Merge<TRecord>>().AsNoTracking().Where(m => m.UndoneAt == null).OrderByDescending(m => m.Id).Take(PageSize).Select(m => new MergedRecord(m.Id, m.From.Name, m.IntoId, m.Into.Name, m.At)).ToListAsync(cancellation) : [],
            problem);
    }
}
