using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

public sealed class WarcReaderTests
{
    private const string Page = "<html><head><link rel=canonical href='https://example.org/other'></head><body><p>Words of some length.</p></body></html>";

    [Fact]
    public void A_page_is_an_article_with_the_address_and_time_of_its_capture()
    {
        var article = Assert.Single(Containers.Articles(Record("warcinfo", "software: x\r\n") + Response(Page) + Record("request", "GET / HTTP/1.1\r\n\r\n")));

        Assert.Equal(("text/html", "Words of some length."), (article.MediaType, article.Text));
        Assert.Equal("2020-01-04T11:11:12Z", article.Captured!.ToString());
        Assert.Equal("https://example.org/a", article.Source!.Url);
        Assert.Equal("https://example.org/a", Containers.ValueOf(article, "url", "warc-target-uri"));
        Assert.Equal("2020-01-04T11:11:12Z", Containers.ValueOf(article, "captured", "warc-date"));
        Assert.Equal("record 2 at byte 184 (https://example.org/a)", Containers.ValueOf(article, "place", "container"));
    }

    [Fact]
    public void The_bytes_of_an_article_are_those_of_its_page() =>
        Assert.Equal(Page, Encoding.UTF8.GetString(Containers.Entries(Response(Page))[0].Bytes.Span));

