using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Ingestion;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests;

/// <summary>An archive in a folder of its own, in a real SQLite file; its clock stands at noon of 5 January 2020, UTC.</summary>
internal sealed class TestArchive : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2020, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;

    private TestArchive(TempFolder folder, bool ownsFolder, ServiceProvider services) => (_folder, _ownsFolder, Services) = (folder, ownsFolder, services);

    public ServiceProvider Services { get; }

    public string File => _folder["archive.db"];

    public TempFolder Folder => _folder;

    public static async Task<TestArchive> CreateAsync(int writerWaitSeconds = 15, double? draftBelow = null)
    {
        var archive = At(new TempFolder(), ownsFolder: true, writerWaitSeconds, draftBelow);
        await ArchiveDatabase.PrepareAsync(archive.Services, TestContext.Current.CancellationToken);
        return archive;
    }

    /// <summary>The same folder as another process would open it; not prepared yet.</summary>
    public static TestArchive At(TempFolder folder, bool ownsFolder = false, int writerWaitSeconds = 15, double? draftBelow = null) => new(folder, ownsFolder, new ServiceCollection()
        .AddLogging()
        .AddSingleton(Options.Create(new ArchiveOptions { Data = folder.Path, WriterWaitSeconds = writerWaitSeconds, DraftBelow = draftBelow ?? new ArchiveOptions().DraftBelow }))
        .AddSingleton<TimeProvider>(new StoppedClock())
        .AddArchiveDatabase()
        .BuildServiceProvider());

    public async Task<IngestOutcome> IngestAsync(byte[] bytes, string? sidecar = null, string? source = null, bool asDraft = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var submission = new Submission(bytes, sidecar is null ? null : Sidecar.Read(System.Text.Encoding.UTF8.GetBytes(sidecar)), source, asDraft);
        return await scope.ServiceProvider.GetRequiredService<ArticleIngester>().IngestAsync(submission, TestContext.Current.CancellationToken);
    }

    public Task<IngestOutcome> IngestAsync(string text, string? sidecar = null, string? source = null, bool asDraft = false) =>
        IngestAsync(System.Text.Encoding.UTF8.GetBytes(text), sidecar, source, asDraft);

    /// <summary>Takes the document in and returns what that must be: a new article.</summary>
    public async Task<IngestOutcome.Added> AddAsync(string text, string? sidecar = null, string? source = null, bool asDraft = false) =>
        Assert.IsType<IngestOutcome.Added>(await IngestAsync(text, sidecar, source, asDraft));

    public async Task<IngestOutcome.Added> AddSeedAsync(string? sidecar = null) =>
        Assert.IsType<IngestOutcome.Added>(await IngestAsync(await System.IO.File.ReadAllBytesAsync(Repository.SeedArticle), sidecar));

    public async Task<T> ReadAsync<T>(Func<ArchiveContext, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<ArchiveContext>());
    }

    /// <summary>Every table with its number of rows, in order of their names.</summary>
    public Task<List<(string Table, long Rows)>> CountsAsync() => ReadAsync(async db =>
    {
        var counts = new List<(string, long)>();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
            counts.Add((table, await ScalarAsync<long>(db, $"SELECT count(*) FROM \"{table}\"")));
        return counts;
    });

    public static async Task<T> ScalarAsync<T>(ArchiveContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_ownsFolder) _folder.Dispose();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
