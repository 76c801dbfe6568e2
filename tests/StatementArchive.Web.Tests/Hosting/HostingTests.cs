using System.Net;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Tests;
using StatementArchive.Web.Fetching;
using StatementArchive.Web.Tests.Cli;

namespace StatementArchive.Web.Tests.Hosting;

public sealed class HostingTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplicationFactory<Program> _site;
    private readonly HttpClient _client;

    public HostingTests()
    {
        _site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("StatementArchive:Data", _folder["archive"]);
            host.UseSetting("StatementArchive:Seeds", Repository.Seeds);
        });
        _client = _site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/statements/nix", 404)]
    [InlineData("/statements?from=abc", 400)]
    [InlineData("/nix", 404)]
    [InlineData("/healthz", 200)]
    [InlineData("/suggest?q=a", 200)]
    [InlineData("/articles/the-killing-of-soleimani-and-the-drive-to-war/original", 200)]
    public async Task Every_answer_carries_the_protective_headers(string path, int status)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        // Only the site's own files run, and they ask nobody else; what stands in a page, or in an original, does not run.
        var isOriginal = path.EndsWith("/original", StringComparison.Ordinal);
        Assert.Equal(!isOriginal, policy.Contains("script-src 'self';", StringComparison.Ordinal));
        Assert.Equal(!isOriginal, policy.Contains("connect-src 'self';", StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_fault_of_the_program_is_answered_without_its_inside_and_with_the_headers()
    {
        using (await GetAsync("/")) { }
        await ArchiveFile.ColumnAsync(_folder["archive"], "ALTER TABLE Statements RENAME TO Gone");
        using var answer = await GetAsync("/statements");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_the_databases()
    {
        using (var healthy = await GetAsync("/healthz")) Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        await ArchiveFile.ColumnAsync(_folder["archive"], "ALTER TABLE Changes RENAME TO Gone");
        using var unhealthy = await GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unhealthy.StatusCode);
        Assert.DoesNotContain("Gone", await unhealthy.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_fetches_nothing_of_its_own_network()
    {
        var outcome = await _site.Services.GetRequiredService<PageFetcher>().FetchAsync("http://localhost/", TestContext.Current.CancellationToken);
        Assert.Equal(new FetchOutcome.Refused("The address leads to no host on the public internet."), outcome);
    }

    [Fact]
    public async Task The_logs_say_what_happened_and_nothing_of_who_read_what()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/organisations?q=secretquestion");
        request.Headers.UserAgent.ParseAdd("SecretBrowser/1.0");
        request.Headers.Referrer = new Uri("http://secret.example/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("Cookie", "secretcookie=1");
        using (await _client.SendAsync(request, TestContext.Current.CancellationToken)) { }
        foreach (var path in new[] { "/suggest?q=secretword", "/suggest?q=secretword%00", "/statements?q=secretspeling" })
        {
            using (await GetAsync(path)) { }
        }
        await _site.DisposeAsync();

        var log = string.Concat(Directory.GetFiles(_folder["archive/logs"]).Select(File.ReadAllText));

        Assert.Contains("\"RequestPath\":\"/organisations\"", log, StringComparison.Ordinal);
        Assert.Contains("\"RequestPath\":\"/suggest\"", log, StringComparison.Ordinal);
        Assert.Contains("000_cf26632d403e0af8.txt", log, StringComparison.Ordinal);
        Assert.All(["ecret", "203.0.113.7", "127.0.0.1", "ConnectionId", "RequestId"], betrayal => Assert.DoesNotContain(betrayal, log, StringComparison.OrdinalIgnoreCase));
        Assert.All(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Keys_lie_in_the_data_folder_and_only_its_owner_reads_them()
    {
        var key = Assert.Single(Directory.GetFiles(_folder["archive/keys"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
