using AngleSharp.Html.Parser;
using Markdig;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests;

public class MarkdownTests
{
    [Theory]
    [InlineData("# not a heading, but a number sign at the start of a line that is long enough to be prose.")]
    [InlineData("1. not a list, 2) nor this; 3. nor that, since the writer only numbered the demands in a row.")]
    [InlineData("- a dash that begins a line\n- and another one\n+ and a plus\n* and a star")]
    [InlineData("a *star* and _underscore_ and `tick` and ~~tilde~~ and <b>tag</b> and &amp; and [link](http://example.org) and \\backslash")]
    [InlineData("> quoted > twice, as e-mail writes it, in a line that is long enough to be prose indeed.")]
    [InlineData("a | b\n--- | ---\nc | d")]
    [InlineData("Earlier this morning [3 January], Qasem Soleimani, the head of the Quds forces, was killed.")]
    [InlineData("Setext\n===\n\nand\n---\nagain")]
    [InlineData("[ref]: http://example.org 'title'\n\n![img](x.png) ![ref]")]
    [InlineData("a\\\nb  \nc\td\n\n    four spaces of indent")]
    [InlineData("http://example.org/a_b_c?d=e&copy=1 and <http://example.org> and www.example.org")]
    [InlineData("¡Pan! — «roses» ‘n’ “wages” … 5 < 6 & 7 > 2; AT&T; &#65; &nbsp;")]
    public void Renders_to_the_very_same_words_and_lines(string text)
    {
        var statement = Assert.Single(Parsed($"{Prose}\n\n{text}\n\n{Prose}\n").Statements);
        Assert.Equal(Lines($"{Prose}\n\n{text}\n\n{Prose}"), Rendered(statement.Body));
    }

    [Fact]
    public void Tells_where_the_sign_off_begins()
    {
        var statement = Assert.Single(Parsed($"Bakers' Union\n\n{Prose}\n\nBakers' Union\n3 January 2020\n").Statements);
        Assert.Equal("Bakers' Union\\\n3 January 2020", statement.Body[statement.BodySignOffStart!.Value..]);
    }

    internal static IEnumerable<string> Rendered(string markdown)
    {
        var html = new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, new MarkdownPipelineBuilder().DisableHtml().Build()));
        foreach (var br in html.QuerySelectorAll("br")) br.Replace(html.CreateTextNode("\n"));
        Assert.All(html.Body!.QuerySelectorAll("*"), element => Assert.Contains(element.LocalName, new[] { "p" }));
        return Lines(string.Join('\n', html.QuerySelectorAll("p").Select(p => p.TextContent)));
    }

    internal static IEnumerable<string> Lines(string text) => text
        .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
