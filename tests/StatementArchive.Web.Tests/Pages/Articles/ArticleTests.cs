using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace StatementArchive.Web.Tests.Pages.Articles;

public sealed class ArticleTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    [Fact]
    public async Task Shows_what_it_says_of_itself_and_where_everything_stood()
    {
        var (_, page) = await site.OpenAsync("/articles/joint-call-on-the-harbour");
        Assert.Equal("Joint call on the harbour closure", page.Words("h1"));
        var facts = page.Words(".facts");
        Assert.Contains("Published 5 March 2019, 09:30", facts, StringComparison.Ordinal);
        Assert.Contains("Submitted by the night desk", facts, StringComparison.Ordinal);
        Assert.Contains("Authors that its byline names Rail Workers of Northport", facts, StringComparison.Ordinal);
        Assert.Contains("into 3 statements, 90% sure next best: one statement, by Harbour News", facts, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("section.preface p"));
        Assert.Equal(3, page.QuerySelectorAll(".hits > li").Length);
        Assert.Equal(["s1", "s2", "s3"], page.QuerySelectorAll(".part.statement").Select(p => p.Id));
        Assert.Equal(2, page.QuerySelectorAll(".part.left-out").Length);
        Assert.Contains("Left out of the statements: title, byline.", page.Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_sent_as_a_file_that_can_do_nothing()
    {
        using var reader = site.Reader();
        using var response = await reader.GetAsync("/articles/joint-call-on-the-harbour/original", TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("<p>joint-call-on-the-harbour</p><script>alert('kept')</script>"u8.ToArray(), bytes);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "joint-call-on-the-harbour.html"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("nosniff", string.Join(' ', response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Answers_head_and_conditional_requests_for_its_file()
    {
        using var reader = site.Reader();
        using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/articles/joint-call-on-the-harbour/original"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(62, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/articles/joint-call-on-the-harbour/original");
        again.Headers.IfNoneMatch.Add(head.Headers.ETag!);
        using var same = await reader.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using var part = new HttpRequestMessage(HttpMethod.Get, "/articles/joint-call-on-the-harbour/original") { Headers = { Range = new RangeHeaderValue(0, 2) } };
        using var some = await reader.SendAsync(part, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.PartialContent, "<p>"), (some.StatusCode, await some.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Shows_every_capture_of_its_bytes_and_nothing_of_the_files_that_held_them()
    {
        var (_, page) = await site.OpenAsync("/articles/joint-call-on-the-harbour");
        Assert.Equal("time not known https://mirror.example/call 6 March 2019, 08:00Z https://harbour.example/call 1 January 2020", page.Words("#captures"));
        Assert.Equal(["https://mirror.example/call", "https://harbour.example/call"], page.QuerySelectorAll("#captures a").Select(a => a.GetAttribute("href")));
        Assert.DoesNotContain(FixtureArchive.Unseen, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Null((await site.OpenAsync("/articles/untitled")).Page.QuerySelector("#captures"));
    }

    [Fact]
    public async Task Shows_the_subjects_of_its_public_statements()
    {
        var (_, page) = await site.OpenAsync("/articles/joint-call-on-the-harbour");
        Assert.Contains("Subjects Harbour closure بستن بندر (inferred) evidence Harbour closure given by an archivist 100% sure", page.Words(".facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("Subject", (await site.OpenAsync("/articles/untitled")).Page.Words(".facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_title_it_still_has_a_name_and_no_address_that_runs()
    {
        var (_, page) = await site.OpenAsync("/articles/untitled");
        Assert.Equal("Untitled article", page.Words("h1"));
        Assert.DoesNotContain("javascript:", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Source not known", page.Words(".facts"), StringComparison.Ordinal);
    }
}
