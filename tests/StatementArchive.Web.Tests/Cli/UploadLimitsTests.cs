using System.Net;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>A real server, for only a real one counts what it is sent.</summary>
public sealed class UploadLimitsTests
{
    [Fact]
    public async Task Only_the_form_for_files_may_be_large_and_it_has_its_own_limit()
    {
        using var folder = new TempFolder();
        await DeskProcess.AddContributorAsync(folder["archive"]);
        await using var server = await ServerProcess.StartAsync(null, null, "serve", "--data", folder["archive"], "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={folder["none"]}", "--StatementArchive:UploadBytes=400000");
        using var worker = await DeskProcess.SignInAsync(server.Address);

        using var taken = await worker.HandInAsync([("a.txt", Text(300_000))]);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        using var refused = await worker.HandInAsync([("a.txt", Text(250_000)), ("b.txt", Text(250_000))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("of together 400 kB", (await DeskWorker.ReadAsync(refused)).Words("main"), StringComparison.Ordinal);
        using var elsewhere = await worker.PostAsync("/admin/uploads", "/admin/uploads?handler=remove", ("id", "1"), ("filler", new string('x', 70_000)));
        Assert.Contains(elsewhere.StatusCode, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest });
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var form = UploadForms.Form([("a.txt", Text(300_000))], []);
        using var unknown = await stranger.PostAsync("/admin/upload", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, unknown.StatusCode);
        Assert.Equal([1L], await ArchiveFile.ColumnAsync(folder["archive"], "SELECT count(*) FROM Uploads"));
    }

    private static byte[] Text(int length) => [.. Enumerable.Repeat("The bread is ours.\n\n"u8.ToArray(), length / 20).SelectMany(bytes => bytes)];
}
