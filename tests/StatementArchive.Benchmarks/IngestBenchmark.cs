using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Tests;

namespace StatementArchive.Benchmarks;

/// <summary>
/// Takes a file of several articles into a new archive, from its bytes on the disk to the last commit, and then inserts the very rows that came
/// of it into an empty database of the same schema, with prepared commands, a thousand articles a transaction, the same durability: nothing read,
/// parsed, hashed or looked up. The ratio is what an article costs beyond its rows.
/// </summary>
internal static class IngestBenchmark
{
    private const int ArticlesOfTransaction = 1_000;
    private const int Step = 5_000;

    // In an order in which nothing refers to what is not there yet. What articles share goes with the first of them.
    private static readonly (string Table, string Of)[] Tables =
    [
        ("Authors", "@first = 0"),
        ("Sources", "@first = 0"),
        ("Affiliations", "@first = 0"),
        ("Originals", "Id IN (SELECT OriginalId FROM Articles WHERE Id > @first AND Id <= @last)"),
        ("OriginalContents", "OriginalId IN (SELECT OriginalId FROM Articles WHERE Id > @first AND Id <= @last)"),
        ("Articles", "Id > @first AND Id <= @last"),
        ("Statements", "ArticleId > @first AND ArticleId <= @last"),
        ("StatementAuthors", "StatementId IN (SELECT Id FROM Statements WHERE ArticleId > @first AND ArticleId <= @last)"),
        ("AuthorNames", "ArticleId > @first AND ArticleId <= @last"),
        ("Evidence", "ArticleId > @first AND ArticleId <= @last"),
        ("Revisions", "StatementId IN (SELECT Id FROM Statements WHERE ArticleId > @first AND ArticleId <= @last)"),
        ("Changes", "StatementId IN (SELECT Id FROM Statements WHERE ArticleId > @first AND ArticleId <= @last)"),
    ];

    public static async Task RunAsync(string file)
    {
        using var folder = new TempFolder();
        var before = Environment.CpuUsage.TotalTime;
        var (articles, took) = await IngestAsync(folder.Path, file);
        Console.WriteLine($"archive: {articles:N0} articles in {took.TotalSeconds:N1} s, {articles / took.TotalSeconds:N0} a second; {(Environment.CpuUsage.TotalTime - before).TotalSeconds:N1} s of processor time, at most {PeakMegabytes():N0} MB of memory");
        before = Environment.CpuUsage.TotalTime;
        var (rows, raw) = await InsertAsync(folder["archive.db"], folder["raw.db"]);
        Console.WriteLine($"raw:     {rows:N0} rows in {raw.TotalSeconds:N1} s, {articles / raw.TotalSeconds:N0} articles a second; {(Environment.CpuUsage.TotalTime - before).TotalSeconds:N1} s of processor time, with reading the rows back");
        Console.WriteLine($"ratio:   the archive takes {took / raw:N2} times as long");
    }

    private static async Task<(int Articles, TimeSpan Took)> IngestAsync(string folder, string file)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Options.Create(new ArchiveOptions { Data = folder }))
            .AddSingleton(TimeProvider.System)
            .AddArchiveDatabase()
            .BuildServiceProvider();
        await ArchiveDatabase.PrepareAsync(services, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var outcome = await services.GetRequiredService<FileIngester>().IngestAsync(new FoundFile(file), null, false, CancellationToken.None, new Steps());
        watch.Stop();
        return outcome is IngestOutcome.Several { New: > 0 } several ? (several.New, watch.Elapsed) : throw new InvalidOperationException($"It is no file of several articles: {outcome}");
    }

    private static async Task<(long Rows, TimeSpan Took)> InsertAsync(string from, string to)
    {
        await using var source = await OpenAsync(from, SqliteOpenMode.ReadWrite);
        await using var target = await OpenAsync(to, SqliteOpenMode.ReadWriteCreate);
        await ExecuteAsync(target, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        foreach (var row in await ReadAsync(source, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid", (0, 0))) await ExecuteAsync(target, (string)row[0]);
        var last = (long)(await ReadAsync(source, "SELECT max(Id) FROM Articles", (0, 0)))[0][0];
        List<SqliteCommand> inserts = [];
        foreach (var (table, _) in Tables) inserts.Add(await PrepareAsync(target, table));
        var (rows, watch) = (0L, new Stopwatch());
        for (var first = 0L; first < last; first += ArticlesOfTransaction)
        {
            var batch = new List<List<object[]>>();
            foreach (var (table, of) in Tables) batch.Add(await ReadAsync(source, $"SELECT * FROM \"{table}\" WHERE {of} ORDER BY rowid", (first, first + ArticlesOfTransaction)));
            watch.Start();
            using var transaction = target.BeginTransaction();
            foreach (var (insert, ofTable) in inserts.Zip(batch))
            {
                insert.Transaction = transaction;
                foreach (var row in ofTable)
                {
                    for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i];
                    rows += insert.ExecuteNonQuery();
                }
            }
            transaction.Commit();
            watch.Stop();
        }
        foreach (var insert in inserts) await insert.DisposeAsync();
        return (rows, watch.Elapsed);
    }

    private static async Task<SqliteCommand> PrepareAsync(SqliteConnection connection, string table)
    {
        var columns = (await ReadAsync(connection, $"SELECT name FROM pragma_table_info('{table}')", (0, 0))).ConvertAll(row => (string)row[0]);
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        return command;
    }

    private static async Task<List<object[]>> ReadAsync(SqliteConnection connection, string sql, (long First, long Last) articles)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@first", articles.First);
        command.Parameters.AddWithValue("@last", articles.Last);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, ForeignKeys = true, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    /// <summary>A line every <see cref="Step"/> articles: whether speed falls, or memory grows, with their number.</summary>
    private sealed class Steps : IProgress<ContainerProgress>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private int _next = Step;

        public void Report(ContainerProgress value)
        {
            if (value.Entries < _next) return;
            _next = value.Entries + Step;
            Console.WriteLine($"         {value.Entries,9:N0} articles, {value.Entries / _watch.Elapsed.TotalSeconds,6:N0} a second, {Environment.WorkingSet / 1e6,6:N0} MB of memory, at most {PeakMegabytes():N0}");
        }
    }
}
