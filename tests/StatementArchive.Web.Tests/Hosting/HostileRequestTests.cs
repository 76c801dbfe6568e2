using System.Globalization;
using System.Net.Sockets;
using System.Text;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Cli;

namespace StatementArchive.Web.Tests.Hosting;

/// <summary>A real server with the seeds on a real socket, for all tests of a class.</summary>
public sealed class ServedArchive : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ServerProcess _server = null!;

    public Uri Address => _server.Address;

    public async ValueTask InitializeAsync() => _server = await ServerProcess.StartAsync(_folder["archive"], Repository.Seeds);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>One real server on a real socket for what no client would send.</summary>
public sealed class HostileRequestTests(ServedArchive archive) : IClassFixture<ServedArchive>
{
    [Fact]
    public async Task Nothing_that_is_sent_is_answered_with_a_fault_of_the_server()
    {
        string[] targets =
        [
            "/%", "/%zz", "/%00", "/a%00b", "/%ff", "/statements/%ff%fe", "/statements/%ed%a0%80", "/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd", "//", "/%2f%2f", "/\\..\\..",
            "/statements?from=%ff", "/statements?from=%00", "/statements?q=%ed%a0%80", "/statements?p=99999999999999999999", "/statements?p=-1", "/statements?=&&=&", "/statements?from",
            "/statements?" + string.Concat(Enumerable.Repeat("author=x&", 800)), "/statements?q=" + new string('a', 7000), "/statements?q=" + string.Concat(Enumerable.Repeat("%F0%9F%9A%A9", 500)),
            "/" + new string('a', 7000), "/" + string.Concat(Enumerable.Repeat("a/", 3500)), "/articles/x/original", "/articles/%F0%9F/original", "/organisations?q=%25_%5C%27%22", "/people/%D8%A7",
            "/healthz/x", "/healthz?x=%ff", "/problem/500", "/problem/abc", "/statements/x.json", "/css/%00", "/fonts/..%2f..%2fstatement-archive.dll", "/appsettings.json", "/statement-archive.dll",
        ];
        foreach (var target in targets)
        {
            var status = await StatusAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            Assert.True(status is >= 200 and < 500, $"{status} for {target[..Math.Min(target.Length, 80)]}");
        }
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)] // no host
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("POST /statements HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n", 405, 413)]
    [InlineData("POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("PROPFIND / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: \u0001=;;\r\nConnection: close\r\n\r\n", 200, 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nIf-Modified-Since: yesterday\r\nIf-None-Match: nonsense\r\nRange: bytes=9-1\r\nAccept: ;;;\r\nAccept-Language: ***\r\nConnection: close\r\n\r\n", 200)]
    public async Task What_is_no_proper_request_is_the_senders_fault(string request, params int[] expected) =>
        Assert.Contains(await StatusAsync(request), expected);

    [Fact]
    public async Task Head_answers_as_Get_does_without_a_body()
    {
        var get = await AnswerAsync("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var head = await AnswerAsync("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", head, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
        Assert.Contains("<html", get, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_have_a_limit() =>
        Assert.Equal(431, await StatusAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n\r\n"));

    [Fact]
    public async Task Addresses_have_a_limit() =>
        Assert.Equal(414, await StatusAsync($"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"));

    [Fact]
    public async Task It_serves_on_after_all_of_it()
    {
        await StatusAsync("GARBAGE\r\n\r\n");
        Assert.Equal(200, await StatusAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }

    private async Task<int> StatusAsync(string request) =>
        (await AnswerAsync(request)).Split(' ') is [_, var status, ..] ? int.Parse(status, CultureInfo.InvariantCulture) : 0;

    // Everything up to the end of the connection, which a refused request brings as well.
    private async Task<string> AnswerAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(archive.Address.Host, archive.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
