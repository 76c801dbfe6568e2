using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Tests.Formats;
using StatementArchive.Parsing.Tests.Formats.Containers;

namespace StatementArchive.Parsing.Tests;

/// <summary>Single documents that are broken, or made to break. What is no document is refused with the reason; what is one is read, and every character accounted for.</summary>
public sealed class HostileDocumentTests
{
    private const string Prose = "The price of bread has risen again while the wages of those who bake it have not moved for years.";

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n\t \n", "no text")]
    [InlineData("Hello\0world", "zero byte stands at offset 5")]
    [InlineData("# A\n\n## B\n\nHello\0world", "zero byte")]
    [InlineData("<html><body></body></html>", "no text")]
    [InlineData("%PDF-1.7\nendobj", "PDF")]
    [InlineData("PK\u0003\u0004 \0a ZIP that is none", "packed document")]
    [InlineData("From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\n\n", "no text")]
    public void What_holds_no_text_is_refused_with_the_reason(string document, string reason) => Assert.Contains(reason, Refusal(Encoding.Latin1.GetBytes(document)), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Binary_is_refused_with_the_list_of_what_is_read()
    {
        var bytes = new byte[100_000];
        new Random(7).NextBytes(bytes);

        Assert.Contains("Known formats: PDF", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Contains("no text", Refusal([0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8, (byte)'b', 0]), StringComparison.Ordinal);

    [Fact]
    public void An_encrypted_PDF_says_so()
    {
        var key = new string('0', 64);
        var pdf = PdfFile.Pdf("6 0 R", [PdfFile.Stream("", "BT ET"u8.ToArray()), Encoding.ASCII.GetBytes($"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>")], trailer: "/Encrypt 7 0 R/ID[<00><00>]");

        Assert.Contains("encrypted", Refusal(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void External_entities_of_a_Word_document_are_refused()
    {
        const string entity = """<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>""";
        var word = Containers.Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""u8.ToArray()),
            ("word/document.xml", Encoding.UTF8.GetBytes(entity + """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>""")));

        Assert.Contains("DTD", Refusal(word), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Word_document_that_is_cut_off_is_refused()
    {
        var word = Containers.Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", Encoding.UTF8.GetBytes(Prose)));

        Assert.Contains("damaged", Refusal(word[..(word.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void External_entities_of_a_page_stay_what_they_are()
    {
        var text = Read($"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{Prose} &x;</p></body></html>""").Text;

        Assert.Contains("&x;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("div")]
    [InlineData("b")]
    [InlineData("span")]
    public void Twenty_thousand_elements_in_each_other_are_refused_with_the_place(string element) =>
        Assert.Contains("more than 1,000 elements open in each other at line 1", Refusal(Encoding.UTF8.GetBytes($"<html><body>{string.Concat(Enumerable.Repeat($"<{element}>", 20_000))}{Prose}")), StringComparison.Ordinal);

    [Fact]
    public void Two_megabytes_of_back_ticks_are_text() => Assert.Equal(2_000_000, Read(new string('`', 2_000_000)).Text.Length);

    [Fact]
    public void Two_megabytes_of_back_ticks_in_Markdown_are_read() => Assert.Contains(Prose, Read($"# A\n\n## B\n\n{new string('`', 2_000_000)}\n\n{Prose}").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "")]
    [InlineData("# A\n\n## B\n\n", "")]
    [InlineData("<html><body><p>", "</p></body></html>")]
    [InlineData("From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\n\n", "")]
    public void A_line_of_ten_megabytes_is_read(string before, string behind) => Assert.NotEmpty(Read($"{before}{string.Concat(Enumerable.Repeat(Prose + " ", 10_000_000 / Prose.Length))}{behind}").Statements);

    [Theory]
    [InlineData("title,text\na,", "\n")]
    [InlineData("{\"text\":\"", "\"}\n")]
    public void A_record_of_ten_megabytes_is_read(string before, string behind) =>
        Assert.Null(Assert.Single(Containers.Entries($"{before}{string.Concat(Enumerable.Repeat(Prose + " ", 10_000_000 / Prose.Length))}{behind}")).Problem);

    [Theory]
    [InlineData("letter.pdf", Prose, "text/plain")]
    [InlineData("letter.docx", "<html><body><p>" + Prose + "</p></body></html>", "text/html")]
    [InlineData("letter.eml", "# A\n\n## B\n\n" + Prose, "text/markdown")]
    [InlineData("letter", "From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\n\n" + Prose, "message/rfc822")]
    public void A_wrong_ending_of_the_name_plays_no_part(string name, string document, string mediaType) =>
        Assert.Equal(mediaType, Containers.Parsed(Assert.Single(Containers.Entries(Containers.Zip((name, Encoding.UTF8.GetBytes(document)))))).MediaType);

    [Theory]
    [InlineData("<html><body><p>" + Prose + "</p><p class=\"a")]
    [InlineData("<html><body><p>" + Prose + "</p><!-- ")]
    [InlineData("---\ntitle: T\n---\n\n" + Prose + " **and [")]
    [InlineData("From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + Prose)]
    public void A_text_that_was_cut_off_is_read_as_far_as_it_goes(string document) => Assert.Contains(Prose, Read(document).Text, StringComparison.Ordinal);

    [Fact]
    public void Entities_that_grow_are_none()
    {
        var lolling = string.Concat(Enumerable.Range(1, 30).Select(level => $"<!ENTITY l{level} \"&l{level - 1};&l{level - 1};&l{level - 1};&l{level - 1};\">"));

        Assert.InRange(Read($"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{lolling}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{Prose} &l30;</p></body></html>""").Text.Length, Prose.Length, 10_000);
    }

    [Theory]
    [InlineData("<rss version='2.0'><channel>", "<item>")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":", "[")]
    [InlineData("{\"text\":\"a\",\"b\":", "[")]
    public void Records_nested_without_end_are_refused_in_words(string before, string nested)
    {
        var entries = () => Containers.Entries(before + string.Concat(Enumerable.Repeat(nested, 20_000)));

        Assert.NotEmpty(Record.Exception(entries) is { } fault ? Assert.IsType<UnreadableDocumentException>(fault).Message : Assert.Single(entries()).Problem!);
    }

    [Theory]
    [InlineData("{\"text\":\"Words\\ud800 of some length.\"}\n")]
    [InlineData("{\"text\":\"Words\\u0000 of some length.\"}\n")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"content_text\":\"Words\\ud800 of some length.\"}]}")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"content_text\":\"Words\\u0000 of some length.\"}]}")]
    [InlineData("text,title\nWords\0 of some length.,a\n")]
    [InlineData("<rss version='2.0'><channel><item><description>Words&#0; of some length.</description></item></channel></rss>")]
    [InlineData("<rss version='2.0'><channel><item><description>Words&#xD800; of some length.</description></item></channel></rss>")]
    public void Characters_that_are_none_are_replaced_or_their_record_refused(string file)
    {
        var fault = Record.Exception(() =>
        {
            var article = Containers.Parsed(Assert.Single(Containers.Entries(file)));
            Assert.DoesNotContain(article.Text, c => c == '\0' || char.IsSurrogate(c));
            ArticleContract.AccountsForEveryCharacter(article);
        });

        if (fault is not null) Assert.NotEmpty(Assert.IsType<UnreadableDocumentException>(fault).Message);
    }

    [Theory]
    [InlineData("Ana Lopez\ufffe, Bakers' Union\n\n{0}\n\nÑandú\uffff\n3 January 2020\n")]
    [InlineData("# Ñandú\ufffe\n\n## Ñandú\uffff\n\n{0}\n")]
    [InlineData("<html><head><title>Ñandú\ufffe</title></head><body><h1>Ñandú\ufffe</h1><p>{0}</p></body></html>")]
    public void Code_points_that_are_no_characters_are_kept_as_they_stand(string document)
    {
        var article = Read(document.Replace("{0}", Prose, StringComparison.Ordinal));

        Assert.Contains("Ñandú", article.Text, StringComparison.Ordinal);
        ArticleContract.AccountsForEveryCharacter(article);
        ArticleContract.PointsIntoTheText(article);
    }

    [Theory]
    [InlineData("<html><head><meta charset=utf-7></head><body><p>Ñandú " + Prose + "</p></body></html>")]
    [InlineData("<html><head><meta charset=x-none></head><body><p>Ñandú " + Prose + "</p></body></html>")]
    [InlineData("From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\nContent-Type: text/plain; charset=utf-7\n\nÑandú " + Prose)]
    public void An_encoding_that_is_unsafe_or_unknown_is_declared_in_vain(string document)
    {
        Assert.Contains(Prose, Read(document).Text, StringComparison.Ordinal);
        Assert.Contains(Prose, ArticleParser.Parse(Encoding.Latin1.GetBytes(document), GivenFacts.None, TestContext.Current.CancellationToken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Surrogates_written_as_UTF_8_are_no_UTF_8_and_read_all_the_same() => Assert.Contains(Prose,
        ArticleParser.Parse((byte[])[.. Encoding.UTF8.GetBytes(Prose), (byte)' ', 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\n\n" + Prose)], GivenFacts.None, TestContext.Current.CancellationToken).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("{0}")]
    [InlineData("# A\n\n## B\n\n{0}")]
    [InlineData("<html><body><p>{0}</p></body></html>")]
    [InlineData("From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{0}")]
    public void Marks_of_direction_without_their_ends_are_kept_as_they_stand(string document)
    {
        const string words = "\u202e\u2066\u202bTo the bakers \u202e of this town\u2067 " + Prose;

        Assert.Contains(words, Read(document.Replace("{0}", words, StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_HTML_forbids_become_the_one_that_says_so() =>
        Assert.Contains("a\ufffdb\ufffdc", Read($"<html><body><p>{Prose} a&#xD800;b&#0;c</p></body></html>").Text, StringComparison.Ordinal);

    [Fact]
    public void Parts_of_a_mail_in_each_other_without_end_are_refused()
    {
        var parts = string.Concat(Enumerable.Range(0, 3_000).Select(level => $"--{level}\nContent-Type: multipart/mixed; boundary={level + 1}\n\n"));

        Assert.Contains("no text", Refusal(Encoding.ASCII.GetBytes($"From: a@example.org\nDate: Sat, 04 Jan 2020 11:11:00 +0100\nContent-Type: multipart/mixed; boundary=0\n\n{parts}--3000\n\n{Prose}")), StringComparison.Ordinal);
    }

    private static ParsedArticle Read(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        ReaderContract.AccountsForEveryCharacter(DocumentFormats.Read(bytes));
        return ArticleParser.Parse(bytes, GivenFacts.None, TestContext.Current.CancellationToken);
    }

    private static string Refusal(byte[] document) => Assert.Throws<UnreadableDocumentException>(() => ArticleParser.Parse(document, GivenFacts.None, TestContext.Current.CancellationToken)).Message;
}
