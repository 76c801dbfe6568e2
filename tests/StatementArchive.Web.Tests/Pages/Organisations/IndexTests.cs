using System.Net;

namespace StatementArchive.Web.Tests.Pages.Organisations;

public sealed class IndexTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    [Theory]
    [InlineData("", "committee-for-the-freedom-of-assembly federation-des-dockers-emancipes hezb-karegaran-darya long-name rail-workers-of-northport")]
    [InlineData("q=", "committee-for-the-freedom-of-assembly federation-des-dockers-emancipes hezb-karegaran-darya long-name rail-workers-of-northport")]
    [InlineData("q=rail", "rail-workers-of-northport")]
    [InlineData("q=RWN", "rail-workers-of-northport")] // an attested acronym
    [InlineData("q=rwn", "rail-workers-of-northport")]
    [InlineData("q=R.W.N.", "rail-workers-of-northport")]
    [InlineData("q=railwaymen", "rail-workers-of-northport")] // a form that is only suggested
    [InlineData("q=CFA", "committee-for-the-freedom-of-assembly")] // the initials of its name
    [InlineData("q=northport workers", "rail-workers-of-northport")] // parts, in any order
    [InlineData("q=federation des dockers emancipes", "federation-des-dockers-emancipes")] // without accents
    [InlineData("q=ÉMANCIPÉS", "federation-des-dockers-emancipes")]
    [InlineData("q=دریا", "hezb-karegaran-darya")]
    [InlineData("q=posted undocumented", "long-name")]
    [InlineData("q=lindqvist", "")]
    public async Task Finds_by_any_form_acronym_or_part(string query, string slugs)
    {
        var (response, page) = await site.OpenAsync("/organisations?" + query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(slugs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), page.QuerySelectorAll(".names.tall a").Select(a => a.GetAttribute("href")!.Split('/')[^1]).Order());
    }

    [Theory]
    [InlineData("/organisations?q=%00", "q")]
    [InlineData("/organisations?p=0", "p")]
    [InlineData("/people?p=x", "p")]
    [InlineData("/people?q=%FF", "q")]
    [InlineData("/articles?p=-1", "p")]
    [InlineData("/sources?p=1.5", "p")]
    [InlineData("/sources/harbour-news?p=two", "p")]
    public async Task Wrong_values_are_named(string path, string parameter)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, page.QuerySelector(".refusals code")!.TextContent);
    }

    [Theory]
    [InlineData("/organisations?p=2")]
    [InlineData("/people?p=2")]
    [InlineData("/articles?p=2")]
    [InlineData("/sources?p=2")]
    [InlineData("/sources/harbour-news?p=2")]
    public async Task Pages_beyond_the_last_are_not_found(string path)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("ends with page 1", page.Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_by_which_name_it_was_found_and_counts_its_peoples_statements()
    {
        var (_, page) = await site.OpenAsync("/organisations?q=railwaymen");
        Assert.Equal("Rail Workers of Northport also Northport Railwaymen 2 statements", page.Words(".names.tall li"));
    }

    [Fact]
    public async Task An_organisations_page_tells_attested_names_from_suggestions()
    {
        var (_, page) = await site.OpenAsync("/organisations/rail-workers-of-northport");
        Assert.Equal(["RWN", "Rail Workers of Northport"], page.QuerySelectorAll("section[aria-labelledby=names] .form").Select(f => f.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal(["Northport Railwaymen"], page.QuerySelectorAll("section[aria-labelledby=suggestions] .form").Select(f => f.TextContent));
        Assert.Contains("as an acronym: Joint call on the harbour closure", page.Words("section[aria-labelledby=names]"), StringComparison.Ordinal);
        Assert.Equal(["/people/ada-lindqvist"], page.QuerySelectorAll("section[aria-labelledby=related] a").Select(a => a.GetAttribute("href")));
        Assert.Equal(2, page.QuerySelectorAll(".hits > li").Length);
    }

    [Fact]
    public async Task A_persons_page_shows_for_whom_they_spoke()
    {
        var (_, page) = await site.OpenAsync("/people/ada-lindqvist");
        Assert.Equal(["/organisations/rail-workers-of-northport"], page.QuerySelectorAll("section[aria-labelledby=related] a").Select(a => a.GetAttribute("href")));
        Assert.Single(page.QuerySelectorAll(".hits > li"));
    }
}
