using System.Text.Json;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Editing;

/// <summary>Writes the audit log, in the transaction of what it tells of.</summary>
public static class AuditTrail
{
    /// <summary>Adds an entry; the caller saves changes.</summary>
    /// <param name="userId"><c>null</c> for the machine and the command line.</param>
    /// <param name="before">What the record was; written as JSON. <c>null</c> if there was nothing.</param>
    /// <param name="after">What it is now; written as JSON. <c>null</c> if there is nothing.</param>
    public static void Audit(this ArchiveContext db, DateTime at, int? userId, string action, string recordKind, string record, object? before = null, object? after = null, string? reason = null) =>
        db.Add(new AuditEntry { At = at, UserId = userId, Action = action, RecordKind = recordKind, Record = record, Before = Written(before), After = Written(after), Reason = reason });

    private static string? Written(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), ArticleDraft.Json);
}
