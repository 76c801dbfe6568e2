using System.Net;

namespace StatementArchive.Web.Tests.Pages;

public sealed class IndexTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    [Fact]
    public async Task Home_counts_what_is_public_and_leads_to_it()
    {
        var (_, page) = await site.OpenAsync("/");
        Assert.StartsWith("51 statements of 5 organisations and 1 person, from 3 articles.", page.Words(".lead"), StringComparison.Ordinal);
        Assert.Equal(5, page.QuerySelectorAll(".hits > li").Length);
        Assert.Equal(5, page.QuerySelectorAll(".names > li").Length);
        Assert.Contains("2 statements are undated.", page.Words("section[aria-labelledby=time]"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("form[role=search]"));
    }

    [Fact]
    public async Task Assets_are_kept_for_good_and_the_fonts_that_are_announced_are_those_of_the_style_sheet()
    {
        var (_, page) = await site.OpenAsync("/");
        using var reader = site.Reader();
        var styles = "";
        foreach (var sheet in page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]"))
        {
            using var response = await reader.GetAsync(sheet.GetAttribute("href"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            if (sheet.GetAttribute("rel") == "stylesheet") styles += await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        Assert.DoesNotContain("//", styles.Replace("*/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var font in page.QuerySelectorAll("link[as=font]").Select(link => link.GetAttribute("href")!))
        {
            Assert.Contains($"url(\"..{font}\")", styles, StringComparison.Ordinal);
            using var response = await reader.GetAsync(font, TestContext.Current.CancellationToken);
            Assert.Equal("font/woff2", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }
}

public sealed class EmptyArchiveTests(EmptySite site) : IClassFixture<EmptySite>
{
    [Theory]
    [InlineData("/", "The archive is empty.")]
    [InlineData("/statements", "The archive is empty.")]
    [InlineData("/statements?q=anything", "No statement has all of this.")]
    [InlineData("/articles", "No article yet")]
    [InlineData("/organisations", "No organisation")]
    [InlineData("/people", "No person")]
    [InlineData("/organisations?q=anything", "No organisation is known under")]
    [InlineData("/sources", "No source yet")]
    [InlineData("/subjects", "No subject yet")]
    public async Task Says_so(string path, string words)
    {
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(words, page.Words("main"), StringComparison.Ordinal);
    }
}

public sealed class SeededArchiveTests(SeededSite site) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task Shows_the_four_statements_of_the_first_article()
    {
        var (_, list) = await site.OpenAsync("/statements?sort=added");
        Assert.Equal(
            [
                "Worker-communist Party of Iran Hekmatist (Official Line)", "Worker-communist Party of Iran Hekmatist",
                "Organisation of the Communist Alternative in Iraq", "Morad Shirin Iranian Revolutionary Marxist Tendency",
            ],
            list.QuerySelectorAll(".hits h2").Select(h => string.Join(' ', h.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
        foreach (var link in list.QuerySelectorAll(".hits h2 a"))
        {
            var (response, page) = await site.OpenAsync(link.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("Workers' Liberty", page.Words(".facts"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ocai")]
    [InlineData("Organisation of Communist Alternative")]
    [InlineData("iraq")]
    public async Task Finds_an_organisation_by_its_names(string text)
    {
        var (_, page) = await site.OpenAsync("/organisations?q=" + Uri.EscapeDataString(text));
        Assert.Equal("Organisation of the Communist Alternative in Iraq", page.Words(".names.tall a"));
    }

    [Fact]
    public async Task Two_parties_of_like_names_stay_two()
    {
        var (_, page) = await site.OpenAsync("/organisations?q=hekmatist");
        Assert.Equal(2, page.QuerySelectorAll(".names.tall li").Length);
        Assert.Single((await site.OpenAsync("/statements?organisation=worker-communist-party-of-iran-hekmatist")).Page.QuerySelectorAll(".hits > li"));
    }
}
