using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.ExtendedProperties;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using StatementArchive.Parsing.Formats;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Document;

namespace StatementArchive.Parsing.Tests.Formats;

public class FileTracesTests
{
    private static readonly ReadingLimits Limits = new();

    private static IReadOnlyList<FileTrace> Of(byte[] bytes) => FileTraces.Of(DocumentFormats.Read(bytes).MediaType, bytes, Limits);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void A_mail_tells_the_way_it_went_and_to_whom()
    {
        var mail = Bytes("""
            Delivered-To: zoe@example.org
            Received: from [203.0.113.77] by mx.example.org;
             Tue, 5 Mar 2024 18:30:01 +0100
            From: =?utf-8?q?Ana_L=C3=B3pez?= <press@bakers.example>
            Subject: Bread for all
            Date: Tue, 5 Mar 2024 18:30:00 +0100

            The bread is ours.
            """);
        Assert.True(FileTraces.MayBeIn("message/rfc822", mail, Limits));
        Assert.Equal(
            [("Delivered-To", "zoe@example.org"), ("Received", "from [203.0.113.77] by mx.example.org; Tue, 5 Mar 2024 18:30:01 +0100"), ("From", "Ana López <press@bakers.example>")],
            Of(mail).Select(trace => (trace.Where, trace.Value)));
    }

