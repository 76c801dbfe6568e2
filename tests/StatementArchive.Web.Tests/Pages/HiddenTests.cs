using System.Net;

namespace StatementArchive.Web.Tests.Pages;

/// <summary>What is not published is not there: neither by its address, nor as a filter, nor in a search.</summary>
public sealed class HiddenTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    [Theory]
    [InlineData("/statements/hidden-in-public-article")]
    [InlineData("/statements/published-in-hidden-article")]
    [InlineData("/articles/hidden-article")]
    [InlineData("/articles/hidden-article/original")]
    [InlineData("/organisations/hidden-party")]
    [InlineData("/people/hidden-person")]
    [InlineData("/people/hidden-speaker")]
    [InlineData("/sources/zzunseen-paper")]
    [InlineData("/subjects/zzunseen-subject")]
    public async Task Is_not_found_by_address(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.OpenAsync(path)).Response.StatusCode);

    [Theory]
    [InlineData("organisation=hidden-party")]
    [InlineData("author=hidden-person")]
    [InlineData("source=zzunseen-paper")]
    [InlineData("subject=zzunseen-subject")]
    public async Task Is_no_value_of_a_filter(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await site.OpenAsync("/statements?" + query)).Response.StatusCode);

    [Theory]
    [InlineData("/statements?q=" + FixtureArchive.Unseen)]
    [InlineData("/organisations?q=" + FixtureArchive.Unseen)]
    [InlineData("/people?q=" + FixtureArchive.Unseen)]
    public async Task Is_not_found_by_words(string path)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(page.QuerySelectorAll(".hits > li, .names > li"));
    }

    [Theory]
    [InlineData("zzunsen")] // misspelt
    [InlineData("zzunseen Persn")]
    [InlineData("zzunsene Railway Frnt")]
    public async Task Is_not_what_may_have_been_meant(string typed)
    {
        var (_, page) = await site.OpenAsync("/statements?q=" + typed);
        Assert.Empty(page.QuerySelectorAll(".instead a"));
    }

    [Fact]
    public async Task A_name_met_only_in_drafts_is_not_shown_with_a_public_author()
    {
        var (_, page) = await site.OpenAsync("/organisations/rail-workers-of-northport");
        Assert.DoesNotContain(FixtureArchive.Unseen, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("Ada Lindqvist 1 statement", page.Words(".facts .names"));
    }
}
