using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Parsing.Formats;
using static StatementArchive.Parsing.Tests.Formats.ReaderContract;

namespace StatementArchive.Parsing.Tests.Formats;

public class DocxReaderTests
{
    private const string WordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly byte[] Leaflet = Made("""
        <w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>On bread</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Bakers' Union</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Bread is </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>de</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ar</w:t></w:r><w:r><w:t xml:space="preserve"> and </w:t></w:r>
          <w:r><w:rPr><w:i/></w:rPr><w:t>small</w:t></w:r><w:r><w:t>.</w:t></w:r><w:del w:id="1"><w:r><w:delText>Never.</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t xml:space="preserve"> Always.</w:t></w:r></w:ins></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Higher wages</w:t></w:r></w:p>
        <w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Down with it</w:t></w:r></w:p>
        <w:p><w:r><w:t>Bread!</w:t><w:br/><w:t>Peace!</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
        """);

    [Fact]
    public void Headings_lists_lines_and_marks_are_those_of_the_document()
    {
        var document = DocumentFormats.Read(Leaflet);
        Assert.Equal("h2 Bakers' Union|Bread is dear and small. Always.|- Higher wages|h3 Down with it|Bread!/Peace!|Cell", Outline(document));
        Assert.Equal([(MarkKind.Strong, "dear"), (MarkKind.Emphasis, "small")], document.Marks.Select(mark => (mark.Kind, mark.Span.In(document.Text))));
        Assert.Equal([("title", "On bread"), ("page furniture", "Bakers' News, page 1"), ("footnote", "See page 3.")], document.LeftOut.Select(passage => (passage.Reason, passage.Span.In(document.Text))));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void Properties_are_evidence_of_little_weight()
    {
        var facts = DocumentFormats.Read(Leaflet).Facts;
        Assert.Equal(("On bread", "title-style"), (facts[0].Value, facts[0].Rule));
        Assert.Equal([(DocumentFactKind.Title, "Template"), (DocumentFactKind.Author, "Typist"), (DocumentFactKind.Published, "2024-03-05T10:00:00Z")], facts.Skip(1).Select(fact => (fact.Kind, fact.Value)));
        Assert.All(facts.Skip(1), fact => Assert.True(fact is { Rule: "document-properties", Confidence: >= 0.3 and <= 0.5 }));
    }

    [Fact]
    public void Marks_that_cross_are_cut_so_that_they_nest()
    {
        var document = DocumentFormats.Read(Made("""
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>one</w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>two</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>three</w:t></w:r></w:p>
            """));
        Assert.Equal([(MarkKind.Strong, "onetwo"), (MarkKind.Emphasis, "two"), (MarkKind.Emphasis, "three")], document.Marks.Select(mark => (mark.Kind, mark.Span.In(document.Text))));
    }

    [Fact]
    public void Text_boxes_are_read_once_and_left_out()
    {
        var box = "<w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>";
        var document = DocumentFormats.Read(Made($"""
            <w:p><w:r><w:t>Bread</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """));
        Assert.Equal("Bread", Outline(document));
        Assert.Equal("Box", Assert.Single(document.LeftOut, passage => passage.Reason == "text box").Span.In(document.Text));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void A_document_without_text_says_so() => Assert.Contains("no text", Refusal(Made("<w:p/>")), StringComparison.Ordinal);

    [Fact]
    public void What_inflates_without_bound_is_refused_by_the_bytes_that_come_out() => Assert.Contains("67,108,864 bytes", Refusal(WithEntry("word/media/image.bin", stream =>
    {
        var zeros = new byte[1024 * 1024];
        for (var written = 0; written < 65; written++) stream.Write(zeros);
    })), StringComparison.Ordinal);

    [Fact]
    public void Elements_nested_without_end_are_refused() => Assert.Contains("nests", Refusal(WithEntry("word/extra.xml", stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 20_000)))))), StringComparison.Ordinal);

    [Fact]
    public void A_document_type_declaration_is_refused() => Assert.Contains("DTD", Refusal(WithEntry("word/extra.xml", stream => stream.Write("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]><a>&b;</a>"u8))), StringComparison.Ordinal);

    [Fact]
    public void An_encrypted_document_is_refused() => Assert.Contains("encrypted", Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("EncryptedPackage")]), StringComparison.Ordinal);

    [Fact]
    public void A_document_that_was_cut_off_is_refused() => Assert.Contains("damaged", Refusal(Leaflet[..(Leaflet.Length / 2)]), StringComparison.Ordinal);

    [Property(MaxTest = 400)]
    public Property Damaged_documents_are_read_or_refused() => Prop.ForAll(Mutations(Leaflet), ReadsOrRefuses);

    // Damage inside the compressed parts is caught by their checksum: the mark-up itself is damaged before it is packed.
    [Property(MaxTest = 300)]
    public Property Damaged_markup_is_read_or_refused() => Prop.ForAll(Mutations(PartOf(Leaflet)), part => ReadsOrRefuses(WithPart(part)));

    private static byte[] Made(string body)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            word.PackageProperties.Title = "Template";
            word.PackageProperties.Creator = "Typist";
            word.PackageProperties.Created = new DateTime(2024, 3, 5, 10, 0, 0, DateTimeKind.Utc);
            var main = word.AddMainDocumentPart();
            main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document($"<w:document xmlns:w=\"{WordNamespace}\"><w:body>{body}</w:body></w:document>");
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles($"""
                <w:styles xmlns:w="{WordNamespace}"><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/></w:style>
                <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Own"/><w:basedOn w:val="B"/></w:style></w:styles>
                """);
            main.AddNewPart<HeaderPart>().Header = new Header(new Paragraph(new Run(new Text("Bakers' News, page 1"))));
            main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(new Paragraph(new Run(new Text("See page 3.")))) { Id = 2 });
        }
        return stream.ToArray();
    }

    private static byte[] WithEntry(string name, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        stream.Write(Leaflet);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
        {
            write(entry);
        }
        return stream.ToArray();
    }

    private static byte[] PartOf(byte[] document)
    {
        using var zip = new ZipArchive(new MemoryStream(document));
        using var entry = zip.GetEntry("word/document.xml")!.Open();
        using var part = new MemoryStream();
        entry.CopyTo(part);
        return part.ToArray();
    }

    private static byte[] WithPart(byte[] part)
    {
        using var stream = new MemoryStream();
        stream.Write(Leaflet);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("word/document.xml")!.Delete();
            using var entry = zip.CreateEntry("word/document.xml").Open();
            entry.Write(part);
        }
        return stream.ToArray();
    }
}
