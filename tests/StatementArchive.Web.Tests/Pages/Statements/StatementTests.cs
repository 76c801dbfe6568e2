using System.Net;

namespace StatementArchive.Web.Tests.Pages.Statements;

public sealed class StatementTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    [Fact]
    public async Task Shows_joint_authors_date_source_evidence_and_what_was_not_taken()
    {
        var (response, page) = await site.OpenAsync("/statements/northport-joint");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Rail Workers of Northport and Committee for the Freedom of Assembly", page.Words("h1"));
        var facts = page.Words(".facts");
        Assert.Contains("Authors, jointly Rail Workers of Northport and Committee for the Freedom of Assembly", facts, StringComparison.Ordinal);
        Assert.Contains("Date 3 March 2019 its closing lines say so", facts, StringComparison.Ordinal);
        Assert.Contains("rule signoff-date 98% sure", facts, StringComparison.Ordinal);
        Assert.Contains("Not taken: Harbour News.", facts, StringComparison.Ordinal);
        Assert.Contains("Source Harbour News, 5 March 2019", facts, StringComparison.Ordinal);
        Assert.Contains("characters 260–310", facts, StringComparison.Ordinal);
        Assert.Equal("2019-03-03", page.QuerySelector(".facts time")!.GetAttribute("datetime"));
        Assert.NotNull(page.QuerySelector("a[href='/articles/joint-call-on-the-harbour#s1']"));
        Assert.NotNull(page.QuerySelector("a[href='/articles/joint-call-on-the-harbour/original']"));
        Assert.NotNull(page.QuerySelector("a[href='https://harbour.example/joint-call-on-the-harbour'][rel~=noreferrer]"));
        Assert.Equal("/statements/northport-joint", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("To everyone in Northport. The harbour is closed, and with it the market. Rail Workers of Northport Committee for the Freedom of Assembly 3 March 2019", page.QuerySelector("meta[name=description]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task Shows_its_subjects_with_who_put_it_there_and_a_guess_as_one()
    {
        var (_, page) = await site.OpenAsync("/statements/northport-joint");
        Assert.Contains("Subjects Harbour closure بستن بندر (inferred) evidence Harbour closure given by an archivist 100% sure بستن بندر rule guessed 50% sure", page.Words(".facts"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".facts a[href='/subjects/harbour-closure']"));
        Assert.Single(page.QuerySelectorAll(".facts li .sure.guess"));
        var (_, other) = await site.OpenAsync("/statements/ada-lindqvist-northport");
        Assert.Contains("Subject Harbour closure evidence Harbour closure given by an archivist 100% sure", other.Words(".facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("Subject", (await site.OpenAsync("/statements/by-nobody")).Page.Words(".facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_those_who_signed_apart_from_the_authors()
    {
        var (_, page) = await site.OpenAsync("/statements/northport-joint");
        Assert.Equal("2 signatories", page.Words(".signatories h2"));
        Assert.Equal(["Ada Lindqvist, signalwoman", "یاور آزاد"], page.QuerySelectorAll(".signatories li").Select(li => li.TextContent.Trim()));
        Assert.DoesNotContain("signalwoman", page.Words(".facts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada-lindqvist-northport", "hezb-karegaran-darya-2019-03", "Persian")]
    [InlineData("hezb-karegaran-darya-2019-03", "ada-lindqvist-northport", "English, the first in the article")]
    public async Task Links_the_same_statement_in_other_languages(string slug, string other, string shown)
    {
        var (_, page) = await site.OpenAsync("/statements/" + slug);
        Assert.Contains($"In other languages {shown}", page.Words(".facts"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($".facts a[hreflang][href='/statements/{other}']"));
        Assert.DoesNotContain("Italian", page.Words(".facts"), StringComparison.Ordinal); // a draft
    }

    [Fact]
    public async Task Sets_the_text_in_numbered_paragraphs_with_its_sign_off_apart()
    {
        var (_, page) = await site.OpenAsync("/statements/northport-joint");
        Assert.Equal(["p1", "p2", "p3"], page.QuerySelectorAll(".prose > *").Select(p => p.Id));
        Assert.Equal("p3", page.QuerySelector(".signoff")!.Id);
        Assert.Equal(2, page.QuerySelectorAll(".signoff br").Length);
        Assert.Equal("#p2", page.QuerySelector("#p2 > .pin")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Marks_what_is_inferred()
    {
        var (_, page) = await site.OpenAsync("/statements/ada-lindqvist-northport");
        Assert.Equal("Ada Lindqvist", page.Words("h1"));
        Assert.Contains("Author Ada Lindqvist, Rail Workers of Northport", page.Words(".facts"), StringComparison.Ordinal);
        Assert.Contains("no later than 5 March 2019 (inferred)", page.Words(".facts"), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".facts .sure.guess"));
        var (_, list) = await site.OpenAsync("/statements?author=ada-lindqvist");
        Assert.Equal("no later than 5 Mar 2019 (inferred)", list.Words(".hits .date"));
    }

    [Fact]
    public async Task Walks_through_the_article_past_what_is_not_public()
    {
        var (_, first) = await site.OpenAsync("/statements/northport-joint");
        Assert.Equal("Statement 1 of 3 in Joint call on the harbour closure", first.Words("header .over"));
        Assert.Null(first.QuerySelector("[rel=prev]"));
        Assert.Equal("/statements/ada-lindqvist-northport", first.QuerySelector("[rel=next]")!.GetAttribute("href"));
        var (_, last) = await site.OpenAsync("/statements/hezb-karegaran-darya-2019-03");
        Assert.Null(last.QuerySelector("[rel=next]"));
        Assert.Equal("/statements/ada-lindqvist-northport", last.QuerySelector("[rel=prev]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Sets_Persian_from_the_right_even_where_it_begins_with_a_Latin_name()
    {
        var (_, page) = await site.OpenAsync("/statements/hezb-karegaran-darya-2019-03");
        var prose = page.QuerySelector(".prose")!;
        Assert.Equal(("fa", "rtl"), (prose.GetAttribute("lang"), prose.GetAttribute("dir")));
        Assert.Null(page.QuerySelector("#p2")!.GetAttribute("dir"));
        Assert.Equal("March 2019", page.Words(".facts time"));
    }

    [Fact]
    public async Task Shows_hostile_text_as_words()
    {
        var (_, page) = await site.OpenAsync("/statements/dockers-undated");
        Assert.Equal("What we <want> & “need”", page.Words("h1"));
        Assert.Contains("<script>alert(1)</script> and <img src=x onerror=alert(2)> stay words.", page.Words(".prose"), StringComparison.Ordinal);
        Assert.Equal(["https://example.org/", "https://tracker.example/p.png"], page.QuerySelectorAll(".prose a:not(.pin)").Select(a => a.GetAttribute("href")).Order());
        Assert.Equal("Hold the line! Open the harbour! No one alone!", page.Words(".slogans"));
        Assert.Contains("undated", page.Words(".facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/statements/no-such")]
    [InlineData("/statements/NORTHPORT-JOINT")]
    [InlineData("/statements/a%2F..%2Fb")]
    [InlineData("/statements/%D8%B3%D9%84%D8%A7%D9%85")]
    [InlineData("/articles/no-such")]
    [InlineData("/articles/no-such/original")]
    [InlineData("/organisations/ada-lindqvist")]
    [InlineData("/people/rail-workers-of-northport")]
    [InlineData("/sources/no-such")]
    [InlineData("/subjects/no-such")]
    [InlineData("/no/such/place")]
    [InlineData("/problem/500")]
    public async Task What_is_not_there_is_a_404_that_offers_the_search(string path)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Nothing stands at this address", page.Words("h1"));
        Assert.NotNull(page.QuerySelector("main form[role=search][action='/statements'] input[name=q]"));
    }
}
