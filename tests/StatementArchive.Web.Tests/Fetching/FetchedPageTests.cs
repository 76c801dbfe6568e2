using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Tests;
using StatementArchive.Web.Fetching;
using StatementArchive.Web.Tests.Cli;

namespace StatementArchive.Web.Tests.Fetching;

public sealed class FetchedPageTests
{
    // 'Цена хлеба снова выросла.' in windows-1251, under a declaration that is wrong.
    private static readonly byte[] Page =
    [
        .. "<!doctype html><meta charset=utf-8><p>"u8,
        0xD6, 0xE5, 0xED, 0xE0, 0x20, 0xF5, 0xEB, 0xE5, 0xE1, 0xE0, 0x20, 0xF1, 0xED, 0xEE, 0xE2, 0xE0, 0x20, 0xE2, 0xFB, 0xF0, 0xEE, 0xF1, 0xEB, 0xE0, 0x2E,
        .. "</p>"u8,
    ];

    private static readonly FetchedPage Fetched = new()
    {
        Id = new Guid("0190163d-8694-739b-aea5-966c26f8ad91"),
        Requested = new Uri("https://example.org/old"),
        Redirects =
        [
            new FollowedRedirect(new Guid("0190163d-8694-7000-8000-000000000001"), new Uri("https://example.org/old"), new DateTimeOffset(2020, 1, 4, 11, 11, 10, TimeSpan.Zero), 301, "Moved", [("Location", "/older"), ("X-Letter", "\u00E4")]),
            new FollowedRedirect(new Guid("0190163d-8694-7000-8000-000000000002"), new Uri("https://example.org/older"), new DateTimeOffset(2020, 1, 4, 11, 11, 11, TimeSpan.Zero), 302, "", [("Location", "a%20b?c=%C3%A4")]),
        ],
        Address = new Uri("https://example.org/a%20b?c=%C3%A4"),
        Captured = new DateTimeOffset(2020, 1, 4, 12, 11, 12, 345, TimeSpan.FromHours(1)),
        Status = 200,
        ReasonPhrase = "Fine",
        Headers = [("Date", "Sat, 04 Jan 2020 11:11:12 GMT"), ("X-Letter", "\u00E4"), ("Content-Type", "text/html; charset=windows-1251")],
        Type = new DeclaredType("text/html", "windows-1251"),
        Bytes = Page,
    };

    [Fact]
    public void Is_written_as_response_records_of_the_redirects_and_of_itself()
    {
        const string First = "HTTP/1.1 301 Moved\r\nLocation: /older\r\nX-Letter: \u00E4\r\nContent-Length: 0\r\n\r\n";
        const string Second = "HTTP/1.1 302 \r\nLocation: a%20b?c=%C3%A4\r\nContent-Length: 0\r\n\r\n";
        const string Head = "HTTP/1.1 200 Fine\r\nDate: Sat, 04 Jan 2020 11:11:12 GMT\r\nX-Letter: \u00E4\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Length: 67\r\n\r\n";

        Assert.Equal(
            $"""
            WARC/1.1
            WARC-Type: response
            WARC-Record-ID: <urn:uuid:0190163d-8694-7000-8000-000000000001>
            WARC-Date: 2020-01-04T11:11:10Z
            WARC-Target-URI: https://example.org/old
            WARC-Truncated: unspecified
            WARC-Block-Digest: sha256:{Sha256(Encoding.Latin1.GetBytes(First))}
            Content-Type: application/http;msgtype=response
            Content-Length: {First.Length}


            """.ReplaceLineEndings("\r\n") + First + "\r\n\r\n" +
            $"""
            WARC/1.1
            WARC-Type: response
            WARC-Record-ID: <urn:uuid:0190163d-8694-7000-8000-000000000002>
            WARC-Date: 2020-01-04T11:11:11Z
            WARC-Target-URI: https://example.org/older
            WARC-Truncated: unspecified
            WARC-Block-Digest: sha256:{Sha256(Encoding.Latin1.GetBytes(Second))}
            Content-Type: application/http;msgtype=response
            Content-Length: {Second.Length}


            """.ReplaceLineEndings("\r\n") + Second + "\r\n\r\n" +
            $"""
            WARC/1.1
            WARC-Type: response
            WARC-Record-ID: <urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91>
            WARC-Date: 2020-01-04T11:11:12Z
            WARC-Target-URI: https://example.org/a%20b?c=%C3%A4
            WARC-Payload-Digest: sha256:{Sha256(Page)}
            WARC-Block-Digest: sha256:{Sha256([.. Encoding.Latin1.GetBytes(Head), .. Page])}
            Content-Type: application/http;msgtype=response
            Content-Length: {Head.Length + Page.Length}


            """.ReplaceLineEndings("\r\n") + Head + Encoding.Latin1.GetString(Page) + "\r\n\r\n",
            Encoding.Latin1.GetString(Fetched.ToWarc()));
    }

