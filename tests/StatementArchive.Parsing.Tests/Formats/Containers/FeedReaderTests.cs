using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

public sealed class FeedReaderTests
{
    private const string Rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
          <channel>
            <title>The Baker</title><link>https://example.org/news/</link><language>en-gb</language>
            <item>
              <title>Bread &amp;amp; roses</title>
              <link>/2020/bread</link>
              <guid isPermaLink="false">urn:bread:1</guid>
              <dc:creator>Jane Doe</dc:creator>
              <pubDate>Sat, 04 Jan 2020 11:11:00 +0100</pubDate>
              <description>Short.</description>
              <content:encoded><![CDATA[<p>The price of bread has risen again.</p><p>We will <a href="../strike?a=1">strike</a>.</p>]]></content:encoded>
            </item>
            <item><title>Two</title><description>First line.

        Second &lt;b&gt;line&lt;/b&gt;.</description><author>jo@example.org (Jo Bloggs)</author></item>
            <item><title>Empty</title></item>
          </channel>
        </rss>
        """;

    [Fact]
    public void An_item_of_RSS_is_an_article_with_its_facts()
    {
        var article = Containers.Parsed(Containers.Entries(Rss)[0]);

        Assert.Equal("application/rss+xml", article.MediaType);
        Assert.Equal("The price of bread has risen again.\n\nWe will strike.", article.Text);
        Assert.Equal(("Bread & roses", "2020-01-04T11:11+01:00"), (article.Title, article.Published!.ToString()));
        Assert.Equal(new ArticleSource("The Baker", "https://example.org/2020/bread"), article.Source);
        Assert.Equal("Jane Doe", Assert.Single(Assert.Single(article.Statements).Authors).Name);
        Assert.Equal("urn:bread:1", Containers.ValueOf(article, "identifier", "rss"));
        Assert.Equal("https://example.org/strike?a=1", Assert.Single(FeedEntryReader.Read(Containers.Entries(Rss)[0].Feed!, ReadingLimits.Default).Marks).Target);
    }

    [Fact]
    public void A_description_with_markup_is_HTML_and_an_item_without_text_is_a_problem_of_its_own()
    {
        var entries = Containers.Entries(Rss);

        Assert.Equal("First line. Second line.", Containers.Parsed(entries[1]).Text);
        Assert.Contains(entries[1].Facts, fact => fact is { Kind: DocumentFactKind.Author, Value: "Jo Bloggs" });
        Assert.Equal(("entry 3", "The entry has no text."), (entries[2].Place, entries[2].Problem));
    }

    [Fact]
    public void An_entry_keeps_its_bytes_whatever_the_feed_says_next_time()
    {
        var later = Rss.Replace("<language>en-gb</language>", "<language>en-gb</language><lastBuildDate>Sun, 05 Jan 2020 11:11:00 +0100</lastBuildDate>", StringComparison.Ordinal);

        Assert.Equal(Containers.Entries(Rss)[0].Bytes.ToArray(), Containers.Entries(later)[0].Bytes.ToArray());
    }

    [Theory]
    [InlineData("""<content type="html">&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</content>""", "One & two.\n\nThree.")]
    [InlineData("""<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two.</p><p>Three.</p></div></content>""", "One & two.\n\nThree.")]
    [InlineData("<content>One &amp;amp; &lt;two&gt;.</content>", "One &amp; <two>.")]
    [InlineData("""<content type="image/png" src="x.png"/><summary>Instead.</summary>""", "Instead.")]
    public void Atom_content_is_read_as_its_type_says(string content, string expected)
    {
        var feed = $"""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/" xml:lang="de">
            <title>Der Bäcker</title><author><name>Bakers</name></author>
            <entry><id>urn:1</id><title type="html">A &amp;lt; B</title><author><name>Jane Doe</name></author><link href="one"/><updated>2020-01-05T00:00:00Z</updated><published>2020-01-04T11:11:00Z</published>{content}</entry>
            </feed>
            """;

        var article = Assert.Single(Containers.Articles(feed));

        Assert.Equal(expected, article.Text);
        Assert.Equal(("A < B", "2020-01-04T11:11Z"), (article.Title, article.Published!.ToString()));
        Assert.Equal(new ArticleSource("Der Bäcker", "https://example.org/blog/one"), article.Source);
        Assert.Equal("2020-01-05T00:00Z", Containers.ValueOf(article, "published", "atom-updated"));
    }

    [Fact]
    public void RSS_1_in_RDF_and_an_Atom_entry_alone_are_feeds()
    {
        var rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title><items><rdf:Seq/></items></channel><item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link><dc:date>2004-05-06</dc:date><description>Words of some length.</description></item></rdf:RDF>""";

