using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Tests.Text;

public sealed class StatementHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("a <b onclick=x>b</b> c", "a <b onclick=x>b</b> c")]
    [InlineData("[go](javascript:alert(1))", "go")]
    [InlineData("[go](JaVaScRiPt:alert(1))", "go")]
    [InlineData("[go](&#106;avascript:alert(1))", "go")]
    [InlineData("[go](data:text/html;base64,PHNjcmlwdD4=)", "go")]
    [InlineData("[go](vbscript:x)", "go")]
    [InlineData("[go](//evil.example)", "go")]
    [InlineData("[go](/account/logout)", "go")]
    [InlineData("[go](#p1)", "go")]
    [InlineData("![pic](https://evil.example/p.png)", "pic")]
    [InlineData("![](https://evil.example/p.png)rest", "rest")]
    [InlineData("<https://example.org/a>", "https://example.org/a")]
    [InlineData("AT&T &lt; &amp;", "AT&T < &")]
    [InlineData("<style>p{position:fixed}</style>", "<style>p{position:fixed}</style>")]
    [InlineData("<!-- not a comment -->", "<!-- not a comment -->")]
    [InlineData("1\\. not a list", "1. not a list")]
    [InlineData("`<i>`", "<i>")]
    [InlineData("    indented <b>code</b>", "indented <b>code</b>")]
    public void Keeps_every_word_and_runs_none(string markdown, string words)
    {
        var body = Parsed(markdown);
        Assert.Equal(words, body.TextContent.Trim());
        Assert.Empty(body.QuerySelectorAll("script, style, img, iframe, form, input, [onclick], [onerror], [style]"));
        foreach (var link in body.QuerySelectorAll("a:not(.pin)"))
        {
            Assert.Matches("^(https?|mailto):", link.GetAttribute("href"));
            Assert.Equal("nofollow noopener noreferrer", link.GetAttribute("rel"));
        }
    }

    [Fact]
    public void Keeps_lines_and_sets_calls_as_slogans()
    {
        var body = Parsed("Down with it!\\\nFreedom, equality!\\\nLong live “it!”\n\nHarbour Street 1\\\nNorthport");
        Assert.Equal("slogans", body.Children[0].ClassName);
        Assert.Equal(2, body.Children[0].QuerySelectorAll("br").Length);
        Assert.Equal("lines", body.Children[1].ClassName);
    }

    [Fact]
    public void Sets_a_sign_off_apart_also_inside_a_paragraph()
    {
        var markdown = "Text.\n\nLast words.\\\nThe Committee\\\n3 March\n\nPlace";
        var body = Parsed(markdown, markdown.IndexOf("The Committee", StringComparison.Ordinal));
        Assert.False(body.Children[0].HasAttribute("class"));
        Assert.Equal("The Committee\n3 March", body.QuerySelector("span.signoff")!.TextContent);
        Assert.Equal("signoff", body.Children[2].ClassName);
        Assert.Equal("Text.\nLast words.\nThe Committee\n3 March\nPlace", body.TextContent.Trim());
    }

    [Fact]
    public void Puts_headings_under_the_pages_own_and_skips_no_level()
    {
        var body = Parsed("# One\n\n### Three\n\n###### Six\n\n# Again");
        Assert.Equal(["H2", "H3", "H4", "H2"], body.Children.Select(c => c.TagName));
    }

    [Theory]
    [InlineData('>', 5000)]
    [InlineData('[', 20000)]
    [InlineData('*', 20000)]
    public void Survives_what_is_nested_beyond_reason(char mark, int times) =>
        Assert.Contains("end", Parsed(string.Concat(Enumerable.Repeat($"{mark} ", times)) + "end").TextContent, StringComparison.Ordinal);

    [Fact]
    public void A_paragraph_that_runs_the_other_way_says_so()
    {
        var body = Parsed("An English beginning, which is the longer part of it all.\n\nآزادی");
        Assert.Null(body.Children[0].GetAttribute("dir"));
        Assert.Equal("rtl", body.Children[1].GetAttribute("dir"));
    }

    [Theory]
    [InlineData("Hello", "ltr")]
    [InlineData("", "ltr")]
    [InlineData("123 !", "ltr")]
    [InlineData("آزادی", "rtl")]
    [InlineData("שלום", "rtl")]
    [InlineData("OCAI و دیگر سازمان‌ها", "rtl")]
    [InlineData("The word آزادی means freedom", "ltr")]
    public void Direction_follows_most_of_the_letters(string text, string direction) => Assert.Equal(direction, TextDirection.Of(text));

    private static IElement Parsed(string markdown, int? signOffStart = null)
    {
        using var writer = new StringWriter();
        StatementHtml.Of(markdown, signOffStart).WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }
}
