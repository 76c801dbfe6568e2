using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StatementArchive.Web.Tests.Cli;

public sealed partial class FullDiskTests
{
    // The index lies on a small disk of its own; what is told on standard input fills it to the last byte, or frees it.
    private const string Script = """
        index="$DATA/index"
        mkdir -p "$index" && mount -t tmpfs -o size=24m tmpfs "$index" || exit 1
        fill() { head -c 100M /dev/zero > "$index/filler" 2> /dev/null; }
        fill
        "$@" < /dev/null &
        while read -r what; do
          if [ "$what" = fill ]; then fill; else rm "$index/filler"; fi
          echo "done: $what"
        done
        kill -TERM $! && wait $!
        """;

    [Fact]
    public async Task With_a_full_disk_pages_go_on_and_the_index_catches_up_when_there_is_space()
    {
        using var archive = new IndexedArchive();
        await archive.AddAsync(1_000);
        using var process = ArchiveProgram.StartWithOwnMounts(Script, new Dictionary<string, string> { ["DATA"] = archive.Data }, "serve", "--data", archive.Data, "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={archive.Data}/none");
        Assert.SkipWhen(process is null, "The system does not permit mounts to those who are not root.");
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var reader = new HttpClient { BaseAddress = new Uri(Opened().Match(await LineAsync(process, "is open at")).Groups["url"].Value) };

        Assert.False(await IsCompleteAsync(reader));
        await TellAsync(process, "free");
        await CatchesUpAsync(reader);
        Assert.Contains("1,000 statements", await reader.GetStringAsync(Bread, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await TellAsync(process, "fill");
        await archive.AddAsync(500);
        Assert.False(await IsCompleteAsync(reader));
        Assert.Contains("1,000 statements", await reader.GetStringAsync(Bread, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await TellAsync(process, "free");
        await CatchesUpAsync(reader);
        Assert.Contains("1,500 statements", await reader.GetStringAsync(Bread, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("The search index cannot be read or written for now", await error, StringComparison.Ordinal);
    }

    private static Uri Bread { get; } = new("/statements?q=bread", UriKind.Relative);

    // A page that is no answer throws.
    private static async Task<bool> IsCompleteAsync(HttpClient reader) => !(await reader.GetStringAsync(Bread, TestContext.Current.CancellationToken)).Contains("can be found so far", StringComparison.Ordinal);

    private static async Task CatchesUpAsync(HttpClient reader)
    {
        while (!await IsCompleteAsync(reader)) await Task.Delay(200, TestContext.Current.CancellationToken);
    }

    private static async Task TellAsync(Process process, string what)
    {
        await process.StandardInput.WriteLineAsync(what);
        await LineAsync(process, $"done: {what}");
    }

    private static async Task<string> LineAsync(Process process, string part)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal)) return line;
        }
        throw new InvalidOperationException($"The server ended before it said '{part}'.");
    }

    [GeneratedRegex(@"(?<url>http://\S+)")]
    private static partial Regex Opened();
}
