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

    // The whole archive lies on a small disk of its own; and so do temporary files, if it is told. At the end its database is kept elsewhere, if it is told where.
    private const string DeskScript = """
        mkdir -p "$DATA" && mount -t tmpfs -o "size=$SIZE" tmpfs "$DATA" || exit 1
        echo "$PASSWORD" | "$1" "$2" user add ada --role contributor --data "$DATA" > /dev/null
        "$@" < /dev/null &
        while read -r what; do
          if [ "$what" = fill ]; then head -c 1G /dev/zero > "$DATA/filler" 2> /dev/null; else rm "$DATA/filler"; fi
          echo "done: $what"
        done
        kill -TERM $! && wait $! || exit 1
        [ -z "$KEPT" ] || cp "$DATA"/archive.db* "$KEPT"
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_uploads_at_once_on_a_full_disk_are_refused_whole_pages_go_on_and_it_works_when_there_is_space(bool temporaryFilesToo)
    {
        using var folder = new TempFolder();
        var data = folder["archive"];
        var environment = new Dictionary<string, string> { ["DATA"] = data, ["PASSWORD"] = DeskSite.Password, ["SIZE"] = "48m", ["KEPT"] = "", ["ASPNETCORE_TEMP"] = temporaryFilesToo ? data : folder.Path };
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_disk_that_fills_up_while_the_queue_is_worked_on_what_is_not_done_waits_nothing_is_half_stored_and_it_goes_on_when_there_is_space(bool isStoppedWhileFull)
    {
        const int Documents = 40;
        const int Rows = 2_000;
        using var folder = new TempFolder();
        var (data, kept) = (folder["archive"], Directory.CreateDirectory(folder["kept"]).FullName);
        var environment = new Dictionary<string, string> { ["DATA"] = data, ["PASSWORD"] = DeskSite.Password, ["SIZE"] = "192m", ["KEPT"] = kept, ["ASPNETCORE_TEMP"] = folder.Path };
        using var process = ArchiveProgram.StartWithOwnMounts(DeskScript, environment, "serve", "--data", data, "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={folder["none"]}");
        Assert.SkipWhen(process is null, "The system does not permit mounts to those who are not root.");
        using var worker = await DeskProcess.SignInAsync(new Uri(Opened().Match(await LineAsync(process, "is open at")).Groups["url"].Value));

        var rows = string.Concat(Enumerable.Range(0, Rows).Select(i => $"{{\"text\": \"The words of row {i}.\", \"author\": \"Speaker {i % 50}\", \"date\": \"{2000 + (i % 20)}\", \"lang\": \"en\"}}\n"));
        using (var answer = await worker.HandInAsync([.. Enumerable.Range(0, Documents).Select(i => ($"{i}.txt", Document(i))), ("rows.jsonl", Encoding.UTF8.GetBytes(rows))])) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await TellAsync(process, "fill");
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("cannot be taken in for now", StringComparison.Ordinal))
        {
        }
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);

        // Nothing is given up: what is done is a draft, and all else is as it was handed in.
        var (done, left) = await StatesAsync(worker);
        Assert.InRange(left, 1, Documents + 1);
        Assert.Equal(Documents + 1, done + left);
        foreach (var path in new[] { "/", "/healthz", "/admin", "/admin/drafts" })
        {
            using var read = await worker.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(read.StatusCode == HttpStatusCode.OK, $"{path} answered {read.StatusCode}");
        }

        if (!isStoppedWhileFull)
        {
            await TellAsync(process, "free");
            while ((await StatesAsync(worker)).Left > 0) await Task.Delay(200, TestContext.Current.CancellationToken);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        Assert.DoesNotContain("Unhandled", await error, StringComparison.Ordinal);
        await WholeArticles.AssertAsync(kept);
        Assert.Empty(await ArchiveFile.ColumnAsync(kept, "SELECT Id FROM Uploads u WHERE New <> (SELECT count(*) FROM UploadedArticles WHERE UploadId = u.Id AND IsNew) OR Known + Refused > 0 OR Attempts > 1"));
        Assert.Empty(await ArchiveFile.ColumnAsync(kept, "SELECT Id FROM Articles WHERE Id NOT IN (SELECT ArticleId FROM UploadedArticles)"));
        Assert.Empty(await ArchiveFile.ColumnAsync(kept, "SELECT Id FROM Uploads WHERE (Id IN (SELECT UploadId FROM UploadContents)) <> (State IN ('Waiting', 'Working'))"));
        if (isStoppedWhileFull) return;
        Assert.Equal(Enumerable.Repeat<object>(1L, Documents).Append((long)Rows), await ArchiveFile.ColumnAsync(kept, "SELECT New FROM Uploads WHERE State = 'Done' ORDER BY Id"));
        Assert.Equal<object>([(long)Documents + Rows], await ArchiveFile.ColumnAsync(kept, "SELECT count(*) FROM Articles"));
        Assert.Equal<object>([(long)Documents + 1], await ArchiveFile.ColumnAsync(kept, "SELECT count(*) FROM AuditLog WHERE Action = 'upload taken in'"));
    }

    // How many are done, and how many wait or are worked on; none may have failed.
    private static async Task<(int Done, int Left)> StatesAsync(DeskWorker worker)
    {
        var page = (await worker.OpenAsync("/admin/uploads")).Page;
        Assert.Empty(page.QuerySelectorAll(".uploads > .failed, .uploads > .cancelled"));
        return (page.QuerySelectorAll(".uploads > .done").Length, page.QuerySelectorAll(".uploads > .waiting, .uploads > .working").Length);
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