        Assert.Equal(("T", "2004-05-06"), (Containers.Articles(rdf).Single().Source!.Name, Containers.Articles(rdf).Single().Published!.ToString()));
        Assert.Equal("Words.", Containers.Articles("""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content>Words.</content></entry>""").Single().Text);
    }

    [Theory]
    [InlineData("Bread&amp;nbsp;&amp;ndash; we want it.", "Bread\u00a0– we want it.")] // references of HTML, and no tag
    [InlineData("Bread &amp;amp; roses.", "Bread & roses.")]
    [InlineData("Bread &amp; roses.", "Bread & roses.")]
    [InlineData("Bread &lt; 3 euros.", "Bread < 3 euros.")]
    public void References_of_HTML_are_read_as_such(string description, string text) =>
        Assert.Equal(text, Containers.Articles(Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><item><title>T</title><description>{description}</description></item></channel></rss>")).Single().Text);

    [Fact]
    public void The_encoding_that_XML_declares_counts()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var feed = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Хлеб</title><description>Цена хлеба снова выросла.</description></item></channel></rss>""";

        Assert.Equal("Цена хлеба снова выросла.", Containers.Articles(Encoding.GetEncoding(1251).GetBytes(feed)).Single().Text);
    }

    [Fact]
    public void Drafts_and_attachments_of_a_WordPress_export_are_passed_over()
    {
        static string Item(string type, string status) => $"<item><title>{status}</title><description>Words.</description><wp:post_type>{type}</wp:post_type><wp:status>{status}</wp:status></item>";
        var export = $"""<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>{Item("post", "draft")}{Item("attachment", "inherit")}{Item("post", "publish")}</channel></rss>""";

        Assert.Equal("entry 3", Assert.Single(Containers.Entries(export)).Place);
    }

    [Fact]
    public void JSON_Feed_is_read()
    {
        var feed = """
            {"version":"https://jsonfeed.org/version/1.1","title":"The Baker","home_page_url":"https://example.org/","language":"en",
             "items":[{"id":7,"url":"https://example.org/7","title":"Bread","authors":[{"name":"Jane Doe"}],"date_published":"2020-01-04T11:11:00Z","content_html":"<p>One.</p><p>Two.</p>"},
                      {"id":"8","content_text":"Three < four."},{"id":"9"},"odd"]}
            """;

        var entries = Containers.Entries(feed);

        var article = Containers.Parsed(entries[0]);
        Assert.Equal(("One.\n\nTwo.", "Bread", "2020-01-04T11:11Z", "7"), (article.Text, article.Title, article.Published!.ToString(), Containers.ValueOf(article, "identifier", "json-feed")));
        Assert.Equal(new ArticleSource("The Baker", "https://example.org/7"), article.Source);
        Assert.Equal("Three < four.", Containers.Parsed(entries[1]).Text);
        Assert.Equal([null, null, "The entry has no text.", "The entry is no JSON object."], entries.Select(entry => entry.Problem));
    }

    [Theory]
    [InlineData("""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><description>&x;</description></item></channel></rss>""", "entities")]
    [InlineData("""<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd"><rss><channel><item><description>&x;</description></item></channel></rss>""", "'x'")]
    [InlineData("<rss><channel><item><description>a</description></item>", "well-formed")]
    [InlineData("<rss><channel><item><description>a</item>", "line")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","items":[{]}""", "line 1")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","items":7}""", "no list of items")]
    public void What_is_broken_is_told_with_its_place(string feed, string reason) => Assert.Contains(reason, Containers.Refusal(Encoding.UTF8.GetBytes(feed)), StringComparison.Ordinal);

    [Fact]
    public void Elements_in_each_other_without_end_are_refused() =>
        Assert.Contains("nests more than 256", Containers.Refusal(Encoding.UTF8.GetBytes($"<rss><channel><item><description>{string.Concat(Enumerable.Repeat("<a>", 50_000))}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><body><p>x</p></body></html>")]
    [InlineData("<!DOCTYPE html><title>rss</title>")]
    [InlineData("<rss is what some call it")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>")]
    [InlineData("""{"version":"1.1","items":[]}""")]
    public void Other_XML_and_JSON_is_no_feed(string text) => Assert.False(Containers.IsContainer(text));
}
