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
            if (await ArchiveFile.HasTableAsync(data, "Articles")) await WholeArticles.AssertAsync(data);
        }

        var (exitCode, output, error) = await ArchiveProgram.RunAsync("ingest", "--data", data, input);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("0 failed.", output, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(data);
        Assert.Equal([(long)Files + 1], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles"));
        Assert.Equal([5L], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Authors"));
    }

    [Fact]
    public async Task Killed_inside_a_file_of_many_it_leaves_whole_articles_and_goes_on()
    {
        const int Rows = 12_000;
        using var folder = new TempFolder();
        // Row 17 stands twice, far apart.
        var rows = folder.Write("rows.jsonl", string.Concat(Enumerable.Range(0, Rows).Append(17).Select(i => $"{{\"text\": \"The words of row {i}.\", \"author\": \"Speaker {i % 50}\", \"organisation\": \"Bakers' Union\", \"date\": \"{2000 + (i % 20)}\", \"lang\": \"en\"}}\n")));
        var data = folder["archive"];
        var stored = 0L;
        for (var kill = 0; kill < 4; kill++)
        {
            using var process = ArchiveProgram.Start(null, null, "ingest", "--data", data, rows);
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await ArchiveFile.HasMoreAsync(data, "Articles", stored);
            await Task.Delay(kill * 30, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await drained;
            await WholeArticles.AssertAsync(data);
            stored = (long)(await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles"))[0];
        }
        Assert.InRange(stored, 4, Rows - 1);

        var (exitCode, output, _) = await ArchiveProgram.RunAsync("ingest", "--data", data, rows);
        Assert.Equal(0, exitCode);
        Assert.EndsWith($"{Rows - stored} new, {stored + 1} already there, 0 failed.\n", output, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(data);
        Assert.Equal([(long)Rows], await ArchiveFile.ColumnAsync(data, "SELECT count(DISTINCT Body) FROM Statements"));
        Assert.Equal([(long)Rows], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Articles"));
        Assert.Equal([51L], await ArchiveFile.ColumnAsync(data, "SELECT count(*) FROM Authors"));
    }
}
