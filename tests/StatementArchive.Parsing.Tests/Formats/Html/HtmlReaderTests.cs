using StatementArchive.Parsing.Formats;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Formats.Html;

public class HtmlReaderTests
{
    private const string Page = $$"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bread for all - Bakers' Union</title>
        <meta property="og:title" content="Bread for all"><meta property="og:site_name" content="Bakers' Union">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bread for all", "datePublished": "2020-01-04T11:11:00+01:00", "author": "Ana Lopez"}</script></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
        <main><article><h1>Bread for all</h1><p class="byline">4 January 2020</p>
        <p><strong>{{Prose}}</strong> {{Prose}}</p><p>Down with the price!<br>Long live the bakers!</p>
        <div class="related"><p><a href="/more">{{Prose}}</a></p></div>
        <p>{{Prose}} &amp; more &lt;b&gt;, with a <a href="https://example.org/x">link</a>.</p>
        <p style="display:none">Nobody sees this.</p></article></main>
        <aside><p>Subscribe to our letter, which comes every week and costs nothing at all to its readers.</p></aside>
        <section id="comments"><p>I have said so for years, and nobody has ever listened to me in this town.</p></section>
        <footer><p>Copyright by the Bakers' Union of this town, which has baked since the year of its founding.</p></footer></body></html>
        """;

    private static readonly ParsedArticle Article = Parsed(Page);

    [Fact]
    public void The_main_text_is_told_from_the_furniture_of_the_page()
    {
        var statement = Assert.Single(Article.Statements);
        var shown = string.Join('\n', MarkdownTests.Rendered(statement.Body));
        Assert.Equal(3, shown.Split(Prose).Length - 1);
        Assert.Contains("& more <b>, with a link.", shown, StringComparison.Ordinal);
        Assert.Contains("Down with the price!\nLong live the bakers!", shown, StringComparison.Ordinal);
        foreach (var foreign in new[] { "Home", "Subscribe", "said so for years", "Copyright", "Nobody sees" }) Assert.DoesNotContain(foreign, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("navigation", "About us")]
    [InlineData("teaser", "The price of bread")]
    [InlineData("aside", "Subscribe")]
    [InlineData("comment", "I have said")]
    [InlineData("footer", "Copyright")]
    [InlineData("title", "Bread for all")]
    [InlineData("byline", "4 January 2020")]
    public void What_is_left_out_is_listed_with_its_reason(string reason, string begins) =>
        Assert.Contains(Article.LeftOut, passage => passage.Reason == reason && Article.Passage(passage.Span).StartsWith(begins, StringComparison.Ordinal));

    [Fact]
    public void Mark_up_dates_and_names_the_article()
    {
        Assert.Equal(("Bread for all", "2020-01-04T11:11+01:00", "en"), (Article.Title, Article.Published?.ToString(), Article.Language));
        Assert.Equal("Ana Lopez", Assert.Single(Article.Statements[0].Authors).Name);
        Assert.Contains(Article.Statements[0].Evidence, evidence => evidence is { Fact: "author", Rule: "stated-author", IsChosen: true });
        Assert.Contains(Article.Evidence, evidence => evidence is { Fact: "published", Rule: "visible-date", IsChosen: false });
    }

    [Fact]
    public void A_moment_in_utc_is_shown_in_the_pages_own_clock() => Assert.Equal("2023-01-16T16:30:41", Parsed(
        $"""<html><head><meta property="article:published_time" content="2023-01-17T00:30:41+00:00"></head><body><h1>Letters</h1><p>{Prose}</p><time datetime="2023-01-16 16:30:41">January 16</time></body></html>""").Published?.ToString());

    [Theory]
    [InlineData("windows-1252", "Brot für alle Bäcker")]
    [InlineData("iso-8859-7", "Ψωμί για όλους")]
    public void A_declared_encoding_is_believed(string charset, string text)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var bytes = System.Text.Encoding.GetEncoding(charset).GetBytes($"<html><head><meta charset={charset}></head><body><p>{text}</p></body></html>");
        Assert.Equal(text, DocumentFormats.Read(bytes).Text);
    }

    [Fact]
    public void Deep_nesting_is_read_to_its_end()
    {
        var document = Of($"<html><body>{string.Concat(Enumerable.Repeat("<div class=teaser><b>", 300))}{Prose}");
        Assert.Equal(Prose, document.Text);
    }

    [Fact]
    public void A_page_without_text_is_refused_in_words() =>
        Assert.Contains("no text", Assert.Throws<UnreadableDocumentException>(() => Of("<html><body><script>x()</script></body></html>")).Message, StringComparison.Ordinal);
}
