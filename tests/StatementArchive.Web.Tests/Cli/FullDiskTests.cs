using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

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

    // The whole archive lies on a small disk of its own; and so do temporary files, if it is told.
    private const string DeskScript = """
        mkdir -p "$DATA" && mount -t tmpfs -o size=48m tmpfs "$DATA" || exit 1
        echo "$PASSWORD" | "$1" "$2" user add ada --role contributor --data "$DATA" > /dev/null
        "$@" < /dev/null &
        while read -r what; do
          if [ "$what" = fill ]; then head -c 100M /dev/zero > "$DATA/filler" 2> /dev/null; else rm "$DATA/filler"; fi
          echo "done: $what"
        done
        kill -TERM $! && wait $!
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_uploads_at_once_on_a_full_disk_are_refused_whole_pages_go_on_and_it_works_when_there_is_space(bool temporaryFilesToo)
    {
        using var folder = new TempFolder();
        var data = folder["archive"];
        var environment = new Dictionary<string, string> { ["DATA"] = data, ["PASSWORD"] = DeskSite.Password, ["ASPNETCORE_TEMP"] = temporaryFilesToo ? data : folder.Path };
        using var process = ArchiveProgram.StartWithOwnMounts(DeskScript, environment, "serve", "--data", data, "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={Repository.Seeds}");
        Assert.SkipWhen(process is null, "The system does not permit mounts to those who are not root.");
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var worker = await DeskProcess.SignInAsync(new Uri(Opened().Match(await LineAsync(process, "is open at")).Groups["url"].Value));

        await TellAsync(process, "fill");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => worker.HandInAsync([($"{i}.txt", Document(i))])));
        foreach (var answer in answers)
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
            var words = (await DeskWorker.ReadAsync(answer)).Words("main");
            Assert.Contains("full", words, StringComparison.Ordinal);
            Assert.Contains("Nothing was taken in", words, StringComparison.Ordinal);
            answer.Dispose();
        }
        foreach (var path in new[] { "/", "/statements", "/articles", "/healthz", "/admin/uploads" })
        {
            using var read = await worker.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(read.StatusCode == HttpStatusCode.OK, $"{path} answered {read.StatusCode}");
        }
        Assert.Equal("Nothing was handed in.", (await worker.OpenAsync("/admin/uploads")).Page.Words("#uploads > p:last-child"));

        await TellAsync(process, "free");
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 10).Select(i => worker.HandInAsync([($"{i}.txt", Document(i))]))))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            answer.Dispose();
        }
        while ((await worker.OpenAsync("/admin/uploads")).Page.QuerySelectorAll(".uploads > .done").Length < 10) await Task.Delay(200, TestContext.Current.CancellationToken);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("Unhandled", await error, StringComparison.Ordinal);
    }

    // More than is kept in memory while it is sent, and more than is left of a page of the database.
    private static byte[] Document(int number) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"The {i}th paragraph of document {number} says that nothing is lost.\n\n")));

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
