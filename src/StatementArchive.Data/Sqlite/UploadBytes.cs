using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Sqlite;

/// <summary>Writes the bytes of an upload piece by piece (sqlite.org/c3ref/blob_open.html), so that no file is ever in memory whole.</summary>
internal static class UploadBytes
{
    /// <param name="db">In a transaction.</param>
    /// <param name="length">Of the stream, in bytes.</param>
    public static async Task WriteAsync(ArchiveContext db, int uploadId, Stream bytes, long length, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "UploadContents" ("UploadId", "Bytes") VALUES ({uploadId}, zeroblob({length}))""", cancellation);
        await using var blob = new SqliteBlob((SqliteConnection)db.Database.GetDbConnection(), "UploadContents", nameof(UploadContent.Bytes), uploadId);
        await bytes.CopyToAsync(blob, cancellation);
    }
}
