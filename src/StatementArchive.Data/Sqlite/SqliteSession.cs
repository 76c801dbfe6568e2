using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Sqlite;

/// <summary>
/// Sets up every connection: a commit is on the disk when it returns (<c>synchronous=FULL</c>), and <c>folded</c> is
/// <see cref="NameKey.Of"/>; 16 MB of pages are kept, as many as some pages of a list need; what is deleted is
/// overwritten with zeros (<c>secure_delete</c>), for it may be what somebody had destroyed. Foreign keys and the wait for the one writer are set by the connection string.
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp(connection);
        return Task.CompletedTask;
    }

    private static void SetUp(DbConnection connection)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA secure_delete=ON;";
        pragma.ExecuteNonQuery();
        ((SqliteConnection)connection).CreateFunction<string?, string?>(
            "folded", text => text is null ? null : NameKey.Of(text), isDeterministic: true);
    }
}
