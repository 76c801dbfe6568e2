using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace StatementArchive.Data.Sqlite;

/// <summary>
/// Takes what was destroyed out of the database's files. What is deleted is overwritten there, but the write-ahead log holds pages as they were until it is
/// emptied (sqlite.org/pragma.html, <c>wal_checkpoint(TRUNCATE)</c>), for which nobody may be reading or writing. If somebody is, it is done later.
/// </summary>
public sealed class Erasure
{
    // Nobody knows what an earlier process left.
    private volatile bool _isDue = true;

    /// <summary>Whether something that was destroyed may still stand in the write-ahead log.</summary>
    public bool IsDue => _isDue;

    /// <summary>Whether the files of the search index may still hold words of what was destroyed.</summary>
    public bool IsIndexDue { get; set; }

    /// <summary>Empties the write-ahead log, unless somebody reads or writes just now; then it stays due.</summary>
    /// <param name="db">Outside of a transaction.</param>
    public async Task TryAsync(ArchiveContext db, CancellationToken cancellation)
    {
        _isDue = true;
        try
        {
            await db.Database.OpenConnectionAsync(cancellation);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
            await using var answer = await command.ExecuteReaderAsync(cancellation);
            // The first column says whether somebody was in the way.
            _isDue = !await answer.ReadAsync(cancellation) || answer.GetInt32(0) != 0;
        }
        catch (SqliteException)
        {
            // It stays due; whatever is wrong with the database, those who want something of it are told.
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
