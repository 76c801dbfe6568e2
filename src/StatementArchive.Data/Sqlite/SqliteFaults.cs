using Microsoft.Data.Sqlite;

namespace StatementArchive.Data.Sqlite;

/// <summary>SQLite's result codes (sqlite.org/rescode.html) in words for whoever runs the archive.</summary>
internal static class SqliteFaults
{
    /// <summary>Whether the same can be done later: another writer, a full or a failing disk. The rest is wrong with what was asked.</summary>
    public static bool MayPass(Exception exception) => (exception as SqliteException ?? exception.InnerException as SqliteException)?.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14;

    /// <summary>What went wrong; <c>null</c> if the exception is not the database's.</summary>
    public static string? Explain(Exception exception) => (exception as SqliteException ?? exception.InnerException as SqliteException) is not { } fault ? null : fault.SqliteErrorCode switch
    {
        5 or 6 => "Another process has been writing to the archive for too long; try again when it is done.",
        8 => "The archive's database cannot be written: the file, its folder or the disk is read-only.",
        10 => $"The disk under the archive's database reports an error ({fault.Message}).",
        11 => "The archive's database is damaged. Restore it from a backup.",
        13 => "The disk under the archive's database is full.",
        14 => "The archive's database cannot be opened: the file is missing or may not be read.",
        26 => "The file archive.db in the data folder is no SQLite database.",
        _ => $"The archive's database refuses: {fault.Message}",
    };
}
