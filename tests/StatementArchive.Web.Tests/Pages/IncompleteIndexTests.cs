using System.Net;

namespace StatementArchive.Web.Tests.Pages;

public sealed class IncompleteIndexTests(SiteWithoutIndex site) : IClassFixture<SiteWithoutIndex>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/statements")]
    [InlineData("/statements?q=assembly")]
    [InlineData("/organisations/rail-workers-of-northport")]
    [InlineData("/people/ada-lindqvist")]
    [InlineData("/subjects/harbour-closure")]
    [InlineData("/organisations")]
    [InlineData("/people")]
    [InlineData("/sources")]
    [InlineData("/subjects")]
    public async Task A_page_that_the_index_tells_says_that_more_may_be_in_the_archive(string path)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("may well be in the archive", page.Words(".notice[role=status]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/statements/northport-joint")]
    [InlineData("/statements/northport-joint?q=harbour")]
    [InlineData("/articles/joint-call-on-the-harbour")]
    public async Task A_page_that_the_database_tells_says_nothing_of_it(string path)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(page.QuerySelectorAll(".notice"));
    }
}
