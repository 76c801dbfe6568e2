using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StatementArchive.Data.Sqlite;

/// <summary>The archive in one SQLite file.</summary>
public sealed class SqliteArchiveContext(DbContextOptions<SqliteArchiveContext> options) : ArchiveContext(options)
{
    /// <summary>For <c>dotnet ef migrations</c>, which needs a context but no file.</summary>
    internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteArchiveContext>
    {
        public SqliteArchiveContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteArchiveContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
