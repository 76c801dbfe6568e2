using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class IngestCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Data => _folder["archive"];

    public void Dispose() => _folder.Dispose();

    private Task<ProgramResult> IngestAsync(params string[] args) => ArchiveProgram.RunAsync(["ingest", "--data", Data, .. args]);

    [Fact]
    public async Task Takes_a_folder_in_and_says_what_became_of_each_file()
    {
        _folder.Write("in/a.txt", "Good words.");
        _folder.Write("in/a.txt.meta.yaml", "source: X");
        _folder.Write("in/sub/b.txt", "More good words.");
        _folder.Write("in/.hidden", "Nobody's words.");
        _folder.Write("in/bad.bin", [1, 0, 2]);
        _folder.Write("in/wrong.txt", "Words.");
        _folder.Write("in/wrong.txt.meta.yaml", "source: [X");
        _folder.Write("in/lonely.meta.yaml", "source: X");

        var (exitCode, output, error) = await IngestAsync(_folder["in"]);

        Assert.Equal(1, exitCode);
        Assert.EndsWith("2 new, 0 already there, 3 failed.\n", output, StringComparison.Ordinal);
        Assert.Contains("in/a.txt", output, StringComparison.Ordinal);
        Assert.Contains("in/sub/b.txt", output, StringComparison.Ordinal);
        Assert.Contains("in/bad.bin: This is no text: a zero byte stands at offset 1", error, StringComparison.Ordinal);
        Assert.Contains("in/wrong.txt: The sidecar's line 1: 'source' takes one value", error, StringComparison.Ordinal);
        Assert.Contains("in/lonely.meta.yaml: This sidecar describes no file", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
        Assert.Equal([2L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task The_same_again_is_already_there()
    {
        Assert.Equal(0, (await IngestAsync(Repository.Seeds)).ExitCode);
        var before = await ArchiveFile.DumpAsync(Data);

        var (exitCode, output, error) = await IngestAsync(Repository.Seeds, Repository.SeedArticle);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("already there", output, StringComparison.Ordinal);
        Assert.EndsWith("0 new, 2 already there, 0 failed.\n", output, StringComparison.Ordinal);
        Assert.Equal(before, await ArchiveFile.DumpAsync(Data));
    }

    [Fact]
    public async Task The_same_found_elsewhere_gains_a_capture()
    {
        var file = _folder.Write("a.txt", "Words.");
        await IngestAsync(file);
        _folder.Write("a.txt.meta.yaml", "url: https://example.org/words");
        Assert.StartsWith($"already there, capture added: {file} as untitled\n", (await IngestAsync(file)).Output, StringComparison.Ordinal);
        Assert.StartsWith($"already there: {file} as untitled", (await IngestAsync(file)).Output, StringComparison.Ordinal);
        Assert.Equal(["https://example.org/words"], await ArchiveFile.ColumnAsync(Data, "SELECT Url FROM Captures"));
    }

    [Fact]
    public async Task What_is_given_differently_is_said_and_not_done()
    {
        var file = _folder.Write("a.txt", "Words.");
        await IngestAsync(file, "--source", "X");
        var (exitCode, output, _) = await IngestAsync(file, "--source", "Y", "--draft");
        Assert.Equal(0, exitCode);
        Assert.Contains("kept as from 'X', not 'Y'", output, StringComparison.Ordinal);
        Assert.Contains("published and stays so", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_and_sources_are_as_asked()
    {
        var (_, output, _) = await IngestAsync(_folder.Write("a.txt", "Words."), "--draft", "--source", "Workers' Liberty");
        Assert.Contains("a draft", output, StringComparison.Ordinal);
        Assert.Equal(["Draft"], await ArchiveFile.ColumnAsync(Data, "SELECT Status FROM Statements"));
        Assert.Equal(["Workers' Liberty"], await ArchiveFile.ColumnAsync(Data, "SELECT Name FROM Sources"));
        Assert.Equal([0L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Changes"));
    }

    [Fact]
    public async Task A_path_that_is_missing_stops_all_before_anything_is_stored()
    {
        var (exitCode, output, error) = await IngestAsync(_folder.Write("a.txt", "Words."), _folder["nix"]);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(_folder["nix"], error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        var (exitCode, _, error) = await IngestAsync(_folder.Write("a.txt", "Too many words."), "--StatementArchive:LargestFile=10");
        Assert.Equal(1, exitCode);
        Assert.Contains("larger than 10 bytes", error, StringComparison.Ordinal);
        Assert.Equal([0L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Originals"));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_refused_in_words()
    {
        var (exitCode, _, error) = await ArchiveProgram.RunAsync("ingest", Repository.Seeds, "--data", _folder.Write("file", "x") + "/data");
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be used", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_bar_on_a_terminal()
    {
        _folder.Write("in/a.txt", "Words.");
        _folder.Write("in/b.bin", [0]);
        var (_, output, _) = await ArchiveProgram.RunInShellAsync("script -qec \"$(printf '%q ' \"$@\")\" /dev/null", "ingest", "--data", Data, _folder["in"]);
        Assert.Contains("%", output, StringComparison.Ordinal);
        Assert.Contains("b.bin", output, StringComparison.Ordinal);
        Assert.Contains("1 new, 0 already there, 1 failed.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.txt as", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_ends_with_whole_articles_and_can_go_on()
    {
        var seed = await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken);
        for (var i = 0; i < 60; i++) _folder.Write($"in/{i:000}.txt", $"{seed}\n\n{i}\n");
        using var process = ArchiveProgram.Start(null, null, "ingest", "--data", Data, _folder["in"]);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++) Assert.StartsWith("new: ", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        ArchiveProgram.AskToStop(process); // Ctrl+C is heard the same way, but a shell's background jobs are born deaf to it
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Stopped;", await error, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(Data);
        Assert.Equal(0, (await IngestAsync(_folder["in"])).ExitCode);
        Assert.Equal([60L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task Bad_rows_of_a_file_fail_and_the_others_are_stored()
    {
        var rows = _folder.Write("rows.jsonl", "{\"text\": \"Good words.\", \"author\": \"A\"}\n{\"text\": 17\n\n{\"text\": \"More of them.\"}\n");
        var (exitCode, output, error) = await IngestAsync(rows);
        Assert.Equal(1, exitCode);
        Assert.Contains("rows.jsonl: row 2: The row is no JSON", error, StringComparison.Ordinal);
        Assert.EndsWith("2 new, 0 already there, 1 failed.\n", output, StringComparison.Ordinal);
        Assert.Equal([2L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task Told_to_stop_inside_a_file_it_says_what_is_stored_and_how_to_go_on()
    {
        const int Rows = 20_000;
        var rows = _folder.Write("rows.jsonl", string.Concat(Enumerable.Range(0, Rows).Select(i => $"{{\"text\": \"The words of row {i}.\", \"author\": \"Speaker {i % 50}\", \"lang\": \"en\"}}\n")));
        using var process = ArchiveProgram.Start(null, null, "ingest", "--data", Data, rows);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await ArchiveFile.HasMoreAsync(Data, "Articles", 0);
        ArchiveProgram.AskToStop(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var stored = (long)(await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"))[0];
        Assert.InRange(stored, 1, Rows - 1);
        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"{stored} new, 0 already there, 0 failed.\n", await output);
        Assert.EndsWith($"Stopped after row {stored} of {rows}. What was taken in is stored; the same command goes on where it stopped.\n", await error, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(Data);
        Assert.EndsWith($"{Rows - stored} new, {stored} already there, 0 failed.\n", (await IngestAsync(rows)).Output, StringComparison.Ordinal);
    }
}
