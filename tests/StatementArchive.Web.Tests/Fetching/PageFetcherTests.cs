using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Web.Fetching;

namespace StatementArchive.Web.Tests.Fetching;

public sealed class PageFetcherTests
{
    private const string Page = "<!doctype html><title>Words</title><p>Words of some length.</p>";

    private const string NotPublic = "The address leads to no host on the public internet.";

    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    private static readonly Reach EveryAddress = new((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), _ => true, _ => true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task Answer(HttpContext context, string text = Page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static RequestDelegate Redirecting(params (string Path, string Location)[] redirects) => context =>
    {
        if (Array.Find(redirects, redirect => redirect.Path == context.Request.Path) is not (_, { } location)) return Answer(context);
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fe80::1%25lo]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://localhost./")]
    [InlineData("http://LOCALHOST/")]
    public async Task What_leads_into_this_network_is_refused_however_it_is_spelt(string address)
    {
        using var fetcher = new PageFetcher(Options.Create(new ArchiveOptions()), TimeProvider.System);
        var reason = Assert.IsType<FetchOutcome.Refused>(await fetcher.FetchAsync(address, Cancellation)).Reason;
        Assert.Contains(reason, new[] { NotPublic, "The address names no host that can exist.", "This is not the address of a page; one looks like https://example.org/page." });
    }

    [Fact]
    public async Task A_page_comes_with_where_when_and_how_it_was_got()
    {
        await using var web = await LocalWeb.StartAsync(context =>
        {
            context.Response.Headers.Append("Last-Modified", "Sat, 04 Jan 2020 11:11:12 GMT");
            context.Response.Headers.Append("Set-Cookie", "secret=1");
            context.Response.Headers.Append("X-Twice", new(["a", "b"]));
            context.Response.ContentType = "text/html; charset=windows-1251";
            return context.Response.Body.WriteAsync(new byte[] { 0xD6, 0xE5 }, context.RequestAborted).AsTask();
        });
        using var fetcher = web.Fetcher(clock: new FixedClock());

        var page = Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(web.Http("/a?b#c"), Cancellation)).Page;

        Assert.Equal((web.Http("/a?b"), web.Http("/a?b")), (page.Requested.AbsoluteUri, page.Address.AbsoluteUri));
        Assert.Empty(page.Redirects);
        Assert.Equal(FixedClock.Now, page.Captured);
        Assert.Equal((200, "OK"), (page.Status, page.ReasonPhrase));
        Assert.Equal(("text/html", "windows-1251"), (page.Type!.MediaType, page.Type.Charset));
        Assert.Equal([0xD6, 0xE5], page.Bytes.ToArray());
        Assert.Equal(["Date", "Server", "X-Twice", "X-Twice", "Content-Type", "Last-Modified"], page.Headers.Select(header => header.Name));
        Assert.Equal(["a", "b"], page.Headers.Where(header => header.Name == "X-Twice").Select(header => header.Value));
    }

    [Fact]
    public async Task Nothing_is_sent_but_what_every_visitor_sends()
    {
        using var activity = new Activity("a request of a reader").Start();
        await using var web = await LocalWeb.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "secret=1";
            return Redirecting(("/a", "/b"))(context);
        });

        await web.FetchedAsync(web.Http("/a"));