    [Fact]
    public void A_Word_document_tells_who_typed_changed_and_commented_it()
    {
        var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.Document = new WordText(new Body(new Paragraph(new Run(new Text("The bread is ours.")), new InsertedRun(new Run(new Text("Always."))) { Id = "1", Author = "Bo" })));
            main.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(new Comment(new Paragraph(new Run(new Text("Really?")))) { Id = "1", Author = "Cem" });
            word.AddExtendedFilePropertiesPart().Properties = new Properties(new Company("Bakery"));
            (word.PackageProperties.Creator, word.PackageProperties.LastModifiedBy) = ("Typist", "Zoe");
        }
        var bytes = stream.ToArray();
        Assert.True(FileTraces.MayBeIn(DocumentFormats.Read(bytes).MediaType, bytes, Limits));
        Assert.Equal([("creator", "Typist"), ("lastModifiedBy", "Zoe"), ("Company", "Bakery"), ("comment by", "Cem"), ("change by", "Bo")], Of(bytes).Select(trace => (trace.Where, trace.Value)));
    }

    [Fact]
    public void A_PDF_tells_its_author_and_what_stands_in_its_XMP()
    {
        var xmp = PdfFile.Stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>Ada's laptop</a></x:xmpmeta>"u8.ToArray());
        var text = PdfFile.Stream("", "BT /F 12 Tf 50 700 Td (The bread is ours.) Tj ET"u8.ToArray());
        var bytes = PdfFile.Pdf("6 0 R", [text, "<</Author(Zoe)/Creator(Writer)>>"u8.ToArray(), xmp], trailer: "/Info 7 0 R", catalog: "/Metadata 8 0 R");
        Assert.True(FileTraces.MayBeIn("application/pdf", bytes, Limits));
        Assert.Equal([("Author", "Zoe"), ("Creator", "Writer"), ("XMP metadata", "Ada's laptop")], Of(bytes).Select(trace => (trace.Where, trace.Value)));
    }

    [Theory]
    [InlineData("<script src=a.js></script>", "scripts")]
    [InlineData("<form action=/search><input name=q></form>", "forms")]
    [InlineData("<!-- saved from url=(0019)https://example.org/ -->", "comments")]
    [InlineData("<iframe src=//example.org/></iframe>", "embedded objects")]
    [InlineData("<meta name=Author content=Zoe>", "people and programs in its head")]
    [InlineData("<meta content=\"Jane Doe\" name=\"author\">", "people and programs in its head")]
    [InlineData("<meta charset=utf-8 name=author content='Jane Doe'>", "people and programs in its head")]
    [InlineData("<META/name=author content=Jane>", "people and programs in its head")]
    [InlineData("<meta name=\"DC.creator\" content=\"Jane Doe\">", "people and programs in its head")]
    [InlineData("<meta name=\"changedby\" content=\"Jane Doe\">", "people and programs in its head")]
    [InlineData("<meta name=\"description\" content=\"Bread\" data-user=\"Jane Doe\">", "people and programs in its head")]
    [InlineData("<meta name=\"description\" content=\"<meta name=author content=Jane>\">", "people and programs in its head")]
    [InlineData("<meta itemprop=author content=Jane>", "people and programs in its head")]
    [InlineData("<meta property='article:author' content='Jane'>", "people and programs in its head")]
    [InlineData("<h:meta name='author' content='Jane'/>", "people and programs in its head")]
    [InlineData("<link rel=\"author\" href=\"mailto:jane@example.org\">", "people and programs in its head")]
    [InlineData("<link href=/jane rel=me>", "people and programs in its head")]
    [InlineData("<link title='a > b' rev = 'made' href='/jane'>", "people and programs in its head")]
    [InlineData("<link rel='alternate AUTHOR' href='/jane'>", "people and programs in its head")]
    [InlineData("<o:LastAuthor>Zoe</o:LastAuthor>", "people and programs in its head")]
    [InlineData("<img src='file:///C:/Users/zoe/picture.png'>", "addresses on a computer")]
    [InlineData("<a href='/list?sid=99aa'>List</a>", "keys in addresses")]
    [InlineData("<a href='/x'>Sign out</a>", "a way to sign out")]
    [InlineData("<a href='/user/logout'>x</a>", "a way to sign out")]
    [InlineData("<a href='/x'>Déconnexion</a>", "a way to sign out")]
    [InlineData("<a href='/x'>خروج</a>", "a way to sign out")]
    public void A_page_that_may_have_been_saved_by_somebody_who_had_signed_in_is_told_from_one_that_is_text_alone(string inside, string where)
    {
        const string Before = "<!doctype html><html><head><meta charset=utf-8><META CONTENT='text/html; charset=utf-8' http-equiv=Content-Type /><meta content=\"width=device-width, initial-scale=1\" name=\"viewport\">"
            + "<meta name=description content='Of bread, and who made it > bought it'><meta name = \"robots\" content = noindex><meta property=\"og:title\" content=\"Bread\"><link rel=stylesheet href=/media/author.css><link rel=\"canonical\" href=\"/me/made/author\"><title>Bread</title></head><body><h1>Bread</h1><p>We look out for <b>bread</b>.";
        const string After = "</p><img src=/bread.png alt=bread><a href='https://example.org/more?page=2'>More</a></body></html>";
        Assert.False(FileTraces.MayBeIn("text/html", Bytes(Before + After), Limits));
        Assert.Empty(Of(Bytes(Before + After)));
        foreach (var page in new[] { Bytes(Before + inside + After), Encoding.Unicode.GetBytes(Before + inside + After), Encoding.BigEndianUnicode.GetBytes(Before + inside + After) })
        {
            Assert.True(FileTraces.MayBeIn("text/html", page, Limits));
            Assert.Contains(FileTraces.Of("text/html", page, Limits), trace => trace.Where == where);
        }
    }

    [Fact]
    public void All_that_tells_of_people_in_the_head_of_a_page_is_told()
    {
        var page = Bytes("<html><head><meta charset=utf-8><meta name=generator content=Oven><meta content='Jane Doe' name=author><link rel=author href='mailto:jane@example.org'></head><body><p>Bread.</p></body></html>");
        Assert.Equal(["<meta name=generator content=Oven", "<meta content='Jane Doe' name=author", "<link rel=author href='mailto:jane@example.org'"], Of(page).Select(trace => trace.Value));
    }

    [Theory]
    [InlineData("email: jane@example.org", "front matter", "email: jane@example.org")]
    [InlineData("last_modified_by: Jane", "front matter", "last_modified_by: Jane")]
    [InlineData("vault: /x\ntags: [a, b]", "front matter", "vault: /x")]
    [InlineData("byline:\n  name: Ada\n  email: jane@example.org", "front matter", "byline: name: Ada email: jane@example.org")]
    [InlineData("authors:\n  - Ada\n  - email: jane@example.org", "front matter", "authors: - Ada - email: jane@example.org")]
    [InlineData("? [a, b]\n: Jane", "front matter", "[a, b] : Jane")]
    [InlineData("lang: en # saved by Jane", "comments", "# saved by Jane")]
    [InlineData("url: https://example.org/?sid=99aa", "keys in addresses", "?sid=99aa")]
    public void A_front_matter_tells_what_is_not_read_of_it(string field, string where, string value)
    {
        static string File(string more) => $"---\ntitle: Bread for all\nauthor: Ada Lind\n{more}\n---\n\nThe bread is ours, and **nobody** shall take it.\n";
        foreach (var plain in new[] { File("date: 2020-01-03"), File("authors:\n  - Bo\n  - Cem"), File("Description: >\n  The bread.\n  It is ours.") })
        {
            Assert.Equal("text/markdown", DocumentFormats.Read(Bytes(plain)).MediaType);
            Assert.Empty(Of(Bytes(plain)));
            Assert.False(FileTraces.MayBeIn("text/markdown", Bytes(plain), Limits));
        }
        foreach (var file in new[] { Bytes(File(field)), Bytes(File(field).ReplaceLineEndings("\r\n")), [.. Encoding.UTF8.Preamble, .. Bytes(File(field))] })
        {
            Assert.True(FileTraces.MayBeIn("text/markdown", file, Limits));
            Assert.Contains(new FileTrace(where, value), Of(file));
        }
    }

    [Theory]
    [InlineData("<!-- saved by Jane -->", "comments")]
    [InlineData("[//]: # (saved by Jane)", "comments")]
    [InlineData("[comment]: <> (saved by Jane)", "comments")]
    [InlineData("<meta content=Jane name=author>", "people and programs in its head")]
    [InlineData("![A loaf](file:///C:/Users/zoe/loaf.png)", "addresses on a computer")]
    [InlineData("<iframe src=//example.org/></iframe>", "embedded objects")]
    public void Markdown_tells_what_nobody_sees_of_it(string inside, string where)
    {
        static string File(string more) => $"# Bread\n\nThe bread is **ours**, [say we][1].\n\n{more}\n\n## Rye\n\nSo is the rye.\n\n[1]: https://example.org/bread\n";
        Assert.Equal("text/markdown", DocumentFormats.Read(Bytes(File(""))).MediaType);
        Assert.False(FileTraces.MayBeIn("text/markdown", Bytes(File("")), Limits));
        Assert.True(FileTraces.MayBeIn("text/markdown", Bytes(File(inside)), Limits));
        Assert.Contains(FileTraces.Of("text/markdown", Bytes(File(inside)), Limits), trace => trace.Where == where);
    }

    [Theory]
    [InlineData("text/plain", false)]
    [InlineData("text/markdown", true)]
    [InlineData("text/csv", true)]
    [InlineData("application/feed+json", true)]
    [InlineData("application/octet-stream", true)]
    public void Of_what_is_not_text_alone_nobody_can_be_sure(string mediaType, bool mayBe) => Assert.Equal(mayBe, FileTraces.MayBeIn(mediaType, Bytes("<script> The bread is ours."), Limits));

    [Fact]
    public void What_is_damaged_is_refused_in_words_and_what_is_long_is_cut()
    {
        Assert.Contains("cannot be read", Assert.Throws<UnreadableDocumentException>(() => FileTraces.Of("application/pdf", Bytes("no PDF"), Limits)).Message, StringComparison.Ordinal);
        var traces = FileTraces.Of("message/rfc822", Bytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: {string.Concat(Enumerable.Repeat("😀", 400))}\r\n")) + "\r\n"), Limits);
        Assert.Equal(FileTraces.Most, traces.Count);
        Assert.All(traces, trace => Assert.True(trace.Value.Length <= FileTraces.LongestValue && !char.IsHighSurrogate(trace.Value[^2])));
    }
}
