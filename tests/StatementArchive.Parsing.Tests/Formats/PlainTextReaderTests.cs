using System.Text;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing.Tests.Formats;

public class PlainTextReaderTests
{
    [Theory]
    [InlineData("One two.\n\nThree four.\n", "One two.|Three four.")]
    [InlineData("One two.\r\n\r\nThree four.", "One two.|Three four.")]
    [InlineData("Down with it!\nBread, peace!\nLong live it!\n", "Down with it!/Bread, peace!/Long live it!")]
    [InlineData("\n\n  Indented  \n\n\n\nLast", "Indented|Last")]
    [InlineData("One\fTwo", "One|Two")]
    [InlineData("One\n\n***\n\nTwo", "One|***|Two")]
    [InlineData("One\u2028Two\u2029Three", "One/Two|Three")]
    public void Reads_blocks_and_lines(string text, string expected)
    {
        var document = DocumentFormats.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, document.Text);
        Assert.Equal(expected, string.Join('|', document.Blocks.Select(block => string.Join('/', block.Lines.Select(line => line.Text)))));
    }

    [Fact]
    public void Where_first_lines_are_indented_each_begins_a_paragraph()
    {
        const string Text = """
              The price of bread has risen again while the wages of those who
            bake it have not moved for years, and nobody in the government has
            said a word about it since the spring.
              We bake at night so that the city can eat in the morning, and not
            one word was said.
              I yield the floor, and I suggest that we end this sitting here now.
              The CHAIR. The clerk will call the roll.
              The clerk proceeded to call the roll of those who were still in the
            hall at this hour of the night.
            """;
        var document = DocumentFormats.Read(Encoding.UTF8.GetBytes(Text));
        Assert.Equal(["The price", "We bake a", "I yield t", "The CHAIR", "The clerk"], document.Blocks.Select(block => block.Lines.Single().Text[..9]));
    }

    [Fact]
    public void Text_wrapped_at_one_width_has_paragraphs_not_lines()
    {
        const string Text = """
            The price of bread has risen again while the wages of those who
            bake it have not moved for years, and nobody in the government has
            said a word about it since the spring, when the last bakery in the
            old town closed its doors for good.

            We bake at night so that the city can eat in the morning, and this
            city has forgotten us; it will remember us on the day on which its
            shelves are empty.

            Bread for all!
            Bakers of all towns, unite!
            """;
        var document = DocumentFormats.Read(Encoding.UTF8.GetBytes(Text));
        Assert.Equal([1, 1, 2], document.Blocks.Select(block => block.Lines.Count));
        Assert.Equal(Text, document.Text);
    }

    [Fact]
    public void Paragraphs_without_blank_lines_between_them_are_told_by_their_length()
    {
        var document = DocumentFormats.Read(Encoding.UTF8.GetBytes($"Red Dawn\n{Documents.Prose} {Documents.Prose}\n{Documents.Prose} {Documents.Prose}\n"));
        Assert.Equal(3, document.Blocks.Count);
    }

    [Fact]
    public void A_byte_order_mark_decides_the_encoding()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            var document = DocumentFormats.Read(encoding.GetPreamble().Concat(encoding.GetBytes("Brot und Frieden für سلیمانی 🥖")).ToArray());
            Assert.Equal("Brot und Frieden für سلیمانی 🥖", document.Text);
            Assert.Contains(encoding.WebName, document.Encoding, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 32, 10, 9 }, "white space")]
    [InlineData(new byte[] { 65, 0, 66 }, "offset 1")]
    [InlineData(new byte[] { 65, 66, 1, 2, 3, 4, 0xC3, 0x28 }, "offset 6")]
    [InlineData(new byte[] { 0xFF, 0xFE, 65 }, "no text")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10 }, "a PNG image")]
    public void Says_why_bytes_are_no_document(byte[] bytes, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableDocumentException>(() => DocumentFormats.Read(bytes)).Message, StringComparison.Ordinal);
}
