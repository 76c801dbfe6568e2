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
        Assert.True(FileTraces.MayBeIn("message/rfc822", mail));
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
        Assert.True(FileTraces.MayBeIn(DocumentFormats.Read(bytes).MediaType, bytes));
        Assert.Equal([("creator", "Typist"), ("lastModifiedBy", "Zoe"), ("Company", "Bakery"), ("comment by", "Cem"), ("change by", "Bo")], Of(bytes).Select(trace => (trace.Where, trace.Value)));
    }

    [Fact]
    public void A_PDF_tells_its_author_and_what_stands_in_its_XMP()
    {
        var xmp = PdfFile.Stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>Ada's laptop</a></x:xmpmeta>"u8.ToArray());
        var text = PdfFile.Stream("", "BT /F 12 Tf 50 700 Td (The bread is ours.) Tj ET"u8.ToArray());
        var bytes = PdfFile.Pdf("6 0 R", [text, "<</Author(Zoe)/Creator(Writer)>>"u8.ToArray(), xmp], trailer: "/Info 7 0 R", catalog: "/Metadata 8 0 R");
        Assert.True(FileTraces.MayBeIn("application/pdf", bytes));
        Assert.Equal([("Author", "Zoe"), ("Creator", "Writer"), ("XMP metadata", "Ada's laptop")], Of(bytes).Select(trace => (trace.Where, trace.Value)));
    }

    [Theory]
    [InlineData("<script src=a.js></script>", "scripts")]
    [InlineData("<form action=/search><input name=q></form>", "forms")]
    [InlineData("<!-- saved from url=(0019)https://example.org/ -->", "comments")]
    [InlineData("<iframe src=//example.org/></iframe>", "embedded objects")]
    [InlineData("<meta name=Author content=Zoe>", "people and programs in its head")]
    [InlineData("<o:LastAuthor>Zoe</o:LastAuthor>", "people and programs in its head")]
    [InlineData("<img src='file:///C:/Users/zoe/picture.png'>", "addresses on a computer")]
    [InlineData("<a href='/list?sid=99aa'>List</a>", "keys in addresses")]
    [InlineData("<a href='/x'>Sign out</a>", "a way to sign out")]
    [InlineData("<a href='/user/logout'>x</a>", "a way to sign out")]
    [InlineData("<a href='/x'>Déconnexion</a>", "a way to sign out")]
    [InlineData("<a href='/x'>خروج</a>", "a way to sign out")]
    public void A_page_that_may_have_been_saved_by_somebody_who_had_signed_in_is_told_from_one_that_is_text_alone(string inside, string where)
    {
        const string Before = "<!doctype html><html><head><meta charset=utf-8><title>Bread</title></head><body><h1>Bread</h1><p>We look out for <b>bread</b>.";
        const string After = "</p><img src=/bread.png alt=bread><a href='https://example.org/more?page=2'>More</a></body></html>";
        Assert.False(FileTraces.MayBeIn("text/html", Bytes(Before + After)));
        Assert.Empty(Of(Bytes(Before + After)));
        foreach (var page in new[] { Bytes(Before + inside + After), Encoding.Unicode.GetBytes(Before + inside + After), Encoding.BigEndianUnicode.GetBytes(Before + inside + After) })
        {
            Assert.True(FileTraces.MayBeIn("text/html", page));
            Assert.Contains(FileTraces.Of("text/html", page, Limits), trace => trace.Where == where);
        }
    }

    [Theory]
    [InlineData("text/plain", false)]
    [InlineData("text/markdown", false)]
    [InlineData("text/csv", true)]
    [InlineData("application/feed+json", true)]
    [InlineData("application/octet-stream", true)]
    public void Of_what_is_not_text_alone_nobody_can_be_sure(string mediaType, bool mayBe) => Assert.Equal(mayBe, FileTraces.MayBeIn(mediaType, Bytes("<script> The bread is ours.")));

    [Fact]
    public void What_is_damaged_is_refused_in_words_and_what_is_long_is_cut()
    {
        Assert.Contains("cannot be read", Assert.Throws<UnreadableDocumentException>(() => FileTraces.Of("application/pdf", Bytes("no PDF"), Limits)).Message, StringComparison.Ordinal);
        var traces = FileTraces.Of("message/rfc822", Bytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: {string.Concat(Enumerable.Repeat("😀", 400))}\r\n")) + "\r\n"), Limits);
        Assert.Equal(FileTraces.Most, traces.Count);
        Assert.All(traces, trace => Assert.True(trace.Value.Length <= FileTraces.LongestValue && !char.IsHighSurrogate(trace.Value[^2])));
    }
}
