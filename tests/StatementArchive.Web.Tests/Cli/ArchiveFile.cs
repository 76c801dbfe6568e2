using Microsoft.Data.Sqlite;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>The database in a data folder, as another process left it, read with the program's own SQLite.</summary>
internal static class ArchiveFile
{
    public static async Task<string> DumpAsync(string data)
    {
        await using var connection = await OpenAsync(data);
        return await DatabaseDump.OfAsync(connection, TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of a query's rows.</summary>
    public static async Task<List<object>> ColumnAsync(string data, string sql)
    {
        await using var connection = await OpenAsync(data);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<object>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) values.Add(rows[0]);
        return values;
    }

    private static async Task<SqliteConnection> OpenAsync(string data)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "archive.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
