namespace StatementArchive.Parsing.Tests;

/// <summary>The lines of a text, as they are kept, and what a passage of it is written as.</summary>
public sealed class TextLayoutTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("first\n\nsecond\nthird")]
    [InlineData("  indented \r\n\r\n\r\nwindows\r\nlines\rold")]
    public void Reads_back_what_was_written(string text)
    {
        var layout = TextLayout.Of(text);
        Assert.Equal(layout.Lines, TextLayout.Read(layout.ToBytes(), text).Lines);
        Assert.Equal(text.Split('\n', '\r').Select(line => line.Trim()).Where(line => line.Length > 0), layout.Lines.Select(line => line.Span.In(text)));
    }

    [Fact]
    public void Lines_over_the_whole_text_are_those_that_are_known_and_those_between_them()
    {
        const string Text = "menu\nhome\n\nfirst line\n\nsecond\nfooter";
        var layout = new TextLayout([new TextLine(new TextSpan(11, 21), true, false), new TextLine(new TextSpan(23, 29), false, true)]);
        Assert.Equal(["menu", "home", "first line", "second", "footer"], layout.Over(Text).Lines.Select(line => line.Span.In(Text)));
        Assert.Equal(layout.Lines, layout.Over(Text).Lines.Skip(2).Take(2));
        Assert.Equal([true, false, true, false, true], layout.Over(Text).Lines.Select(line => line.BeginsBlock));
    }

    [Fact]
    public void Keeps_long_lines_and_what_they_are()
    {
        var text = new string('x', 5_000_000);
        TextLine[] lines = [new(new TextSpan(3, 4), true, false), new(new TextSpan(4, 4_999_999), false, true)];
        Assert.Equal(lines, TextLayout.Read(new TextLayout(lines).ToBytes(), text).Lines);
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 9, 12 })]
    public void Refuses_what_is_no_layout_of_the_text(byte[] bytes) => Assert.Throws<FormatException>(() => TextLayout.Read(bytes, "ten letters"));

    [Theory]
    [MemberData(nameof(Articles))]
    public void Every_statement_is_written_from_the_layout_as_the_parser_wrote_it(string name)
    {
        var article = ArticleParser.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", name, "input.txt")), new GivenFacts(), TestContext.Current.CancellationToken);
        var index = new CodePointIndex(article.Text);
        var layout = TextLayout.Read(article.Layout.ToBytes(), article.Text);
        Assert.NotEmpty(article.Statements);
        foreach (var statement in article.Statements)
        {
            var passage = index.ToUtf16(new TextSpan(statement.Heading?.End ?? statement.Span.Start, statement.Span.End));
            Assert.Equal((statement.Body, statement.BodySignOffStart), MarkdownBody.Write(article.Text, layout, passage, statement.SignOff is { } signOff ? index.ToUtf16(signOff.Start) : null, []));
        }
    }

    public static TheoryData<string> Articles => [.. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "Cases")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [InlineData("We demand that Ada Lind is freed.\nNow.", 15, 23, "We demand that \\[█ 8 characters hidden\\] is freed.\\\nNow.")]
    [InlineData("one\ntwo\nthree\n\nfour", 4, 12, "one\\\n\\[█ 8 characters hidden\\]\\\ne\n\nfour")]
    [InlineData("one\ntwo\nthree", 4, 7, "one\\\n\\[█ 3 characters hidden\\]\\\nthree")]
    [InlineData("one\n\ntwo", 0, 8, "\\[█ 8 characters hidden\\]")]
    [InlineData("a 😀😀 b", 2, 6, "a \\[█ 2 characters hidden\\] b")]
    public void What_is_hidden_is_not_written_but_counted(string text, int start, int end, string body) =>
        Assert.Equal(body, MarkdownBody.Write(text, TextLayout.Of(text), new TextSpan(0, text.Length), null, [new TextSpan(start, end)]).Body);

    [Fact]
    public void A_passage_that_begins_and_ends_inside_lines_is_cut_there()
    {
        const string Text = "one two\nthree four\n\nfive six";
        var (body, mark) = MarkdownBody.Write(Text, TextLayout.Of(Text), new TextSpan(4, Text.Length - 4), 20, []);
        Assert.Equal("two\\\nthree four\n\nfive", body);
        Assert.Equal("five", body[mark!.Value..]);
    }
}
