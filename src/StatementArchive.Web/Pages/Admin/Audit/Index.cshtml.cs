using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Audit;

/// <summary>The audit log, the newest first. Its pages are told by the number of an entry, so that what is added meanwhile shifts nothing.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    public const int PageSize = 100;

    public AuditFilter Filter { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The number before which the next page begins; <c>null</c> on the last.</summary>
    public long? Older { get; private set; }

    public IReadOnlyList<KeyValuePair<int, string>> Users { get; private set; } = [];

    public IReadOnlyList<string> Actions { get; private set; } = [];

    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        Filter = AuditFilter.Read(reader);
        var before = reader.Number("before");
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var rows = await Filter.Of(db).Where(e => before == null || e.Id < before).Take(PageSize + 1)
            .Select(e => new Row(e.Id, e.At, e.User!.UserName, e.Action, e.RecordKind, e.Record, e.Reason)).ToListAsync(cancellation);
        Rows = [.. rows.Take(PageSize)];
        Older = rows.Count > PageSize ? Rows[^1].Id : null;
        Users = await db.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).Select(user => KeyValuePair.Create(user.Id, user.UserName!)).ToListAsync(cancellation);
        Actions = await db.AuditLog.Select(e => e.Action).Distinct().OrderBy(action => action).ToListAsync(cancellation);
        Kinds = await db.AuditLog.Select(e => e.RecordKind).Distinct().OrderBy(kind => kind).ToListAsync(cancellation);
        return Page();
    }

    /// <param name="At">UTC.</param>
    /// <param name="By">Who did it; <c>null</c> for the machine, the command line, and whoever did not get in.</param>
    public sealed record Row(long Id, DateTime At, string? By, string Action, string Kind, string Record, string? Reason);
}
