using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Audit;

/// <summary>Which entries of the audit log are asked for; what is <c>null</c> does not matter.</summary>
/// <param name="User">The number of who did it.</param>
/// <param name="Action">What was done, to the letter.</param>
/// <param name="Kind">The record's kind, to the letter.</param>
/// <param name="Record">The record's address or number, to the letter.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
public sealed record AuditFilter(int? User, string? Action, string? Kind, string? Record, DateOnly? From, DateOnly? To)
{
    public static AuditFilter Read(QueryReader reader) => new(
        reader.Number("user"), reader.Text("action"), reader.Text("kind"), reader.Text("record"), reader.Date("from", isEnd: false), reader.Date("to", isEnd: true));

    /// <summary>The entries, the newest first.</summary>
    public IQueryable<AuditEntry> Of(ArchiveContext db)
    {
        IQueryable<AuditEntry> entries = db.AuditLog;
        if (User is { } user) entries = entries.Where(e => e.UserId == user);
        if (Action is { } action) entries = entries.Where(e => e.Action == action);
        if (Kind is { } kind) entries = entries.Where(e => e.RecordKind == kind);
        if (Record is { } record) entries = entries.Where(e => e.Record == record);
        if (From is { } from)
        {
            var begin = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            entries = entries.Where(e => e.At >= begin);
        }
        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            entries = entries.Where(e => e.At < end);
        }
        return entries.OrderByDescending(e => e.Id);
    }

    /// <summary>An address with this filter.</summary>
    public string At(string path, long? before = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["user"] = User?.ToString(CultureInfo.InvariantCulture),
        ["action"] = Action,
        ["kind"] = Kind,
        ["record"] = Record,
        ["from"] = Day(From),
        ["to"] = Day(To),
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>A day as a field of a form takes it.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
