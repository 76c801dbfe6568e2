using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace StatementArchive.Benchmarks;

/// <summary>Writes articles in every format that the archive reads.</summary>
internal static class WrittenFormats
{
    private static readonly (string Name, Func<IReadOnlyList<Article>, byte[]> Write)[] Documents =
    [
        ("plain text", articles => Encoding.UTF8.GetBytes(Plain(articles[0]))),
        ("Markdown", articles => Encoding.UTF8.GetBytes(Markdown(articles[0]))),
        ("HTML", articles => Encoding.UTF8.GetBytes(Html(articles[0]))),
        ("PDF", articles => Pdf(articles[0])),
        ("DOCX", articles => Docx(articles[0])),
        ("e-mail", articles => Encoding.UTF8.GetBytes($"From: Ana Lopez <ana@example.org>\nDate: Sat, 04 Jan 2020 11:11:00 +0100\nSubject: On the state of the world\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{Plain(articles[0])}")),
    ];

    private static readonly (string Name, Func<IReadOnlyList<Article>, byte[]> Write)[] Containers =
    [
        ("RSS", articles => Xml($"<rss version=\"2.0\"><channel><title>Feed</title>{string.Concat(articles.Select((article, at) => $"<item><title>Item {at}</title><author>{article.Author}</author><pubDate>Sat, 04 Jan 2020 11:11:00 +0100</pubDate><description>{WebUtility.HtmlEncode(Html(article))}</description></item>"))}</channel></rss>")),
        ("Atom", articles => Xml($"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed</title>{string.Concat(articles.Select((article, at) => $"<entry><id>urn:{at}</id><title>Item {at}</title><author><name>{article.Author}</name></author><updated>2020-01-04T11:11:00Z</updated><content type=\"html\">{WebUtility.HtmlEncode(Html(article))}</content></entry>"))}</feed>")),
        ("JSON Feed", articles => JsonSerializer.SerializeToUtf8Bytes(new { version = "https://jsonfeed.org/version/1.1", title = "Feed", items = articles.Select((article, at) => new { id = at, title = $"Item {at}", content_html = Html(article) }) })),
        ("WARC", Warc),
        ("ZIP", articles => Zip([.. articles.Select((article, at) => ($"{at}.txt", Encoding.UTF8.GetBytes(Plain(article))))])),
        ("WACZ", articles => Zip([("datapackage.json", "{\"resources\":[]}"u8.ToArray()), ("archive/data.warc.gz", Gzip(Warc(articles)))])),
        ("gzip", articles => Gzip(articles.Count == 1 ? Encoding.UTF8.GetBytes(Plain(articles[0])) : JsonLines(articles))),
        ("CSV", articles => Encoding.UTF8.GetBytes("author,title,date,text\r\n" + string.Concat(articles.Select((article, at) => $"{article.Author},Item {at},2020-01-04,\"{Plain(article).Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n")))),
        ("JSON Lines", JsonLines),
    ];

    public static IEnumerable<(string Name, Func<IReadOnlyList<Article>, byte[]> Write)> All => Documents.Concat(Containers);

    /// <summary>Documents hold one article in several layouts; files of several hold one long article, or many.</summary>
    public static IReadOnlyList<ParseLayout> LayoutsOf(string format) => Documents.Any(document => document.Name == format)
        ? [ParseLayout.Whole, ParseLayout.Letters, ParseLayout.Headings, ParseLayout.Speakers]
        : [ParseLayout.Whole, ParseLayout.Articles];

    private static string Plain(Article article) => string.Join("\n\n", article.Pieces.Select(piece => piece.Text)) + "\n";

    private static string Markdown(Article article) =>
        $"---\ntitle: On the state of the world\ndate: 2020-01-04\n---\n\n{string.Join("\n\n", article.Pieces.Select(piece => piece.IsHeading ? "## " + piece.Text : piece.Text.Replace("\n", "\\\n", StringComparison.Ordinal)))}\n";

    private static string Html(Article article) =>
        $"<html><head><title>On the state of the world</title></head><body>{string.Concat(article.Pieces.Select(piece => piece.IsHeading ? $"<h2>{WebUtility.HtmlEncode(piece.Text)}</h2>\n" : $"<p>{WebUtility.HtmlEncode(piece.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>\n"))}</body></html>";

    private static byte[] Docx(Article article)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document = new Document(new Body(article.Pieces.Select(piece => new Paragraph(
                new ParagraphProperties(piece.IsHeading ? [new OutlineLevel { Val = 1 }] : []),
                new Run(piece.Text.Split('\n').SelectMany((line, at) => at == 0 ? [new Text(line)] : new OpenXmlElement[] { new Break(), new Text(line) }))))));
        }
        return stream.ToArray();
    }

    private static byte[] Pdf(Article article)
    {
        const int columns = 120, rows = 95;
        using var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        var lines = article.Pieces.SelectMany(piece => piece.Text.Split('\n').SelectMany(line => Wrapped(line, columns)).Append("")).ToList();
        foreach (var page in lines.Chunk(rows))
        {
            var sheet = pdf.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
            for (var row = 0; row < page.Length; row++)
            {
                if (page[row].Length > 0) sheet.AddText(page[row], 7, new PdfPoint(60, 810 - (8.2 * row)), font);
            }
        }
        return pdf.Build();
    }

    // The font has the letters of ASCII for certain.
    private static IEnumerable<string> Wrapped(string line, int columns)
    {
        var open = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (open.Length + word.Length > columns)
            {
                yield return open.ToString();
                open.Clear();
            }
            if (open.Length > 0) open.Append(' ');
            foreach (var c in word) open.Append(c is > ' ' and <= '~' ? c : '?');
        }
        yield return open.ToString();
    }

    private static byte[] Warc(IReadOnlyList<Article> articles)
    {
        using var stream = new MemoryStream();
        for (var at = 0; at < articles.Count; at++)
        {
            var block = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{Html(articles[at])}");
            stream.Write(Encoding.ASCII.GetBytes($"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{at}\r\nWARC-Date: 2020-01-04T11:11:12Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {block.Length}\r\n\r\n"));
            stream.Write(block);
            stream.Write("\r\n\r\n"u8);
        }
        return stream.ToArray();
    }

    private static byte[] Zip((string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(bytes);
        return stream.ToArray();
    }

    private static byte[] Xml(string document) => Encoding.UTF8.GetBytes(string.Concat(document.Where(c => c is '\n' or >= ' ' and < '\ufffe')));

    private static byte[] JsonLines(IReadOnlyList<Article> articles) =>
        Encoding.UTF8.GetBytes(string.Concat(articles.Select((article, at) => JsonSerializer.Serialize(new { author = article.Author, title = $"Item {at}", date = "2020-01-04", text = Plain(article) }) + "\n")));
}
