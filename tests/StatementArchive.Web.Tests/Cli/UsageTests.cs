using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("bogus", "bogus")]
    [InlineData("parse", "FILE")]
    [InlineData("ingest", "PATH")]
    [InlineData("parse --jsn", "--jsn")]
    [InlineData("parse a b", "b")]
    [InlineData("serve extra", "extra")]
    [InlineData("serve --data", "--data")]
    [InlineData("ingest a --drft", "--drft")]
    [InlineData("ingest a --source", "--source")]
    [InlineData("export x", "export")]
    [InlineData("search", "QUERY")] // commands that are not there yet are not pretended
    [InlineData("parse a --StatementArchive:Largest=1", "StatementArchive:Largest")]
    [InlineData("parse a --StatementArchive:LargestFile=many", "StatementArchive:LargestFile")]
    [InlineData("parse a --StatementArchive:LargestFile=0", "LargestFile")]
    [InlineData("parse a --StatementArchive:Limits:PdfPage=3", "StatementArchive:Limits:PdfPage;")]
    [InlineData("parse a --StatementArchive:Limits:PdfPages=0", "StatementArchive:Limits:PdfPages must be more than zero")]
    [InlineData("parse a --StatementArchive:Limits:PdfTime=soon", "PdfTime")]
    public async Task Wrong_usage_is_named_and_answered_with_2(string line, string named)
    {
        var (exitCode, output, error) = await ArchiveProgram.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("--help");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(new[] { "serve", "parse", "ingest", "--data", "--urls" }, word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_environment_is_heard_and_the_command_line_heard_more()
    {
        using var folder = new TempFolder();
        folder.Write("a.txt", "Words.");
        var environment = new Dictionary<string, string> { ["StatementArchive__Data"] = "from-environment", ["StatementArchive__LargestFile"] = "3" };

        Assert.Equal(1, (await ArchiveProgram.RunInAsync(folder.Path, environment, "ingest", "a.txt")).ExitCode);
        Assert.True(File.Exists(folder["from-environment/archive.db"]));
        Assert.Equal(0, (await ArchiveProgram.RunInAsync(folder.Path, environment, "ingest", "a.txt", "--data", "from-line", "--StatementArchive:LargestFile=100")).ExitCode);
        Assert.True(File.Exists(folder["from-line/archive.db"]));
    }
}
