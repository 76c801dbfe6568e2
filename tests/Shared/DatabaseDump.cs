using System.Data.Common;
using System.Globalization;
using System.Text;

namespace StatementArchive.Tests;

/// <summary>A database's whole content as text: every table, every row, every value.</summary>
public static class DatabaseDump
{
    public static async Task<string> OfAsync(DbConnection connection, CancellationToken cancellation)
    {
        var dump = new StringBuilder();
        foreach (var table in await TablesAsync(connection, cancellation))
        {
            dump.AppendLine(CultureInfo.InvariantCulture, $"= {table}");
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                for (var i = 0; i < rows.FieldCount; i++)
                    dump.Append(rows[i] is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(rows[i], CultureInfo.InvariantCulture)).Append('\t');
                dump.Append('\n');
            }
        }
        return dump.ToString();
    }

    public static async Task<IReadOnlyList<string>> TablesAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<string>();
        while (await rows.ReadAsync(cancellation)) tables.Add(rows.GetString(0));
        return tables;
    }
}
