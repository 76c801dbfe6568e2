using System.Globalization;
using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

/// <summary>Damaged files of every format are read as far as they go, or refused in words; nothing else, and at no great cost.</summary>
public sealed class DamagedContainerTests
{
    /// <summary>More runs by hand: set <c>FUZZ_RUNS</c>.</summary>
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 60;

    /// <summary>What one run may allocate, in bytes; the files have a few thousand.</summary>
    private const long MostAllocated = 256L * 1024 * 1024;

    private static readonly ReadingLimits Limits = new() { LargestEntry = 1_000_000, AlwaysInflated = 4_000_000, InflatedBytes = 16_000_000 };

    private static readonly string[] Texts = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "input.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly Dictionary<string, byte[]> Files = Samples().ToDictionary(sample => sample.Name, sample => sample.Bytes);

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_file_is_read_or_refused(string name)
    {
        var others = Files.Values.ToList();
        var random = new Random(20_201_104);
        for (var run = 0; run < Runs; run++)
        {
            var damaged = Damage.Of(Files[name], others, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ReadsOrRefuses(damaged, $"{name}, run {run}");
            // Damage inside what is packed, which the checksum would hide.
            if (name.EndsWith(".gz", StringComparison.Ordinal)) ReadsOrRefuses(Containers.Gzip(Damage.Of(Files[name[..^3]], others, random)), $"{name}, inside, run {run}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated, $"{name}, run {run} allocates too much.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_undamaged_file_is_read_without_a_problem(string name)
    {
        var entries = Containers.Entries(Files[name]);

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Null(entry.Problem));
        Assert.All(entries, entry => Assert.NotEmpty(Containers.Parsed(entry).Text));
    }

    private static void ReadsOrRefuses(byte[] bytes, string what)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            if (ContainerFormats.TryOpen(stream, Limits) is not { } container) return;
            foreach (var entry in container.Entries)
            {
                Assert.NotEmpty(entry.Place);
                Assert.NotEqual("", entry.Problem);
                Read(entry);
            }
        }
        catch (UnreadableDocumentException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {fault}");
        }
    }

    private static void Read(ContainerEntry entry)
    {
        try
        {
            var article = ArticleParser.Parse(entry, GivenFacts.None, Limits, TestContext.Current.CancellationToken);
            Assert.NotEmpty(article.Evidence);
        }
        catch (UnreadableDocumentException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Samples()
    {
        string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var csv = Encoding.UTF8.GetBytes("author;title;date;text\r\n" + string.Concat(Texts.Select((text, at) => $"Jane Doe;{Quoted($"Title; {at}")};2020-01-0{at + 1};{Quoted(text)}\r\n")));
        var json = Encoding.UTF8.GetBytes(string.Concat(Texts.Select(text => System.Text.Json.JsonSerializer.Serialize(new { author = "Jane Doe", date = "2020-01-04", text }) + "\n")));
        var html = Texts.Select(text => $"<html><head><title>T</title></head><body>{string.Concat(text.Split("\n\n").Select(part => $"<p>{System.Net.WebUtility.HtmlEncode(part)}</p>"))}</body></html>").ToList();
        var rss = Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed</title><link>https://example.org/</link>{string.Concat(html.Select((page, at) => $"<item><title>T {at}</title><dc:creator>Jane Doe</dc:creator><pubDate>Sat, 04 Jan 2020 11:11:00 +0100</pubDate><description>{System.Net.WebUtility.HtmlEncode(page)}</description></item>"))}</channel></rss>""");
        var atom = Encoding.UTF8.GetBytes($"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Feed</title>{string.Concat(Texts.Select((text, at) => $"<entry><id>urn:{at}</id><title>T {at}</title><updated>2020-01-04T11:11:00Z</updated><content>{System.Net.WebUtility.HtmlEncode(text)}</content></entry>"))}</feed>""");
        var jsonFeed = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { version = "https://jsonfeed.org/version/1.1", title = "Feed", items = html.Select((page, at) => new { id = at, title = "T", content_html = page }) });
        var warc = Encoding.UTF8.GetBytes(string.Concat(html.Select(WarcReaderTests.Response)));
        yield return ("csv", csv);
        yield return ("csv.gz", Containers.Gzip(csv));
        yield return ("jsonl", json);
        yield return ("jsonl.gz", Containers.Gzip(json));
        yield return ("rss", rss);
        yield return ("atom", atom);
        yield return ("json feed", jsonFeed);
        yield return ("warc", warc);
        yield return ("warc.gz", [.. html.SelectMany(page => Containers.Gzip(Encoding.UTF8.GetBytes(WarcReaderTests.Response(page))))]);
        var zip = Containers.Zip([.. Texts.Select((text, at) => ($"{at}.txt", Encoding.UTF8.GetBytes(text))), ("rows.csv", csv), ("feed.xml", rss), ("crawl.warc.gz", Containers.Gzip(warc)), ("inner.zip", Containers.Zip(("page.html", Encoding.UTF8.GetBytes(html[0]))))]);
        yield return ("zip", zip);
        yield return ("wacz", Containers.Zip(("datapackage.json", """{"resources":[]}"""u8.ToArray()), ("archive/a.warc", warc), ("indexes/index.cdx", "x"u8.ToArray())));
    }
}
