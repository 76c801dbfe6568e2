using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests;

public sealed class ArchiveDatabaseTests : IAsyncLifetime
{
    private TestArchive _archive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _archive = await TestArchive.CreateAsync(writerWaitSeconds: 1);

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", 2L)] // FULL
    [InlineData("foreign_keys", 1L)]
    [InlineData("integrity_check", "ok")]
    public async Task Every_connection_is_set_up(string pragma, object expected) =>
        Assert.Equal(expected, await _archive.ReadAsync(db => TestArchive.ScalarAsync<object>(db, $"PRAGMA {pragma};")));

    [Fact]
    public async Task The_model_has_no_change_without_a_migration() =>
        Assert.False(await _archive.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        await _archive.AddSeedAsync();
        var before = await DumpAsync();
        await ArchiveDatabase.PrepareAsync(_archive.Services, Cancellation);
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Several_processes_may_prepare_one_folder_at_once()
    {
        using var folder = new TempFolder();
        var archives = Enumerable.Range(0, 6).Select(_ => TestArchive.At(folder)).ToList();
        await Task.WhenAll(archives.Select(archive => Task.Run(() => ArchiveDatabase.PrepareAsync(archive.Services, Cancellation))));
        var (known, applied) = await archives[0].ReadAsync(async db => (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(Cancellation)).ToList()));
        Assert.Equal(known, applied);
        foreach (var archive in archives) await archive.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_migrated_keeps_nobody_waiting()
    {
        using var folder = new TempFolder();
        await using var archive = TestArchive.At(folder, writerWaitSeconds: 1);
        await using (var connection = new SqliteConnection($"Data Source={archive.File}"))
        {
            await connection.OpenAsync(Cancellation);
            await ExecuteAsync(connection, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01');""");
        }
        await ArchiveDatabase.PrepareAsync(archive.Services, Cancellation);
        Assert.Equal(0, await archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_up_to_date_with_what_it_holds()
    {
        using var folder = new TempFolder();
        await using var archive = TestArchive.At(folder);
        await using (var connection = new SqliteConnection($"Data Source={archive.File}"))
        {
            await connection.OpenAsync(Cancellation);
            await ExecuteAsync(connection, "PRAGMA journal_mode=WAL;");
        }
        await archive.ReadAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), Cancellation);
            return await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO "Originals" ("Id", "Sha256", "MediaType", "Length", "Sidecar") VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'text/plain', 4, 'subjects: [War, "C-D", "W\u00c1R"]');
                INSERT INTO "Articles" ("Id", "Slug", "Text", "Url", "Captured", "IngestedAt", "SplitConfidence", "Status", "OriginalId", "PlaceInOriginal", "DeclaredAuthors", "Parts") VALUES (1, 'a', 'Text', 'https://example.org/', '2020-01-04', '2020-01-05 12:00:00', 1, 'Published', 1, 1, '[]', '[]');
                INSERT INTO "Evidence" ("ArticleId", "Fact", "Value", "Rule", "Quote", "Confidence", "IsChosen") VALUES (1, 'url', 'https://example.org/', 'warc-target-uri', '', 1, 1), (1, 'place', 'record 1', 'container', '', 1, 1);
                INSERT INTO "Originals" ("Id", "Sha256", "MediaType", "Length", "Sidecar") VALUES (2, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'text/html', 4, '{{subjects: war, note: "No subjects"}}');
                INSERT INTO "Articles" ("Id", "Slug", "Text", "Url", "IngestedAt", "SplitConfidence", "Status", "OriginalId", "PlaceInOriginal", "DeclaredAuthors", "Parts") VALUES (2, 'b', 'Text', 'https://example.org/b', '2020-01-05 12:00:00', 1, 'Published', 2, 1, '[]', '[]');
                INSERT INTO "Evidence" ("ArticleId", "Fact", "Value", "Rule", "Quote", "Confidence", "IsChosen") VALUES (2, 'url', 'https://example.org/b', 'json-ld', '', 1, 1);
                INSERT INTO "Statements" ("Id", "Slug", "ArticleId", "Ordinal", "Body", "Words", "Start", "End", "Status", "RevisionNumber") VALUES (1, 's', 1, 1, 'Text', 1, 0, 4, 'Published', 1), (2, 't', 2, 1, 'Text', 1, 0, 4, 'Published', 1), (3, 'u', 2, 2, 'Text', 1, 4, 8, 'Published', 1);
                """, Cancellation);
        });
        await ArchiveDatabase.PrepareAsync(archive.Services, Cancellation);
        var statement = await archive.ReadAsync(db => db.Statements.SingleAsync(s => s.Id == 1, Cancellation));
        Assert.Equal("Text", statement.Body);
        Assert.Empty(statement.Signatories ?? []);
        var capture = await archive.ReadAsync(db => db.Captures.SingleAsync(Cancellation));
        Assert.Equal((1, "https://example.org/", "2020-01-04", "record 1", new DateTime(2020, 1, 5, 12, 0, 0, DateTimeKind.Utc)), (capture.ArticleId, capture.Url, capture.Captured, capture.Place, capture.IngestedAt));
        Assert.Equal([("war", "War", "1 2 3"), ("c-d", "C-D", "1")], (await archive.ReadAsync(db => db.Subjects.Include(s => s.Statements).OrderBy(s => s.Id).ToListAsync(Cancellation))).Select(s => (s.Slug, s.Name, string.Join(' ', s.Statements.Select(x => x.StatementId).Order()))));
        Assert.Equal([(1, "War"), (1, "C-D"), (2, "war")], (await archive.ReadAsync(db => db.Evidence.Where(e => e.Fact == "subject" && e.Rule == "archivist" && e.IsChosen).OrderBy(e => e.Id).ToListAsync(Cancellation))).Select(e => (e.ArticleId, e.Value)));
        // The text; not the page, of which nobody looked what it tells of whoever took it in.
        Assert.Equal([true, false], await archive.ReadAsync(db => db.Originals.OrderBy(o => o.Id).Select(o => o.IsHandedOut).ToListAsync(Cancellation)));
        Assert.Equal(0L, await archive.ReadAsync(db => TestArchive.ScalarAsync<long>(db, "SELECT count(*) FROM pragma_foreign_key_check;")));
        Assert.Equal("Statements", await archive.ReadAsync(db => TestArchive.ScalarAsync<string>(db, "SELECT \"table\" FROM pragma_foreign_key_list('Statements') WHERE \"from\" = 'TranslationOfId';")));
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_program()
    {
        await _archive.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0.0');"""));
        var refusal = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => ArchiveDatabase.PrepareAsync(_archive.Services, Cancellation));
        Assert.Contains("99990101000000_Later", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_database()
    {
        using var folder = new TempFolder();
        folder.Write("archive.db", new string('x', 5000));
        await using var archive = TestArchive.At(folder);
        var refusal = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => ArchiveDatabase.PrepareAsync(archive.Services, Cancellation));
        Assert.Contains("no SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(archive.File).Length);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused_in_words()
    {
        using var folder = new TempFolder();
        folder.Write("data", "x");
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .Configure<ArchiveOptions>(options => options.Data = folder["data"]).AddArchiveDatabase().BuildServiceProvider();
        var refusal = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => ArchiveDatabase.PrepareAsync(services, Cancellation));
        Assert.Contains(folder["data"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_went_missing_is_no_empty_archive()
    {
        using var folder = new TempFolder();
        await using var archive = TestArchive.At(folder);
        await Assert.ThrowsAsync<SqliteException>(() => archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
        Assert.False(File.Exists(archive.File));
    }

    [Fact]
    public async Task A_writer_waits_for_the_one_before_it_and_no_longer_than_it_may()
    {
        await using var other = await BeginWritingAsync();
        var refusal = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => _archive.IngestAsync("Words."));
        Assert.Contains("Another process", refusal.Message, StringComparison.Ordinal);

        await ExecuteAsync(other, "ROLLBACK;");
        await _archive.AddAsync("Words.");
    }

    [Fact]
    public async Task A_writer_goes_on_as_soon_as_the_one_before_it_is_done()
    {
        await using var patient = TestArchive.At(_archive.Folder, writerWaitSeconds: 60);
        await using var other = await BeginWritingAsync();
        var waiting = Task.Run(() => patient.IngestAsync("Words."), Cancellation);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300, Cancellation)));
        await ExecuteAsync(other, "COMMIT;");
        Assert.IsType<IngestOutcome.Added>(await waiting);
    }

    [Fact]
    public async Task Readers_do_not_wait_for_a_writer()
    {
        await using var other = await BeginWritingAsync();
        Assert.Equal(0, await _archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_bytes_at_once_one_stores_them()
    {
        await using var patient = TestArchive.At(_archive.Folder, writerWaitSeconds: 60);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => patient.IngestAsync("The same words."))));
        Assert.Single(outcomes.OfType<IngestOutcome.Added>());
        Assert.Equal(7, outcomes.OfType<IngestOutcome.AlreadyThere>().Count());
        Assert.Equal(1, await _archive.ReadAsync(db => db.Originals.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Of_many_who_bring_one_author_at_once_all_share_the_record()
    {
        await using var patient = TestArchive.At(_archive.Folder, writerWaitSeconds: 60);
        var seed = await File.ReadAllTextAsync(Repository.SeedArticle, Cancellation);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => patient.IngestAsync(seed + $"\n\n{i}"))));
        Assert.Equal(6, outcomes.OfType<IngestOutcome.Added>().Count());
        Assert.Equal(5, await _archive.ReadAsync(db => db.Authors.CountAsync(Cancellation)));
        Assert.Equal(await _archive.ReadAsync(db => db.Statements.CountAsync(Cancellation)), await _archive.ReadAsync(db => db.Changes.CountAsync(Cancellation)));
    }

    [Theory]
    [InlineData("""UPDATE "Statements" SET "End" = "Start";""")]
    [InlineData("""UPDATE "Statements" SET "Earliest" = '2021-01-01', "Latest" = '2020-01-01';""")]
    [InlineData("""UPDATE "Evidence" SET "Confidence" = 1.5;""")]
    [InlineData("""UPDATE "Originals" SET "Sha256" = 'x';""")]
    [InlineData("""UPDATE "Affiliations" SET "OrganisationId" = "PersonId";""")]
    [InlineData("""DELETE FROM "Originals";""")]
    [InlineData("""UPDATE "Authors" SET "Slug" = 'same';""")]
    public async Task The_database_itself_refuses_what_cannot_be(string sql)
    {
        await _archive.AddSeedAsync();
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => _archive.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
        Assert.Equal(19, refusal.SqliteErrorCode); // SQLITE_CONSTRAINT
    }

    [Fact]
    public async Task Folding_finds_names_in_any_case_and_without_accents()
    {
        await _archive.ReadAsync(async db =>
        {
            db.Authors.Add(new Author { Slug = "x", Name = "Bündnis Zürich", Kind = AuthorKind.Organisation, Key = "x" });
            return await db.SaveChangesAsync(Cancellation);
        });
        Assert.Equal("x", await _archive.ReadAsync(db => db.Authors.Where(a => ArchiveContext.Folded(a.Name)!.Contains("zurich")).Select(a => a.Slug).SingleAsync(Cancellation)));
    }

    private async Task<SqliteConnection> BeginWritingAsync()
    {
        var connection = new SqliteConnection($"Data Source={_archive.File};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await ExecuteAsync(connection, "BEGIN IMMEDIATE;");
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task<string> DumpAsync() => _archive.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync(Cancellation);
        return await DatabaseDump.OfAsync(db.Database.GetDbConnection(), Cancellation);
    });
}
