using System.Net;

namespace StatementArchive.Web.Tests.Pages.Subjects;

public sealed class SubjectTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    private const string Assembly = "/subjects/freedom-of-assembly-in-northport-in-southport-and-in-the-federation-of-seaside-municipalities-2018-2021";

    [Fact]
    public async Task The_list_counts_what_is_public_by_name()
    {
        var (_, page) = await site.OpenAsync("/subjects");
        Assert.Equal("3 subjects", page.Words(".over"));
        Assert.Equal(
            ["Freedom of assembly in Northport, in Southport and in the Federation of Seaside Municipalities, 2018–2021 45 statements", "Harbour closure 2 statements", "بستن بندر 1 statement"],
            page.QuerySelectorAll(".names li").Select(li => li.TextContent.Trim()));
        Assert.Equal("Subjects", page.Words("nav[aria-label=Main] [aria-current=page]"));
    }

    [Fact]
    public async Task Shows_its_statements_newest_first_and_the_organisations_that_spoke()
    {
        var (_, page) = await site.OpenAsync("/subjects/harbour-closure");
        Assert.Equal("Harbour closure", page.Words("h1"));
        Assert.Equal(["/statements/ada-lindqvist-northport", "/statements/northport-joint"], page.QuerySelectorAll(".hits h3 a").Select(a => a.GetAttribute("href")));
        Assert.Equal("2 statements, newest first", page.Words("#statements"));
        Assert.Equal(["/organisations/rail-workers-of-northport", "/organisations/committee-for-the-freedom-of-assembly"], page.QuerySelectorAll(".names a:not(.count)").Select(a => a.GetAttribute("href")));
        Assert.Equal("/statements?organisation=rail-workers-of-northport&subject=harbour-closure", page.QuerySelector(".names a.count")!.GetAttribute("href"));
        Assert.StartsWith("2 statements", (await site.OpenAsync("/statements?organisation=rail-workers-of-northport&subject=harbour-closure")).Page.Words("[role=status]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leads_to_all_of_them_and_to_those_of_a_time()
    {
        var (_, page) = await site.OpenAsync(Assembly);
        Assert.Equal(20, page.QuerySelectorAll(".hits > li").Length);
        Assert.Equal("All 45 statements, to search and to filter", page.Words("main > div > section > .more"));
        var (_, all) = await site.OpenAsync(page.QuerySelector(".text > .more a")!.GetAttribute("href")!);
        Assert.StartsWith("45 statements", all.Words("[role=status]"), StringComparison.Ordinal);
        foreach (var bar in page.QuerySelectorAll(".timeline a"))
        {
            var (_, list) = await site.OpenAsync(bar.GetAttribute("href")!);
            Assert.Equal(bar.Words(".unseen").Split(": ")[1].Split(' ')[0], list.Words("[role=status]").Split(' ')[0]);
        }
        Assert.NotEmpty(page.QuerySelectorAll(".timeline a"));
    }

    [Theory]
    [InlineData("/subjects?p=2", HttpStatusCode.NotFound)]
    [InlineData("/subjects?p=0", HttpStatusCode.BadRequest)]
    [InlineData("/subjects/HARBOUR-CLOSURE", HttpStatusCode.NotFound)]
    [InlineData("/subjects/%D8%A8%D8%B3%D8%AA%D9%86-%D8%A8%D9%86%D8%AF%D8%B1", HttpStatusCode.OK)]
    public async Task Answers(string path, HttpStatusCode expected) => Assert.Equal(expected, (await site.OpenAsync(path)).Response.StatusCode);
}
