using System.Net;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Cli;

namespace StatementArchive.Web.Tests.Account;

/// <summary>A server behind another that speaks HTTPS.</summary>
public sealed class BehindWebServerTests
{
    [Theory]
    [InlineData("true", "__Host-")]
    [InlineData("false", "statement-archive-")] // whoever sends the header is not believed
    public async Task Cookies_are_those_of_https_if_the_server_in_front_is_believed(string isBelieved, string beginning)
    {
        using var folder = new TempFolder();
        var added = await ArchiveProgram.RunInShellAsync($"printf '%s\\n' '{DeskSite.Password}' | \"$@\"", "user", "add", "Ada", "--role", "editor", "--data", folder["archive"]);
        Assert.Equal(0, added.ExitCode);
        await using var server = await ServerProcess.StartAsync(null, new Dictionary<string, string> { ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = isBelieved }, "serve", "--data", folder["archive"], "--urls", "http://127.0.0.1:0", "--StatementArchive:Seeds=none");
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var form = await client.GetAsync("/account/login", TestContext.Current.CancellationToken);
        var token = (await DeskWorker.ReadAsync(form)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new FormUrlEncodedContent([new("name", "Ada"), new("password", DeskSite.Password), new("__RequestVerificationToken", token)]) };
        request.Headers.Add("Cookie", form.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.StartsWith(beginning, cookie, StringComparison.Ordinal));
    }
}
