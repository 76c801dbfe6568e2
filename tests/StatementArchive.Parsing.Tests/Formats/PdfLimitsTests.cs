using System.Text;
using StatementArchive.Parsing.Formats;
using static StatementArchive.Parsing.Tests.Formats.PdfFile;

namespace StatementArchive.Parsing.Tests.Formats;

/// <summary>PDFs that cost more than they look.</summary>
public sealed class PdfLimitsTests
{
    private const string Hello = "BT /F 12 Tf 50 700 Td (Hello to all who read.) Tj ET";

    private static readonly ReadingLimits Narrow = new() { PdfStreamBytes = 100_000, PdfInflatedBytes = 150_000, PdfLettersOnPage = 1_000, PdfTime = TimeSpan.FromSeconds(30) };

    [Fact]
    public void A_usual_PDF_is_within_the_limits() => Assert.Equal("Hello to all who read.", DocumentFormats.Read(Pdf(Packed("", Hello, 1)), Narrow).Text);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_inflates_without_bound_is_refused_however_often_it_is_packed(int times) =>
        Assert.Contains("100,000 bytes", Refusal(Pdf(Packed("", new string(' ', 5_000_000) + Hello, times))), StringComparison.Ordinal);

    [Fact]
    public void Many_streams_count_together() =>
        Assert.Contains("150,000 bytes", Refusal(Pdf("[6 0 R 7 0 R]", [Packed("", new string(' ', 90_000), 1), Packed("", new string(' ', 90_000), 1)])), StringComparison.Ordinal);

    [Fact]
    public void Runs_are_counted()
    {
        var runs = string.Concat(Enumerable.Repeat("\u0081a", 5_000));

        Assert.Contains("100,000 bytes", Refusal(Pdf(Stream("/Filter/RunLengthDecode", Encoding.Latin1.GetBytes(runs)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_of_LZW_are_counted()
    {
        // Codes of 12 bits, each for one byte more than the one before: 'a', 'aa', 'aaa' …, as the table has room for.
        var (bytes, held, count, bits, next) = (new List<byte>(), 0UL, 0, 9, 258);
        void Write(int code)
        {
            (held, count) = ((held << bits) | (uint)code, count + bits);
            for (; count >= 8; count -= 8) bytes.Add((byte)(held >> (count - 8)));
            held &= (1UL << count) - 1;
        }
        Write(256);
        Write('a');
        for (; next < 1_000; next++)
        {
            bits = next + 1 >= 512 ? 10 : 9;
            Write(next);
        }

        Assert.Contains("100,000 bytes", Refusal(Pdf(Stream("/Filter/LZWDecode", [.. bytes, 0, 0, 0]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_a_predictor_are_counted() =>
        Assert.Contains("columns", Refusal(Pdf(Packed("/DecodeParms[<</Predictor 12/Columns 2000000000>>]", Hello, 1))), StringComparison.Ordinal);

    [Fact]
    public void Letters_are_counted_as_they_come() =>
        Assert.Contains("more than 1,000 letters", Refusal(Pdf(Stream("", Encoding.ASCII.GetBytes($"BT /F 1 Tf ({new string('a', 50_000)}) Tj ET")))), StringComparison.Ordinal);

    [Fact]
    public void Forms_in_forms_that_double_at_every_level_take_no_longer_than_allowed()
    {
        const int levels = 40;
        var forms = Enumerable.Range(0, levels).Select(level => Stream(
            $"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {level + 8} 0 R>>>>", Encoding.ASCII.GetBytes(level < levels - 1 ? "/X Do /X Do" : "q Q")));

        Assert.Contains("takes more than", Assert.Throws<UnreadableDocumentException>(() =>
            DocumentFormats.Read(Pdf("6 0 R", [Stream("", "/X Do"u8.ToArray()), .. forms], "/XObject<</X 7 0 R>>"), Narrow with { PdfTime = TimeSpan.FromMilliseconds(500) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_all_characters_there_could_be_is_read_or_refused()
    {
        var map = "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <7FFFFFFE> <0041> endbfrange endcmap"u8.ToArray();

        ReaderContract.ReadsOrRefuses(Pdf("6 0 R", [Stream("", Encoding.ASCII.GetBytes(Hello)), Stream("", map)], font: "/ToUnicode 7 0 R"));
    }

    [Fact]
    public void Sideways_text_is_left_out_and_accounted_for()
    {
        var document = DocumentFormats.Read(Pdf(Stream("", Encoding.ASCII.GetBytes(Hello + " BT /F 9 Tf 0 1 -1 0 30 300 Tm (Received 3 May) Tj ET"))));

        ReaderContract.AccountsForEveryCharacter(document);
        Assert.Equal("Hello to all who read.", ReaderContract.Outline(document));
        Assert.Equal(("sideways text", "Received 3 May"), (document.LeftOut.Single().Reason, document.LeftOut.Single().Span.In(document.Text)));
    }

    private static string Refusal(byte[] pdf) => Assert.Throws<UnreadableDocumentException>(() => DocumentFormats.Read(pdf, Narrow)).Message;
}