    [Fact]
    public void Is_read_back_as_it_was()
    {
        var entry = Assert.Single(Entries(Fetched.ToWarc()));
        var article = ArticleParser.Parse(entry, new GivenFacts(), ReadingLimits.Default, TestContext.Current.CancellationToken);

        Assert.Null(entry.Problem);
        Assert.Equal(Page, entry.Bytes.ToArray());
        Assert.Equal("Цена хлеба снова выросла.", article.Text);
        Assert.Equal("https://example.org/a%20b?c=%C3%A4", article.Source!.Url);
        Assert.Equal("2020-01-04T11:11:12Z", article.Captured!.ToString());
    }

    [Theory]
    [InlineData("Цена", "WARC-Block-Digest")]
    [InlineData("Fine", "WARC-Block-Digest")]
    public void Is_not_read_back_if_it_was_changed(string word, string reason)
    {
        var warc = Fetched.ToWarc();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        warc[warc.AsSpan().IndexOf(Encoding.GetEncoding(1251).GetBytes(word))]++;

        Assert.Contains(reason, Assert.Single(Entries(warc)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_taken_in_with_its_address_and_the_time_of_its_capture()
    {
        using var folder = new TempFolder();
        await using var web = await LocalWeb.StartAsync(context =>
        {
            if (context.Request.Path == "/old")
            {
                context.Response.Redirect("/words");
                return context.Response.WriteAsync("It has moved.", context.RequestAborted);
            }
            context.Response.ContentType = "text/html; charset=windows-1251";
            return context.Response.Body.WriteAsync(Page, context.RequestAborted).AsTask();
        });
        using var fetcher = web.Fetcher(clock: new FixedClock());
        var fetched = await new AddressReader(fetcher).ReadAsync(web.Http("/old#part"), TestContext.Current.CancellationToken);
        var head = Encoding.Latin1.GetString(fetched.Head);
        Assert.Contains($"WARC-Target-URI: {web.Http("/old")}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 302 Found\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nLocation: /words\r\n", head, StringComparison.Ordinal);

        var (exitCode, _, error) = await ArchiveProgram.RunAsync("ingest", "--data", folder["archive"], folder.Write("page.warc", [.. fetched.Head, .. fetched.Bytes.Span, .. "\r\n\r\n"u8]));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal([web.Http("/words")], await ArchiveFile.ColumnAsync(folder["archive"], "SELECT Url FROM Articles"));
        Assert.Equal(["2020-01-04T11:11:12Z"], await ArchiveFile.ColumnAsync(folder["archive"], "SELECT Captured FROM Captures"));
        Assert.Equal(["Цена хлеба снова выросла."], await ArchiveFile.ColumnAsync(folder["archive"], "SELECT Text FROM Articles"));
        Assert.Equal([Page], await ArchiveFile.ColumnAsync(folder["archive"], "SELECT Bytes FROM OriginalContents"));
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static List<ContainerEntry> Entries(byte[] warc)
    {
        using var stream = new MemoryStream(warc);
        return [.. ContainerFormats.TryOpen(stream, ReadingLimits.Default)!.Entries];
    }
}
