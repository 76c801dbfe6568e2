using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Search;
using StatementArchive.Data.Sqlite;
using StatementArchive.Data.Uploads;

namespace StatementArchive.Data;

/// <summary>Registers the archive's database and prepares it at start.</summary>
public static class ArchiveDatabase
{
    // Older ones can corrupt a WAL database when a write meets a checkpoint.
    private static readonly Version OldestSqlite = new(3, 51, 3);

    /// <summary>Makes <see cref="ArchiveContext"/>, ingestion and search available, at the place that <see cref="ArchiveOptions"/> name.</summary>
    public static IServiceCollection AddArchiveDatabase(this IServiceCollection services) => services
        .AddDbContextPool<ArchiveContext, SqliteArchiveContext>((provider, context) => context
            .UseSqlite(ConnectionString(provider.GetRequiredService<IOptions<ArchiveOptions>>().Value, SqliteOpenMode.ReadWrite))
            .AddInterceptors(new SqliteSession()))
        .AddScoped<ArticleIngester>()
        .AddSingleton<ContainerIngester>()
        .AddSingleton<FileIngester>()
        .AddSingleton<StatementIndex>()
        .AddScoped<StatementSearch>()
        .AddSingleton<KnownNames>()
        .AddScoped<StatementListing>()
        .AddScoped<Respellings>()
        .AddScoped<SearchSuggestions>()
        .AddSingleton<UploadSignals>()
        .AddScoped<UploadDesk>()
        .AddScoped<WorkingCopies>()
        .AddScoped<Publication>()
        .AddSingleton<Erasure>()
        .AddScoped<Withdrawals>()
        .AddScoped<NameSuggestions>()
        .AddScoped<Authorities>()
        .AddScoped<Sources>()
        .AddScoped<Subjects>()
        .AddScoped<NearDuplicates>()
        .AddScoped<DraftDuplicates>();

    /// <summary>Creates the data folder and brings the database to the newest migration; a second call changes nothing.</summary>
    /// <exception cref="ArchiveUnavailableException">The folder or the database cannot be used; says why.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (SqliteVersion() is var version && version < OldestSqlite)
            throw new ArchiveUnavailableException($"SQLite {version} can corrupt the archive; {OldestSqlite} or newer is needed.");
        var options = services.GetRequiredService<IOptions<ArchiveOptions>>().Value;
        try
        {
            Directory.CreateDirectory(options.DataPath);
            // One process at a time; the system lets go of the lock when its holder dies.
            await using var turn = await FileLock.WaitAsync(Path.Combine(options.DataPath, "prepare.lock"), TimeSpan.FromSeconds(options.WriterWaitSeconds), cancellation);
            await CreateFileAsync(options, cancellation);
            await using var scope = services.CreateAsyncScope();
            await MigrateAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveUnavailableException($"The data folder {options.DataPath} cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
    }

    // Everywhere else a database that has gone missing is an error, and not silently an empty archive.
    private static async Task CreateFileAsync(ArchiveOptions options, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(ConnectionString(options, SqliteOpenMode.ReadWriteCreate));
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task MigrateAsync(ArchiveContext db, CancellationToken cancellation)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        var known = db.Database.GetMigrations().ToList();
        if (applied.Except(known).FirstOrDefault() is { } unknown)
            throw new ArchiveUnavailableException($"The database was made by another version of this program (its migration {unknown} is not known here).");
        if (applied.Count == known.Count) return;
        // A process that was killed while it migrated leaves this table behind, for which EF Core would wait forever.
        await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        ((SqliteConnection)db.Database.GetDbConnection()).CreateFunction<string, string>("subjects_of_sidecar", KeptSidecars.SubjectsOf, isDeterministic: true);
        await db.Database.MigrateAsync(cancellation);
    }

    private static string ConnectionString(ArchiveOptions options, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(options.DataPath, "archive.db"),
        Mode = mode,
        ForeignKeys = true,
        DefaultTimeout = options.WriterWaitSeconds,
    }.ToString();

    private static Version SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return Version.Parse(connection.ServerVersion);
    }
}