        Assert.Equal(2, web.Requests.Count);
        Assert.All(web.Requests, request => Assert.Equal(["Accept", "Accept-Encoding", "Host", "User-Agent"], request.Keys.Order(StringComparer.Ordinal)));
        Assert.All(web.Requests, request => Assert.Matches(@"^StatementArchive/\d+\.\d+\.\d+$", request["User-Agent"]));
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_kept()
    {
        await using var web = await LocalWeb.StartAsync(Redirecting(("/1", "2#part"), ("/2", "/3?x=y"), ("/3", "/4/%C3%A4")));

        var page = await web.FetchedAsync(web.Http("/1"));

        Assert.Equal((web.Http("/1"), web.Http("/4/%C3%A4")), (page.Requested.AbsoluteUri, page.Address.AbsoluteUri));
        Assert.Equal([(web.Http("/1"), 302, "2#part"), (web.Http("/2"), 302, "/3?x=y"), (web.Http("/3?x=y"), 302, "/4/%C3%A4")], page.Redirects.Select(redirect => (redirect.From.AbsoluteUri, redirect.Status, redirect.Headers.Single(header => header.Name == "Location").Value)));
        Assert.Equal(4, page.Redirects.Select(redirect => redirect.Id).Append(page.Id).Distinct().Count());
        Assert.Equal(["page.test", "page.test", "page.test", "page.test"], web.Lookups);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Every_kind_of_redirect_is_followed(int status)
    {
        await using var web = await LocalWeb.StartAsync(async context =>
        {
            await Redirecting(("/a", "/b"))(context);
            if (context.Request.Path == "/a") context.Response.StatusCode = status;
        });

        Assert.Equal(status, Assert.Single((await web.FetchedAsync(web.Http("/a"))).Redirects).Status);
    }

    [Theory]
    [InlineData("http://127.0.0.2:PORT/", NotPublic)]
    [InlineData("http://169.254.169.254:PORT/", NotPublic)]
    [InlineData("http://[::1]:PORT/", NotPublic)]
    [InlineData("http://inside.test:PORT/", NotPublic)]
    [InlineData("http://mixed.test:PORT/", NotPublic)]
    [InlineData("http://missing.test:PORT/", NotPublic)]
    [InlineData("http://page.test:22/", "port")]
    [InlineData("ftp://page.test/", "https:// or http://")]
    [InlineData("file:///etc/passwd", "https:// or http://")]
    [InlineData("http://name:word@page.test:PORT/", "password")]
    [InlineData("//", "no address")]
    [InlineData("//page.test:99999/", "no address")]
    [InlineData("/a", "in a circle")]
    [InlineData("/b", "in a circle")]
    [InlineData("/1", "more than three times")]
    public async Task A_redirect_is_vetted_like_a_first_address(string location, string reason)
    {
        LocalWeb? web = null;
        await using var started = web = await LocalWeb.StartAsync(context => Redirecting(("/a", location.Replace("PORT", $"{web!.Port}", StringComparison.Ordinal)), ("/b", "/c"), ("/c", "/b"), ("/1", "/2"), ("/2", "/3"), ("/3", "/4"))(context));
        web.Names = name => name switch { "inside.test" => [Elsewhere], "mixed.test" => [IPAddress.Loopback, Elsewhere], "missing.test" => [], _ => [IPAddress.Loopback] };

        var refusal = await web.RefusedAsync(web.Http("/a"));

        Assert.StartsWith("The page redirects elsewhere. ", refusal, StringComparison.Ordinal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_leads_from_http_to_https_and_never_back()
    {
        LocalWeb? web = null;
        await using var started = web = await LocalWeb.StartAsync(context => Redirecting(("/up", web!.Https("/b")), ("/down", web.Http("/b")))(context));

        Assert.Equal(web.Https("/b"), (await web.FetchedAsync(web.Http("/up"))).Address.AbsoluteUri);
        Assert.Contains("from https to http", await web.RefusedAsync(web.Https("/down")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_connected_to_as_it_was_vetted_whatever_it_means_next()
    {
        await using var web = await LocalWeb.StartAsync(Redirecting(("/again", "/b")));
        var answers = new Queue<IPAddress>([IPAddress.Loopback, Elsewhere, IPAddress.Loopback, Elsewhere]);
        web.Names = _ => [answers.Dequeue()];

        Assert.Equal(Page, Encoding.UTF8.GetString((await web.FetchedAsync(web.Http("/a"))).Bytes.Span));
        Assert.Single(web.Lookups);

        answers.Dequeue();
        Assert.EndsWith(NotPublic, await web.RefusedAsync(web.Http("/again")), StringComparison.Ordinal);
        Assert.Equal(3, web.Lookups.Count);
        Assert.Equal(2, web.Requests.Count);
    }

    [Fact]
    public async Task A_name_with_a_private_address_among_its_own_is_not_connected_to()
    {
        await using var web = await LocalWeb.StartAsync(context => Answer(context));
        web.Names = _ => [IPAddress.Loopback, Elsewhere];

        Assert.Equal(NotPublic, await web.RefusedAsync(web.Http("/a")));
        Assert.Empty(web.Requests);
    }

    [Theory]
    [InlineData(204, "The page answers 204 No Content.")]
    [InlineData(206, "The page answers 206 Partial Content.")]
    [InlineData(300, "The page answers 300 Multiple Choices.")]
    [InlineData(302, "The page answers 302 Found.")]
    [InlineData(304, "The page answers 304 Not Modified.")]
    [InlineData(401, "The page answers 401 Unauthorized.")]
    [InlineData(404, "The page answers 404 Not Found.")]
    [InlineData(503, "The page answers 503 Service Unavailable.")]
    [InlineData(799, "The page answers 799.")]
    public async Task Only_200_is_taken(int status, string refusal)
    {
        await using var web = await LocalWeb.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal(refusal, await web.RefusedAsync(web.Http("/a")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    public async Task What_comes_packed_is_unpacked(string encoding)
    {
        var packed = Packed(Encoding.UTF8.GetBytes(Page), encoding);
        await using var web = await LocalWeb.StartAsync(context => Sent(context, packed, encoding));

        var page = await web.FetchedAsync(web.Http("/a"));

        Assert.Equal(Page, Encoding.UTF8.GetString(page.Bytes.Span));
        Assert.DoesNotContain(page.Headers, header => header.Name is "Content-Encoding" or "Content-Length");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_comes_packed_and_broken_is_refused(string encoding)
    {
        var packed = Packed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i} {Page}"))), encoding);
        await using var web = await LocalWeb.StartAsync(context => Sent(context, context.Request.Path == "/cut" ? packed[..^20] : [.. packed[..50], .. new byte[50], .. packed[100..]], encoding));

        Assert.Contains("broken or cut off", await web.RefusedAsync(web.Http("/cut")), StringComparison.Ordinal);
        Assert.Contains("broken or cut off", await web.RefusedAsync(web.Http("/broken")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, zstd")]
    [InlineData("gzip, gzip")]
    public async Task What_is_packed_in_other_ways_is_refused(string encoding)
    {
        await using var web = await LocalWeb.StartAsync(context => Sent(context, Packed(Packed(Encoding.UTF8.GetBytes(Page), "gzip"), "gzip"), encoding));

        Assert.Contains("packed in a way that is not read", await web.RefusedAsync(web.Http("/a")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Size_is_counted_unpacked(string encoding)
    {
        var bomb = Packed(new byte[32 * 1024 * 1024], encoding);
        Assert.InRange(bomb.Length, 1, 1024 * 1024);
        await using var web = await LocalWeb.StartAsync(context => Sent(context, bomb, encoding));

        Assert.Equal("The page is larger than 1,048,576 bytes, the most that is taken in.", await web.RefusedAsync(web.Http("/a")));
    }

    [Fact]
    public async Task A_page_of_the_largest_size_is_taken()
    {
        await using var web = await LocalWeb.StartAsync(context => Sent(context, new byte[1024 * 1024], "identity"));

        Assert.Equal(1024 * 1024, (await web.FetchedAsync(web.Http("/a"))).Bytes.Length);
    }

    [Fact]
    public async Task A_page_without_end_is_given_up()
    {
        await using var web = await LocalWeb.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(Page, context.RequestAborted);
        });

        Assert.Contains("larger than", await web.RefusedAsync(web.Http("/a")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_announces_too_much_is_not_read()
    {
        var waits = new TaskCompletionSource();
        await using var web = await LocalWeb.StartAsync(async context =>
        {
            context.Response.ContentLength = 1024 * 1024 + 1;
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await waits.Task;
        });

        Assert.Contains("larger than", await web.RefusedAsync(web.Http("/a")), StringComparison.Ordinal);
        waits.SetResult();
    }

    [Theory]
    [InlineData("/silent")]
    [InlineData("/dribbling")]
    [InlineData("/redirecting")]
    public async Task A_page_that_takes_too_long_is_given_up(string path)
    {
        await using var web = await LocalWeb.StartAsync(async context =>
        {
            if (context.Request.Path == "/redirecting") await Redirecting(("/redirecting", "/silent"))(context);
            else if (context.Request.Path == "/silent") await Task.Delay(Timeout.Infinite, context.RequestAborted);
            for (; context.Request.Path == "/dribbling"; await Task.Delay(20, context.RequestAborted)) await context.Response.WriteAsync(" ", context.RequestAborted);
        });
        using var fetcher = web.Fetcher(seconds: 1);

        var refusal = Assert.IsType<FetchOutcome.Refused>(await fetcher.FetchAsync(web.Http(path), Cancellation)).Reason;

        Assert.EndsWith("The page did not come in time (1 s).", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_can_give_up()
    {
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var web = await LocalWeb.StartAsync(async context =>
        {
            await givingUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var fetcher = web.Fetcher();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(web.Http("/a"), givingUp.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nWords.", "broke off before the page was whole")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nWords.\r\n", "broke off before the page was whole")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nWords.", "broke off before the page was whole")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "is empty")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "broke off before it answered")]
    [InlineData("", "broke off before it answered")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "no HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "no HTTP")]
    public async Task A_broken_answer_is_refused_in_words(string answer, string reason)
    {
        await using var web = await LocalWeb.StartAsync(context => Raw(context, answer));

        Assert.Contains(reason, await web.RefusedAsync(web.Http("/a")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 O\rK\r\nX: a\r\n", "The server's answer is no HTTP.")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n", "OK|(X, a b)")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\r\n", "OK|(X, a )")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\n  WARC/1.1\r\n", "OK|(X, a    WARC/1.1)")]
    [InlineData("HTTP/1.1 200 OK\nX: a\n", "OK|(X, a)")]
    [InlineData("HTTP/1.1 200\r\nX:\r\n", "|(X, )")]
    public async Task A_header_written_oddly_forges_no_other(string header, string read)
    {
        await using var web = await LocalWeb.StartAsync(context => Raw(context, $"{header}Content-Length: 6\r\n\r\nWords."));
        using var fetcher = web.Fetcher();

        var outcome = await fetcher.FetchAsync(web.Http("/a"), Cancellation);

        Assert.Equal(read, outcome is FetchOutcome.Fetched { Page: var page } ? $"{page.ReasonPhrase}|{string.Join('|', page.Headers)}" : ((FetchOutcome.Refused)outcome).Reason);
    }

    [Fact]
    public async Task What_stands_behind_the_announced_length_is_no_part_of_the_page()
    {
        await using var web = await LocalWeb.StartAsync(context => Raw(context, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nWords. More."));

        Assert.Equal("Words.", Encoding.UTF8.GetString((await web.FetchedAsync(web.Http("/a"))).Bytes.Span));
    }

    [Fact]
    public async Task A_header_beyond_its_limit_is_refused()
    {
        await using var web = await LocalWeb.StartAsync(context =>
        {
            for (var i = 0; i < 9; i++) context.Response.Headers[$"X-{i}"] = new string('x', 8 * 1024);
            return Answer(context);
        });

        Assert.Equal("The header of the answer is longer than 64 KiB.", await web.RefusedAsync(web.Http("/a")));
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_refused_and_its_certificate_leads_nowhere()
    {
        await using var trap = await LocalWeb.StartAsync(context => Answer(context));
        await using var web = await LocalWeb.StartAsync(context => Answer(context), issuers: trap.Http("/issuer.crt", "127.0.0.1"));
        using var fetcher = web.Fetcher(trustsIt: false);
        // The server asked there itself when it started, for the certificates that it would show.
        trap.Requests.Clear();

        Assert.Contains("certificate", Assert.IsType<FetchOutcome.Refused>(await fetcher.FetchAsync(web.Https("/a"), Cancellation)).Reason, StringComparison.Ordinal);
        Assert.Empty(trap.Requests);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls_is_refused()
    {
        await using var web = await LocalWeb.StartAsync(context => Answer(context));
        using var fetcher = new PageFetcher(Options.Create(new ArchiveOptions()), TimeProvider.System, EveryAddress);

        Assert.Contains("No secure connection", Assert.IsType<FetchOutcome.Refused>(await fetcher.FetchAsync($"https://page.test:{web.Port}/", Cancellation)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_told_in_words()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var fetcher = new PageFetcher(Options.Create(new ArchiveOptions()), TimeProvider.System, EveryAddress);

        Assert.Equal(new FetchOutcome.Refused("The server cannot be reached."), await fetcher.FetchAsync($"http://page.test:{((IPEndPoint)bound.LocalEndPoint!).Port}/", Cancellation));
    }

    [Theory]
    [InlineData(SocketError.TryAgain, "try again later")]
    [InlineData(SocketError.NoData, NotPublic)]
    public async Task A_name_that_is_not_found_is_told_in_words(SocketError error, string reason)
    {
        await using var web = await LocalWeb.StartAsync(context => Answer(context));
        web.Names = _ => throw new SocketException((int)error);

        Assert.Contains(reason, await web.RefusedAsync(web.Http("/a")), StringComparison.Ordinal);
    }

    private static byte[] Packed(byte[] bytes, string encoding)
    {
        using var output = new MemoryStream();
        using (Stream packing = encoding switch { "gzip" => new GZipStream(output, CompressionLevel.Optimal), "deflate" => new ZLibStream(output, CompressionLevel.Optimal), "br" => new BrotliStream(output, CompressionLevel.Optimal), _ => new DeflateStream(output, CompressionLevel.Optimal) })
            packing.Write(bytes);
        return output.ToArray();
    }

    private static Task Sent(HttpContext context, byte[] bytes, string encoding)
    {
        context.Response.Headers.ContentEncoding = encoding.Split(' ') is ["raw", var name] ? name : encoding;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Answers with these very bytes and closes.</summary>
    private static async Task Raw(HttpContext context, string answer)
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer), context.RequestAborted);
        socket.Shutdown(SocketShutdown.Both);
    }
}
