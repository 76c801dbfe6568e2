using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Parsing.Formats;
using StatementArchive.Tests;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using static StatementArchive.Parsing.Tests.Formats.ReaderContract;

namespace StatementArchive.Parsing.Tests.Formats;

public class PdfReaderTests
{
    private const double Leading = 14;

    private static readonly string[] Left =
    [
        "The price of bread has risen again while", "the wages of those who bake it have not", "moved for years, and nobody in all the", "government has said a single word of it", "since the spring of the year before last.",
    ];

    private static readonly string[] Right =
    [
        "We bake at night so that the city can eat", "in the morning, and this city has forgot", "us; it will remember us on the very day", "on which its shelves are empty and when", "nobody is left to fill them with bread.",
    ];

    private static readonly byte[] Columns = Made(page =>
    {
        Write(page, 60, 700, Left);
        Write(page, 320, 700, Right);
    });

    [Fact]
    public void Two_columns_are_read_one_after_the_other()
    {
        var document = DocumentFormats.Read(Columns);
        Assert.Equal($"{string.Join(' ', Left)}|{string.Join(' ', Right)}", Outline(document));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void Running_heads_and_page_numbers_are_left_out_and_a_sentence_goes_on_over_the_page()
    {
        var document = DocumentFormats.Read(Made(
            page => Write(page, 60, 700, Left[..4], head: "Bakers' News 5/2024", foot: "1"),
            page => Write(page, 60, 700, [Left[4], "Bread for all!"], head: "Bakers' News 5/2024", foot: "2")));
        Assert.StartsWith(string.Join(' ', Left), Outline(document), StringComparison.Ordinal);
        Assert.Equal(["Bakers' News 5/2024", "1", "Bakers' News 5/2024", "2"], document.LeftOut.Select(passage => passage.Span.In(document.Text)));
        Assert.All(document.LeftOut, passage => Assert.Equal("page furniture", passage.Reason));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void A_hyphen_at_the_lines_end_is_undone_only_where_the_word_is_known_without_it()
    {
        var outline = Outline(DocumentFormats.Read(Made(page => Write(page, 60, 700, ["The workers of all the old bakeries and the work-", "ers of all the new ones are of one mind on self-", "made bread and on its price in this old town"]))));
        Assert.Equal("The workers of all the old bakeries and the workers of all the new ones are of one mind on self-made bread and on its price in this old town", outline);
    }

    [Fact]
    public void Properties_are_evidence_of_little_weight() => Assert.Equal(
        [(DocumentFactKind.Title, "Template"), (DocumentFactKind.Author, "Typist")],
        DocumentFormats.Read(Columns).Facts.Where(fact => fact.Kind != DocumentFactKind.Published && fact is { Rule: "document-properties", Confidence: >= 0.3 and <= 0.5 }).Select(fact => (fact.Kind, fact.Value)));

    [Fact]
    public void Letters_larger_than_the_commonest_are_headings_by_their_size()
    {
        var document = DocumentFormats.Read(Made(page =>
        {
            page.Page.AddText("Voices of the strike", 18, new PdfPoint(60, 760), page.Font);
            page.Page.AddText("Bakers' Union", 14, new PdfPoint(60, 730), page.Font);
            Write(page, 60, 700, Left);
            page.Page.AddText("Millers' Union", 14, new PdfPoint(60, 600), page.Font);
            Write(page, 60, 570, Right);
            page.Page.AddText("* Since May", 8, new PdfPoint(60, 480), page.Font);
        }));
        Assert.Equal($"h1 Voices of the strike|h2 Bakers' Union|{string.Join(' ', Left)}|h2 Millers' Union|{string.Join(' ', Right)}|* Since May", Outline(document));
    }

    [Fact]
    public void What_is_bold_is_marked_in_one_piece_over_the_lines_end()
    {
        var document = DocumentFormats.Read(Made(page =>
        {
            page.Page.AddText("Bakers' Union", 11, new PdfPoint(60, 730), page.Bold);
            Write(page, 60, 700, Left);
            page.Page.AddText("We have waited for the government of this", 11, new PdfPoint(60, 600), page.Bold);
            page.Page.AddText("town, and now we wait no more", 11, new PdfPoint(60, 600 - Leading), page.Bold);
            Write(page, 60, 550, Right);
        }));
        Assert.Equal(["Bakers' Union", "We have waited for the government of this town, and now we wait no more"], document.Marks.Select(mark => mark.Span.In(document.Text)));
        Assert.All(document.Marks, mark => Assert.Equal(MarkKind.Strong, mark.Kind));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void Bold_words_inside_a_line_are_marked()
    {
        var document = DocumentFormats.Read(Made(page =>
        {
            page.Page.AddText("Ana Lopez:", 11, new PdfPoint(60, 714), page.Bold);
            page.Page.AddText("Nobody asked us.", 11, new PdfPoint(118, 714), page.Font);
            Write(page, 60, 700, Left);
        }));
        Assert.Equal("Ana Lopez:", Assert.Single(document.Marks).Span.In(document.Text));
    }

    [Fact]
    public void Where_most_is_bold_nothing_is_set_off_by_it() => Assert.Empty(DocumentFormats.Read(Made(page =>
    {
        Write(page with { Font = page.Bold }, 60, 700, Left);
        page.Page.AddText("Ana", 11, new PdfPoint(60, 600), page.Font);
    })).Marks);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Texts_under_names_in_bold_or_in_larger_letters_are_statements_of_their_own(bool isBold)
    {
        var article = ArticleParser.Parse(Made(page =>
        {
            page.Page.AddText("Voices of the strike", 20, new PdfPoint(60, 790), page.Font);
            foreach (var (name, text, top) in new[] { ("Bakers' Union of Northport", Left, 750), ("Committee of the Millers", Right, 600) })
            {
                page.Page.AddText(name, isBold ? 11 : 15, new PdfPoint(60, top), isBold ? page.Bold : page.Font);
                Write(page, 60, top - 30, text);
            }
        }), GivenFacts.None, TestContext.Current.CancellationToken);
        Assert.Equal(["Bakers' Union of Northport", "Committee of the Millers"], article.Statements.Select(statement => Assert.Single(statement.Authors).Name));
        Assert.Equal([string.Join(' ', Left), string.Join(' ', Right)], article.Statements.Select(statement => statement.Body));
    }

    [Fact]
    public void Pages_without_text_are_refused() => Assert.Contains("no text", Refusal(Made(_ => { })), StringComparison.Ordinal);

    [Fact]
    public void A_scan_is_refused_as_a_scan() => Assert.Contains("scan", Refusal(Made(page => page.Page.AddPng(Pixel, new PdfRectangle(0, 0, 100, 100)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("%PDF-1.7\n")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n")]
    public void A_damaged_file_is_refused(string text) => Assert.StartsWith("The PDF", Refusal(Bytes(text)), StringComparison.Ordinal);

    [Fact]
    public void A_text_about_PDF_is_a_text() => Assert.Equal("text/plain", DocumentFormats.Read(Bytes("Every such file begins with %PDF- and a number.")).MediaType);

    [Property(MaxTest = 300)]
    public Property Damaged_documents_are_read_or_refused() => Prop.ForAll(Mutations(Columns), ReadsOrRefuses);

    [Fact]
    public void Replies_of_ministers_are_read_from_beginning_to_end()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "corpus", "multi_nogold");
        Assert.SkipUnless(Directory.Exists(folder), "The corpus of real documents does not lie beside the checkout.");
        var files = Directory.GetFiles(folder, "*.pdf");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var document = DocumentFormats.Read(File.ReadAllBytes(file));
            AccountsForEveryCharacter(document);
            Assert.Contains("Minister", document.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private sealed record Sheet(PdfPageBuilder Page, PdfDocumentBuilder.AddedFont Font, PdfDocumentBuilder.AddedFont Bold);

    private static byte[] Made(params Action<Sheet>[] pages)
    {
        using var pdf = new PdfDocumentBuilder();
        pdf.DocumentInformation.Title = "Template";
        pdf.DocumentInformation.Author = "Typist";
        var font = pdf.AddStandard14Font(Standard14Font.TimesRoman);
        var bold = pdf.AddStandard14Font(Standard14Font.TimesBold);
        foreach (var write in pages) write(new Sheet(pdf.AddPage(PageSize.A4), font, bold));
        return pdf.Build();
    }

    private static void Write(Sheet sheet, double left, double top, string[] lines, string? head = null, string? foot = null)
    {
        for (var at = 0; at < lines.Length; at++) sheet.Page.AddText(lines[at], 11, new PdfPoint(left, top - (at * Leading)), sheet.Font);
        if (head is not null) sheet.Page.AddText(head, 9, new PdfPoint(left, 810), sheet.Font);
        if (foot is not null) sheet.Page.AddText(foot, 9, new PdfPoint(300, 30), sheet.Font);
    }
}