    [Fact]
    public void Records_packed_one_by_one_are_read()
    {
        byte[] warc = [.. Containers.Gzip(Encoding.UTF8.GetBytes(Response(Page))), .. Containers.Gzip(Encoding.UTF8.GetBytes(Response(Page)))];

        Assert.Equal("application/warc", Containers.Opened(warc).MediaType);
        Assert.Equal(2, Containers.Entries(warc).Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    public void What_the_server_packed_and_cut_in_chunks_is_put_together(string encoding)
    {
        using var output = new MemoryStream();
        using (Stream packing = encoding switch { "gzip" => new GZipStream(output, CompressionLevel.Fastest), "deflate" => new ZLibStream(output, CompressionLevel.Fastest), "br" => new BrotliStream(output, CompressionLevel.Fastest), _ => new DeflateStream(output, CompressionLevel.Fastest) })
            packing.Write(Encoding.UTF8.GetBytes(Page));
        var packed = output.ToArray();
        byte[] chunked = [.. Encoding.ASCII.GetBytes("5;x=y\r\n"), .. packed[..5], .. Encoding.ASCII.GetBytes($"\r\n{packed.Length - 5:X}\r\n"), .. packed[5..], .. "\r\n0\r\n\r\n"u8];

        var entry = Assert.Single(Containers.Entries(Response(chunked, $"Transfer-Encoding: chunked\r\nContent-Encoding: {encoding.Split(' ')[^1]}\r\n")));

        Assert.Null(entry.Problem);
        Assert.Equal(Page, Encoding.UTF8.GetString(entry.Bytes.Span));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    [InlineData("Content-Encoding: gzip\r\n")]
    [InlineData("Content-Encoding: br\r\n")]
    [InlineData("Content-Encoding: deflate\r\n")]
    public void Fields_of_what_the_crawler_has_undone_are_overlooked(string field) =>
        Assert.Equal("Words of some length.", Assert.Single(Containers.Articles(Response(Encoding.UTF8.GetBytes(Page), field))).Text);

    [Fact]
    public void The_encoding_that_the_server_declared_outweighs_that_of_the_page()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var page = Encoding.GetEncoding(1251).GetBytes("<meta charset=iso-8859-1><p>Цена хлеба снова выросла.</p>");

        var article = Assert.Single(Containers.Articles(Response(page, "", "text/html; charset=windows-1251")));

        Assert.Equal("Цена хлеба снова выросла.", article.Text);
        Assert.Equal("windows-1251, as the server declared", Containers.ValueOf(article, "encoding", "decoding"));
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved", "text/html", "https://example.org/a")]
    [InlineData("HTTP/1.1 404 Not Found", "text/html", "https://example.org/a")]
    [InlineData("HTTP/1.1 200 OK", "image/png", "https://example.org/a")]
    [InlineData("HTTP/1.1 200 OK", "text/css", "https://example.org/a")]
    [InlineData("HTTP/1.1 200 OK", "text/plain", "https://example.org/robots.txt")]
    public void What_is_no_document_is_passed_over(string status, string type, string address) =>
        Assert.Empty(Containers.Entries(Record("response", $"{status}\r\nContent-Type: {type}\r\n\r\n{Page}", "application/http; msgtype=response", address)));

    [Fact]
    public void A_resource_is_a_document_as_it_stands() =>
        Assert.Equal("Words of some length.", Assert.Single(Containers.Articles(Record("resource", Page, "text/html") + Record("resource", "x", "image/gif") + Record("revisit", "HTTP/1.1 200 OK\r\n\r\n", "application/http"))).Text);

    [Theory]
    [InlineData("sha1", false)]
    [InlineData("sha1", true)]
    [InlineData("sha256", true)]
    public void Digests_are_compared(string algorithm, bool isHexadecimal)
    {
        var block = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{Page}";
        string Digest(string text)
        {
#pragma warning disable CA5350 // what crawlers write
            var digest = algorithm == "sha1" ? SHA1.HashData(Encoding.UTF8.GetBytes(text)) : SHA256.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
            return $"{algorithm}:{(isHexadecimal ? Convert.ToHexStringLower(digest) : Base32(digest))}";
        }
        string Warc(string ofBlock, string ofPayload) => Record("response", block, "application/http", fields: $"WARC-Block-Digest: {ofBlock}\r\nWARC-Payload-Digest: {ofPayload}\r\n");

        Assert.Null(Containers.Entries(Warc(Digest(block), Digest(Page)))[0].Problem);
        Assert.Contains("WARC-Block-Digest", Containers.Entries(Warc(Digest(block + " "), Digest(Page)))[0].Problem, StringComparison.Ordinal);
        Assert.Contains("WARC-Payload-Digest", Containers.Entries(Warc(Digest(block), Digest(Page + " ")))[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_a_wrong_length_is_named_and_the_next_one_found()
    {
        var entries = Containers.Entries(Response(Page).Replace("Content-Length: 1", "Content-Length: ", StringComparison.Ordinal) + Response(Page));

        Assert.Equal(2, entries.Count);
        Assert.StartsWith("record 1 at byte 0", entries[0].Place, StringComparison.Ordinal);
        Assert.Contains("Content-Length", entries[0].Problem, StringComparison.Ordinal);
        Assert.Null(entries[1].Problem);
    }

    [Theory]
    [InlineData("WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n", "Content-Length")]
    [InlineData("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "WARC-Type")]
    [InlineData("WARC/1.0\r\nodd\r\n\r\n", "colon")]
    [InlineData("WARC/1.7\r\n\r\n", "WARC/1.7")]
    [InlineData("WARC/1.0\r\nWARC-Type: response\r\n", "no end")]
    public void A_header_that_is_wrong_is_a_problem_of_its_record(string record, string reason) => Assert.Contains(reason, Containers.Entries(record)[0].Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>x", "", "cut off")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>x", "", "breaks off")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd\r\n\r\nx", "", "zstd")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nxyz", "", "broken")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", "WARC-Truncated: time\r\n", "(time)")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", "WARC-Segment-Number: 1\r\n", "first of several segments of a record; 0 more")]
    [InlineData("nothing of the web", "", "no end")]
    [InlineData("odd\r\n\r\n", "", "status line")]
    public void An_answer_that_is_broken_is_a_problem_of_its_record(string block, string fields, string reason) =>
        Assert.Contains(reason, Assert.Single(Containers.Entries(Record("response", block, "application/http", fields: fields))).Problem, StringComparison.Ordinal);

    private static byte[] Packed(string page) => Containers.Gzip(Encoding.UTF8.GetBytes(Response($"<p>{page}</p>")));

    private static byte[] Changed(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at < 0 ? changed.Length + at : at] ^= 0x5A;
        return changed;
    }

    [Theory]
    [InlineData("a checksum", 0)]
    [InlineData("a length", 1)]
    [InlineData("what is packed", 2)]
    [InlineData("the magic number", 3)]
    [InlineData("an end", 4)]
    [InlineData("a beginning", 5)]
    public void A_packed_record_that_is_damaged_spoils_no_other(string what, int how)
    {
        byte[] one = Packed("One"), two = Packed("Two"), three = Packed("Three");
        byte[] damaged = how switch { 0 => Changed(two, -6), 1 => Changed(two, -1), 2 => Changed(two, two.Length / 2), 3 => Changed(two, 0), 4 => two[..^20], _ => two[20..] };

        List<(byte[] File, int Offset)> files = [([.. one, .. damaged, .. three], one.Length), ([.. one, .. three, .. damaged], one.Length + three.Length)];
        // Without its first bytes nothing tells that a file is packed.
        if (damaged.AsSpan().StartsWith(one.AsSpan(0, 3))) files.Add(([.. damaged, .. one, .. three], 0));
        foreach (var (file, offset) in files)
        {
            var entries = Containers.Entries(file);
            Assert.Equal(["One", "Three"], entries.Where(entry => entry.Problem is null).Select(entry => Containers.Parsed(entry).Text));
            var refused = Assert.Single(entries, entry => entry.Problem is not null);
            Assert.True(refused.Place == $"packed record at byte {offset} of the packed file", $"{what}: {refused.Place}");
        }
    }

    [Fact]
    public void Between_packed_records_zeros_are_overlooked_and_anything_else_is_told()
    {
        byte[] one = Packed("One"), two = Packed("Two");
        Assert.All(Containers.Entries([.. one, .. new byte[100], .. two, .. new byte[70_000]]), entry => Assert.Null(entry.Problem));
        var entries = Containers.Entries([.. one, 0x1F, 0x8B, 8, .. " rubbish"u8, .. new byte[100], .. two]);
        Assert.Equal(["One", "Two"], entries.Where(entry => entry.Problem is null).Select(entry => Containers.Parsed(entry).Text));
        Assert.Equal($"Here stands no gzip member. It is passed over; the next record that can be read begins at byte {one.Length + 11 + 100} of the packed file.", Assert.Single(entries, entry => entry.Problem is not null).Problem);
    }

    [Fact]
    public void A_packed_record_that_is_too_long_to_be_held_may_be_damaged_too()
    {
        var noise = new byte[400_000];
        new Random(1).NextBytes(noise);
        byte[] video = Containers.Gzip([.. Encoding.ASCII.GetBytes($"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: video/mp4\r\nContent-Length: {noise.Length}\r\n\r\n"), .. noise, .. "\r\n\r\n"u8]);
        var limits = new ReadingLimits { LargestEntry = 100_000 };
        byte[] one = Packed("One"), two = Packed("Two");

        Assert.Equal(["One", "Two"], Containers.Entries([.. one, .. video, .. two], limits).Select(entry => Containers.Parsed(entry).Text));
        var entries = Containers.Entries([.. one, .. video[..300_000], .. two], limits);
        Assert.Equal(["One", "Two"], entries.Where(entry => entry.Problem is null).Select(entry => Containers.Parsed(entry).Text));
        Assert.Contains(entries, entry => entry.Problem?.Contains("gzip member", StringComparison.Ordinal) == true);
    }

    private static string Segment(int number, string part, string rest = "", string origin = "urn:1") => number == 1
        ? Record("response", part, "application/http", fields: $"WARC-Record-ID: <{origin}>\r\nWARC-Segment-Number: 1\r\n")
        : Record("continuation", part, "application/octet-stream", fields: $"WARC-Segment-Origin-ID: <{origin}>\r\nWARC-Segment-Number: {number}\r\n{rest}");

    [Fact]
    public void Segments_that_follow_in_one_file_are_one_record()
    {
        var block = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Page.Length}\r\n\r\n{Page}";
        var warc = Segment(1, block[..90]) + Response(Page) + Segment(2, block[90..120]) + Segment(3, block[120..], $"WARC-Segment-Total-Length: {block.Length}\r\n");

        var entries = Containers.Entries(warc);

        Assert.All(entries, entry => Assert.Equal(Page, Encoding.UTF8.GetString(entry.Bytes.Span)));
        Assert.Equal(["record 2", "record 1"], entries.Select(entry => entry.Place[..8]));
    }

    [Theory]
    [InlineData(new[] { 1, 3 }, 0, "segment 2 does not stand where it should")]
    [InlineData(new[] { 1, 2 }, 7, "not 7 as the last")]
    [InlineData(new[] { 1, 2 }, 0, "1 more stand behind it")]
    [InlineData(new[] { 2 }, 0, "does not stand before it in this file")]
    [InlineData(new[] { 1, 1 }, 0, "0 more stand behind it")]
    public void Segments_that_do_not_make_a_record_are_told(int[] numbers, int total, string reason) =>
        Assert.Contains(reason, Containers.Entries(string.Concat(numbers.Select((number, at) => Segment(number, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", total > 0 ? $"WARC-Segment-Total-Length: {total}\r\n" : ""))))[0].Problem, StringComparison.Ordinal);

    [Fact]
    public void Segments_of_what_is_no_document_are_passed_over() =>
        Assert.Empty(Containers.Entries(Segment(1, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\nx") + Segment(2, "y", "WARC-Segment-Total-Length: 99\r\n")));

    [Fact]
    public void A_revisit_tells_which_capture_it_found_unchanged()
    {
        var warc = Record("revisit", "HTTP/1.1 304 Not Modified\r\n\r\n", "application/http", fields: "WARC-Refers-To-Target-URI: <https://example.org/b>\r\nWARC-Refers-To-Date: 2019-12-01T10:00:00Z\r\n");
        var entry = Assert.Single(Containers.Entries(warc + Record("revisit", "x", "application/http") + Record("conversion", "<p>x", "text/html")));
        Assert.Equal(("https://example.org/b", "2019-12-01T10:00Z"), (entry.Revisit!.Url, entry.Revisit.Time.ToString()));
        Assert.Equal(("https://example.org/a", "2020-01-04T11:11:12Z"), (entry.CapturedFrom, entry.CapturedAt!.ToString()));
    }

    [Fact]
    public void What_is_packed_with_Zstandard_is_refused_by_its_name() =>
        Assert.Contains("zstd -d", Assert.Throws<UnreadableDocumentException>(() => DocumentFormats.Read((byte[])[0x5D, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4, 0x28, 0xB5, 0x2F, 0xFD])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_cut_off_says_how_much_is_missing()
    {
        var warc = Encoding.UTF8.GetBytes(Response(Page));

        Assert.Contains("record 1 at byte 0", Containers.Refusal(warc[..^40]), StringComparison.Ordinal);
        Assert.Contains("36 of them are not there", Containers.Refusal(warc[..^40]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_too_long_spoils_no_other()
    {
        var entries = Containers.Entries(Encoding.UTF8.GetBytes(Response($"<p>{new string('x', 200_000)}</p>") + Response(Page)), new ReadingLimits { LargestEntry = 100_000 });

        Assert.Contains("more than 100,000", entries[0].Problem, StringComparison.Ordinal);
        Assert.Null(entries[1].Problem);
    }

    [Fact]
    public void Another_version_is_refused() => Assert.Contains("version", Containers.Refusal("WARC/0.18 x"u8.ToArray()), StringComparison.Ordinal);

    internal static string Response(string page) => Record("response", $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}", "application/http; msgtype=response");

    private static byte[] Response(byte[] body, string fields, string type = "text/html")
    {
        byte[] block = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{fields}\r\n"), .. body];
        return [.. Encoding.ASCII.GetBytes($"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {block.Length}\r\n\r\n"), .. block, .. "\r\n\r\n"u8];
    }

    private static string Record(string type, string block, string contentType = "application/warc-fields", string address = "https://example.org/a", string fields = "") =>
        $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: <{address}>\r\nWARC-Date: 2020-01-04T11:11:12Z\r\n{fields}Content-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(block)}\r\n\r\n{block}\r\n\r\n";

    private static string Base32(byte[] bytes) => string.Concat(bytes.Chunk(5).SelectMany(five => Enumerable.Range(0, 8).Select(at =>
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(int)(five.Aggregate(0L, (sum, one) => (sum << 8) | one) >> (35 - (5 * at))) & 31])));
}
