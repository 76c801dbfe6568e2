using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class KilledIngestTests
{
    private const int Files = 25;
    private const int Kills = 8;

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_whole_articles_and_can_go_on()
    {
        using var folder = new TempFolder();
        var seed = await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken);
        for (var i = 0; i < Files; i++) folder.Write($"in/{i:000}.txt", $"{seed}\n\n{i}\n");
        folder.Write("in/001-long.txt", string.Concat(Enumerable.Range(0, 8_000).Select(i => $"The {i}th paragraph of a very long article says that nothing is lost.\n\n")));
        var (input, data) = (folder["in"], folder["archive"]);
        var random = new Random(20200104);

        for (var kill = 0; kill < Kills; kill++)
        {
            // The first ones fall into the start and the first migration, the later ones between and into articles.
            var linesBefore = kill < 3 ? 0 : random.Next(1, 4);
            using var process = ArchiveProgram.Start(null, null, "ingest", "--data", data, input);
            var drained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            for (var line = 0; line < linesBefore; line++) await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            await Task.Delay(kill < 3 ? 300 + (kill * 400) : random.Next(120), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await drained;
            if (await HasTablesAsync(data)) await WholeArticles.AssertAsync(data);
        }

        var (exitCode, output, error) = await ArchiveProgram.RunAsync("ingest", "--data", data, input);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("0 failed.", output, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(data);
        Assert.Equal([(long)Files + 1], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles"));
        Assert.Equal([5L], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Authors"));
    }

    private static async Task<bool> HasTablesAsync(string data) =>
        File.Exists(Path.Combine(data, "archive.db")) && (await ArchiveFile.ColumnAsync(data, "SELECT name FROM sqlite_master WHERE name = 'Articles'")).Count > 0;
}
