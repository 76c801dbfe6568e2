using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Data;

/// <summary>Registers the archive's database and prepares it at start.</summary>
public static class ArchiveDatabase
{
    // Older ones can corrupt a WAL database when a write meets a checkpoint.
    private static readonly Version OldestSqlite = new(3, 51, 3);

    /// <summary>Makes <see cref="ArchiveContext"/> available, at the place that <see cref="ArchiveOptions"/> name.</summary>
    public static IServiceCollection AddArchiveDatabase(this IServiceCollection services) =>
        services.AddDbContextPool<ArchiveContext, SqliteArchiveContext>((provider, context) => context
            .UseSqlite(ConnectionString(provider.GetRequiredService<IOptions<ArchiveOptions>>().Value))
            .AddInterceptors(new SqliteSession()));

    /// <summary>Creates the data folder and brings the database to the newest migration; a second call changes nothing.</summary>
    /// <exception cref="InvalidOperationException">SQLite is too old to be trusted with a write-ahead log.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (SqliteVersion() is var version && version < OldestSqlite)
            throw new InvalidOperationException($"SQLite {version} can corrupt the archive; {OldestSqlite} or newer is needed.");
        Directory.CreateDirectory(services.GetRequiredService<IOptions<ArchiveOptions>>().Value.DataPath);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
    }

    private static string ConnectionString(ArchiveOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(options.DataPath, "archive.db"),
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
