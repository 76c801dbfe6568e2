using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class KilledUploadTests
{
    private const int Documents = 24;
    private const int Rows = 3_000;
    private const int Kills = 5;

    [Fact]
    public async Task Servers_that_are_killed_again_and_again_take_everything_in_once()
    {
        using var folder = new TempFolder();
        var data = folder["archive"];
        await DeskProcess.AddContributorAsync(data);
        var rows = string.Concat(Enumerable.Range(0, Rows).Select(i => $"{{\"text\": \"The words of row {i}.\", \"author\": \"Speaker {i % 50}\", \"organisation\": \"Bakers' Union\", \"date\": \"{2000 + (i % 20)}\", \"lang\": \"en\"}}\n"));
        var seed = await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken);
        // Of two users, so that the file of many gives way to the documents and is gone on with again and again.
        await HandInAsync(data, [.. Enumerable.Range(0, Documents).Select(i => $"{seed}\n\n{i}\n")], [rows]);

        var (stored, random) = (0L, new Random(20200104));
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync(data, folder["none"]);
            await ArchiveFile.HasMoreAsync(data, "UploadedArticles", stored);
            await Task.Delay(random.Next(40), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await WholeArticles.AssertAsync(data);
            stored = (long)(await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM UploadedArticles"))[0];
            Assert.Equal([stored], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles"));
        }
        Assert.InRange(stored, Kills, Documents + Rows - 1);

        await using (var last = await ServerProcess.StartAsync(data, folder["none"]))
        {
            while ((long)(await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Uploads WHERE State IN ('Waiting', 'Working')"))[0] > 0) await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await WholeArticles.AssertAsync(data);
        Assert.Equal(Enumerable.Repeat<object>(1L, Documents).Append((long)Rows), await ArchiveFile.ColumnAsync(data, "SELECT New FROM Uploads WHERE State = 'Done' AND Known = 0 ORDER BY Id"));
        Assert.Equal([(long)Documents + Rows], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles WHERE Status = 'Draft'"));
        Assert.Equal([(long)Documents + Rows], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM UploadedArticles WHERE IsNew"));
        Assert.Equal([(long)Documents + 1], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM AuditLog WHERE Action = 'upload taken in'"));
        Assert.Equal([0L], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM UploadContents"));
    }

    private static async Task HandInAsync(string data, IReadOnlyList<string> texts, IReadOnlyList<string> ofAnother)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(Options.Create(new ArchiveOptions { Data = data })).AddSingleton(TimeProvider.System).AddArchiveDatabase().BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        var user = await db.Users.SingleAsync(TestContext.Current.CancellationToken);
        var another = new ArchiveUser { UserName = "another", NormalizedUserName = "ANOTHER", Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch };
        db.Add(another);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        foreach (var (of, theirs) in new[] { (user, texts), (another, ofAnother) })
        {
            var incoming = theirs.Select(Encoding.UTF8.GetBytes).Select(bytes => new IncomingUpload.Document(UploadKind.File, "a file", bytes.Length, () => new MemoryStream(bytes))).ToList();
            await scope.ServiceProvider.GetRequiredService<UploadDesk>().HandInAsync(of.Id, incoming, null, TestContext.Current.CancellationToken);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
