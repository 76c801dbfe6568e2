using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Formats.Html;

/// <summary>Layouts of pages: several posts, comments, captions, what leads elsewhere, and where pages show date, author and site.</summary>
public sealed class PageLayoutTests
{
    private static string Post(string heading, string byline) =>
        $"""<div class="post hentry category-news"><h2 class="entry-title"><a href="/x">{heading}</a></h2><div class="entry-meta">{byline}</div><div class="entry-content"><p>{Prose}</p><p>{Prose}</p></div></div>""";

    private static ParsedArticle Page(string body, string head = "<title>Page</title>") => Parsed($"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>");

    [Fact]
    public void Dated_posts_one_below_the_other_are_a_statement_each()
    {
        var article = Page(
            $"""<h1>Bakers of the Town</h1><div id="content">{Post("On bread", "Posted by rosa on 3 January 2020")}{Post("On roses", "Posted by Ana Lopez on 4 January 2020")}</div><div class="sidebar"><p>{Prose}</p></div>""",
            """<title>blog | Bakers of the Town</title><link rel="canonical" href="https://www.bakers-of-the-town.example/blog/">""");
        Assert.Equal(["On bread", "On roses"], article.Statements.Select(statement => statement.Title));
        Assert.Equal(["rosa", "Ana Lopez"], article.Statements.Select(statement => statement.Authors.Single().Name));
        Assert.Equal(["2020-01-03", "2020-01-04"], article.Statements.Select(statement => statement.Date?.Edtf));
        Assert.All(article.Statements, statement => Assert.Equal("Bakers of the Town", statement.Authors.Single().Affiliation));
        Assert.All(article.Statements, statement => Assert.InRange(statement.Evidence.Single(one => one.Fact == "affiliation").Confidence, 0, 0.5));
        Assert.Null(article.Published);
        Assert.Equal("Bakers of the Town", article.Source?.Name);
    }

    [Fact]
    public void Posts_of_a_paper_speak_for_nobody_but_their_writers() => Assert.All(
        Page($"<div>{Post("On bread", "Posted by Rosa Diaz on 3 January 2020")}{Post("On roses", "Posted by Ana Lopez on 4 January 2020")}</div>", """<title>Blog | Town Herald</title><meta property="og:site_name" content="Town Herald">""").Statements,
        statement => Assert.Null(statement.Authors.Single().Affiliation));

    [Fact]
    public void A_list_of_releases_without_names_dates_each()
    {
        var article = Page($"<main>{Post("On bread", "3 January 2020")}{Post("On roses", "4 January 2020")}</main>", """<title>Releases</title><meta property="og:site_name" content="Bakers' Union">""");
        Assert.Equal(["2020-01-03", "2020-01-04"], article.Statements.Select(statement => statement.Date?.Edtf));
        Assert.Equal(["Bakers' Union", "Bakers' Union"], article.Statements.Select(statement => statement.Authors.Single().Name));
    }

    [Fact]
    public void Comments_with_names_and_dates_are_no_posts()
    {
        var article = Page($"""<div><div><h1>Bread</h1><p>By Ana Lopez, 3 January 2020</p><p>{Prose}</p><p>{Prose}</p></div><div><h2>Comments</h2><p>by rosa on 4 January 2020</p><p>{Prose}</p></div></div>""", "<title>Bread</title>");
        Assert.Single(article.Statements);
        Assert.Equal("2020-01-03", article.Published?.ToString());
        Assert.Contains(article.LeftOut, passage => passage.Reason == "comment" && article.Passage(passage.Span) == "by rosa on 4 January 2020");
    }

    [Theory]
    [InlineData("Comments (12)")]
    [InlineData("3 Kommentare")]
    [InlineData("Commentaires")]
    [InlineData("Deja un comentario")]
    [InlineData("نظرات")]
    public void Below_such_a_heading_stand_comments(string heading) => Assert.DoesNotContain(
        "nobody listens", Page($"<article><h1>Bread</h1><p>{Prose}</p><p>{Prose}</p><p>{Prose}</p><h3>{heading}</h3><p>I have said so for years and nobody listens to me in this town at all.</p></article>").Statements.Single().Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("""<p><img src="a.jpg"><span class="caption">Ana Lopez at the ovens.</span><span class="credits">Union / Diaz</span></p>""", "caption")]
    [InlineData("""<div class="head__image-source">(Source: Photo Ana Lopez)</div>""", "caption")]
    [InlineData("""<h6><b>Mire: </b><a href="/y">El pan sube otra vez en toda la ciudad</a></h6>""", "teaser")]
    [InlineData("""<p>Lee también...</p><p><a href="/y">El pan sube</a></p>""", "teaser")]
    [InlineData("""<p><a rel="tag" href="/y">See also</a></p>""", "teaser")]
    [InlineData("""<p>¡Mira lo que tiene nuestro canal de YouTube!</p>""", "sharing")]
    public void What_is_no_text_of_the_page_is_left_out_with_its_reason(string mark, string reason)
    {
        var article = Page($"<article><h1>Bread</h1><p>{Prose}</p><p>{Prose}</p>{mark}</article>");
        Assert.Equal($"{Prose}\n\n{Prose}", string.Join("\n\n", MarkdownTests.Rendered(Assert.Single(article.Statements).Body)));
        Assert.All(article.LeftOut.Where(passage => passage.Reason != "title"), passage => Assert.Equal(reason, passage.Reason));
        Assert.Contains(article.LeftOut, passage => passage.Reason == reason);
    }

    [Theory]
    [InlineData("<title>Bread - Baking Days of Town</title><link rel=\"canonical\" href=\"https://bakingdays.example/x\">", "Bread", "Baking Days")]
    [InlineData("<title>Bread - Bakers Union Town</title><link rel=\"canonical\" href=\"https://bakers.example/x\">", "Bread", "Bakers Union Town")] // the whole part names a group
    [InlineData("<title>Bread (neue bäckerei)</title><link rel=\"canonical\" href=\"https://www.neue-baeckerei.example/x\">", "Bread", "neue bäckerei")] // hosts write ä as ae
    [InlineData("<title>Bread - Wine</title><link rel=\"canonical\" href=\"https://example.org/x\">", "Bread - Wine", null)]
    public void A_site_is_named_by_the_part_of_the_title_that_its_host_spells(string head, string title, string? site)
    {
        var article = Page($"<p>{Prose}</p><p>{Prose}</p>", head);
        Assert.Equal((title, site), (article.Title, article.Source?.Name));
        Assert.StartsWith("https://", article.Source?.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Von Ana Lopez am 3. Januar 2020</p>")]
    [InlineData("<div>Datum: 3.1.2020<br>Quelle: Bäckerblatt</div>")]
    public void A_visible_byline_dates_the_page(string byline) =>
        Assert.Equal("2020-01-03", Page($"<h1>Brot</h1>{byline}<p>{Prose}</p><p>{Prose}</p>", "<title>Brot</title>").Published?.ToString());
}
