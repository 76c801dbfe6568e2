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

    /// <summary>Waits until another process has stored more rows of this table than these.</summary>
    public static async Task HasMoreAsync(string data, string table, long rows)
    {
        while (!await HasTableAsync(data, table) || (long)(await ColumnAsync(data, $"SELECT count(*) FROM \"{table}\""))[0] <= rows)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    public static async Task<bool> HasTableAsync(string data, string table) =>
        File.Exists(Path.Combine(data, "archive.db")) && (await ColumnAsync(data, $"SELECT name FROM sqlite_master WHERE name = '{table}'")).Count > 0;

    private static async Task<SqliteConnection> OpenAsync(string data)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "archive.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
