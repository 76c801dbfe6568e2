using System.Globalization;
using System.Net;
using AngleSharp.Dom;

namespace StatementArchive.Web.Tests.Pages.Statements;

public sealed class IndexTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    // 3 of the joint call, 3 of the untitled article, and the bulletins.
    private const int All = 6 + FixtureArchive.ManyStatements;

    [Theory]
    [InlineData("", All)]
    [InlineData("organisation=rail-workers-of-northport", 2)] // its own and its person's
    [InlineData("author=rail-workers-of-northport", 1)] // its own alone
    [InlineData("author=ada-lindqvist", 1)]
    [InlineData("author=ada-lindqvist&author=rail-workers-of-northport", 2)] // OR within
    [InlineData("author=ada-lindqvist&organisation=rail-workers-of-northport", 1)] // AND between
    [InlineData("author=ada-lindqvist&organisation=hezb-karegaran-darya", 0)]
    [InlineData("organisation=rail-workers-of-northport&organisation=hezb-karegaran-darya", 3)]
    [InlineData("source=harbour-news", 3)]
    [InlineData("source=harbour-news&source=bulletin-ocean", 3 + FixtureArchive.ManyStatements)]
    [InlineData("subject=harbour-closure", 2)]
    [InlineData("subject=harbour-closure&organisation=hezb-karegaran-darya", 0)]
    [InlineData("subject=harbour-closure&subject=freedom-of-assembly-in-northport-in-southport-and-in-the-federation-of-seaside-municipalities-2018-2021", 2 + FixtureArchive.ManyStatements)]
    [InlineData("q=subject%3Aharbour", 2)]
    [InlineData("q=subject%3A%22harbour closure%22 -signalmen", 1)]
    [InlineData("year=2018", 15)]
    [InlineData("year=2019", 15 + 4)] // what may be of 2018 as well is of the last year that it can be
    [InlineData("year=2018&year=2019", 15 + 15 + 4)]
    [InlineData("year=2018&subject=harbour-closure", 0)]
    [InlineData("year=1900", 0)]
    [InlineData("year=2018&from=2018-05-01", 10)]
    [InlineData("from=2019-03-04&to=2019-03-04", 2)] // the month meets it, and what has no beginning
    [InlineData("from=2019-03-06&to=2019-03-31", 1)]
    [InlineData("from=2019-03&to=2019-03", 3)]
    [InlineData("from=2018-12-31&to=2018-12-31", 2)]
    [InlineData("from=2021", 0)]
    [InlineData("to=1900", 1)] // no later than …
    [InlineData("q=signalmen", 1)]
    [InlineData("q=SIGNALMEN nobody", 1)]
    [InlineData("q=%22nobody asked%22", 1)]
    [InlineData("q=%22asked nobody%22", 0)]
    [InlineData("q=emancipes", 1)] // by its author's name, without accents
    [InlineData("q=بندر", 1)]
    [InlineData("q=bulletin %22number 7 on%22", 1)]
    [InlineData("q=100%25", 0)] // no pattern
    [InlineData("q=_", 0)]
    [InlineData("q=!!!", 0)]
    [InlineData("q=bulletin&organisation=committee-for-the-freedom-of-assembly&from=2019&source=bulletin-ocean&to=2019", 15)]
    public async Task Filters_combine(string query, int? expected)
    {
        var (response, page) = await site.OpenAsync("/statements?" + query);
        if (expected is not { } count)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            return;
        }
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Math.Min(20, count), page.QuerySelectorAll(".hits > li").Length);
        Assert.StartsWith(count == 0 ? "No statement" : $"{count} statement", page.Words("[role=status]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=abc", "from", "year-month-day")]
    [InlineData("from=2020-02-30", "from", "a day of the calendar")]
    [InlineData("to=2020-13", "to", "year-month-day")]
    [InlineData("from=2020-01-02&to=2020-01-01", "from", "not after")]
    [InlineData("p=-1", "p", "whole number from 1")]
    [InlineData("p=0", "p", "whole number from 1")]
    [InlineData("p=1e3", "p", "whole number from 1")]
    [InlineData("p=99999999", "p", "whole number from 1")]
    [InlineData("p=99999999999999999999999", "p", "whole number from 1")]
    [InlineData("p=1&p=2", "p", "one value")]
    [InlineData("sort=sideways", "sort", "relevance, newest, oldest, added")]
    [InlineData("sort=1", "sort", "relevance, newest, oldest, added")]
    [InlineData("organisation=no-such", "organisation", "an organisation that the archive has")]
    [InlineData("organisation=ada-lindqvist", "organisation", "an organisation that the archive has")]
    [InlineData("author=no-such", "author", "a person or an organisation")]
    [InlineData("source=no-such", "source", "a source")]
    [InlineData("subject=no-such", "subject", "a subject that the archive has")]
    [InlineData("year=MMXX", "year", "a year in four digits")]
    [InlineData("year=2020&year=20200", "year", "a year in four digits")]
    [InlineData("q=a%00b", "q", "control characters")]
    [InlineData("q=%ED%A0%80x", "q", "UTF-8")]
    [InlineData("q=%FF%FEx", "q", "UTF-8")]
    [InlineData("q=a&q=b", "q", "one value")]
    public async Task Wrong_values_are_named_with_what_is_expected(string query, string parameter, string expected)
    {
        var (response, page) = await site.OpenAsync("/statements?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, page.QuerySelector(".refusals code")!.TextContent);
        Assert.Contains(expected, page.Words(".refusals"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[role=search]"));
    }

    [Fact]
    public async Task Too_long_and_too_many_is_refused()
    {
        var (tooLong, _) = await site.OpenAsync("/statements?q=" + new string('a', 2001));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        var (longest, _) = await site.OpenAsync("/statements?q=" + new string('a', 2000));
        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        var (tooMany, page) = await site.OpenAsync("/statements?" + string.Join('&', Enumerable.Range(1, 21).Select(i => $"author=a{i}")));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Contains("at most 20 values", page.Words(".refusals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_address_is_offered_without_what_was_wrong()
    {
        var (_, page) = await site.OpenAsync("/statements?q=bulletin&from=never&source=no-such&source=bulletin-ocean");
        var link = page.QuerySelector(".refusals + p a")!.GetAttribute("href")!;
        // The dates are looked at first; then what the archive has to know.
        Assert.Equal("/statements?q=bulletin&source=no-such&source=bulletin-ocean", link);
        (_, page) = await site.OpenAsync(link);
        Assert.Equal("/statements?q=bulletin&source=bulletin-ocean", page.QuerySelector(".refusals + p a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Pages_show_every_statement_once_in_every_order()
    {
        foreach (var sort in new[] { "newest", "oldest", "added" })
        {
            var seen = new List<string>();
            var path = $"/statements?sort={sort}";
            while (path is not null)
            {
                var (_, page) = await site.OpenAsync(path);
                seen.AddRange(page.QuerySelectorAll(".hits h2 a").Select(a => a.GetAttribute("href")!));
                path = page.QuerySelector(".pager [rel=next]")?.GetAttribute("href");
            }
            Assert.Equal(All, seen.Count);
            Assert.Equal(All, seen.Distinct().Count());
        }
    }

    [Fact]
    public async Task Dates_order_and_what_is_undated_stands_last()
    {
        var (_, newest) = await site.OpenAsync("/statements?p=3");
        var (_, oldest) = await site.OpenAsync("/statements?sort=oldest&p=3");
        string[] undated = ["/statements/dockers-undated", "/statements/by-nobody"];
        Assert.Equal(undated, newest.QuerySelectorAll(".hits h2 a").TakeLast(2).Select(a => a.GetAttribute("href")));
        Assert.Equal(undated, oldest.QuerySelectorAll(".hits h2 a").TakeLast(2).Select(a => a.GetAttribute("href")));
        var (_, first) = await site.OpenAsync("/statements?sort=oldest");
        Assert.Equal("/statements/bulletin-01", first.QuerySelector(".hits h2 a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Paging_keeps_the_filters_and_says_where_the_list_ends()
    {
        var (_, page) = await site.OpenAsync("/statements?organisation=committee-for-the-freedom-of-assembly&p=2");
        Assert.Equal("/statements?organisation=committee-for-the-freedom-of-assembly&p=3", page.QuerySelector(".pager [rel=next]")!.GetAttribute("href"));
        Assert.Equal("/statements?organisation=committee-for-the-freedom-of-assembly", page.QuerySelector(".pager [rel=prev]")!.GetAttribute("href"));
        var (response, beyond) = await site.OpenAsync("/statements?organisation=committee-for-the-freedom-of-assembly&p=4");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("ends with page 3", beyond.Words("main"), StringComparison.Ordinal);
        Assert.NotNull(beyond.QuerySelector("a[href='/statements?organisation=committee-for-the-freedom-of-assembly&p=3']"));
    }

    [Fact]
    public async Task Every_count_is_the_length_of_the_list_it_leads_to()
    {
        foreach (var start in new[] { "/statements", "/statements?source=harbour-news", "/statements?q=the&from=2019", "/statements?organisation=rail-workers-of-northport", "/statements?subject=harbour-closure", "/statements?year=2018&source=bulletin-ocean" })
        {
            var (_, page) = await site.OpenAsync(start);
            var values = page.QuerySelectorAll("a.value:not([aria-current])").ToList();
            Assert.NotEmpty(values);
            foreach (var value in values)
            {
                var facet = value.Closest("section")!.GetAttribute("aria-labelledby")!["facet-".Length..];
                var slug = value.GetAttribute("href")!.Split('&', '?').Last(pair => pair.StartsWith(facet + "=", StringComparison.Ordinal)).Split('=')[1];
                // A count is what the value alone would show together with the other facets.
                var others = start.Split('?').ElementAtOrDefault(1)?.Split('&').Where(pair => !pair.StartsWith(facet + "=", StringComparison.Ordinal)) ?? [];
                var (_, list) = await site.OpenAsync("/statements?" + string.Join('&', others.Append($"{facet}={slug}")));
                Assert.Equal(value.Words(".count").Split(' ')[0], list.Words("[role=status]").Split(' ')[0]);
            }
        }
    }

    [Fact]
    public async Task A_second_value_of_a_facet_can_be_chosen_and_a_chip_takes_it_away()
    {
        var (_, one) = await site.OpenAsync("/statements?organisation=hezb-karegaran-darya");
        var other = one.QuerySelectorAll("section[aria-labelledby=facet-organisation] a.value").Single(a => a.TextContent.Contains("Rail Workers", StringComparison.Ordinal));
        var (_, two) = await site.OpenAsync(other.GetAttribute("href")!);
        Assert.StartsWith("3 statements", two.Words("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(2, two.QuerySelectorAll("section[aria-labelledby=facet-organisation] a.value[aria-current=true]").Length);
        Assert.Equal("/statements?organisation=rail-workers-of-northport", two.QuerySelectorAll(".chip").Single(c => c.TextContent.Contains("حزب", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task Years_stand_newest_first_and_are_chosen_and_given_up_like_other_values()
    {
        var (_, page) = await site.OpenAsync("/statements?year=2018");
        Assert.Equal(["Add 2020", "Add 2019", "Remove 2018"], page.QuerySelectorAll("section[aria-labelledby=facet-year] .value-name").Select(e => string.Join(' ', e.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("/statements?year=2018&year=2020", page.QuerySelector("section[aria-labelledby=facet-year] a.value")!.GetAttribute("href"));
        Assert.Equal("Remove Year 2018 ×", page.Words(".chip"));
        Assert.Equal("/statements", page.QuerySelector(".chip")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Subjects_narrow_the_list_and_a_chip_takes_one_away()
    {
        var (_, page) = await site.OpenAsync("/statements?subject=harbour-closure&year=2019");
        Assert.Equal("Remove Subject Harbour closure ×", page.Words(".chip[href='/statements?year=2019']"));
        Assert.Equal("بستن بندر", page.QuerySelector("section[aria-labelledby=facet-subject] li:last-child bdi")!.TextContent);
    }

    [Fact]
    public async Task The_form_of_the_range_keeps_what_was_chosen_and_leaves_no_empty_fields_in_the_address()
    {
        var (_, page) = await site.OpenAsync("/statements?q=harbour&organisation=rail-workers-of-northport&p=1");
        var kept = page.QuerySelectorAll(".range input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}");
        Assert.Equal(["q=harbour", "organisation=rail-workers-of-northport"], kept);
        var (response, _) = await site.OpenAsync("/statements?q=harbour&organisation=rail-workers-of-northport&from=2019-01-01&to=");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/statements?q=harbour&organisation=rail-workers-of-northport&from=2019-01-01", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("q=singalmen", "signalmen", "/statements?q=signalmen")]
    [InlineData("q=singalmen&source=harbour-news&from=2019-01-01&sort=oldest", "signalmen", "/statements?q=signalmen&source=harbour-news&from=2019-01-01&sort=oldest")] // the filters stay
    [InlineData("q=ada%20lindkvist", "Ada Lindqvist", "/statements?q=Ada%20Lindqvist")]
    [InlineData("q=کارگان", "کارگران", "/statements?q=%DA%A9%D8%A7%D8%B1%DA%AF%D8%B1%D8%A7%D9%86")]
    [InlineData("q=singalmen&source=bulletin-ocean")] // not there
    [InlineData("q=signalmen")]
    [InlineData("q=bulletin")]
    [InlineData("")]
    public async Task What_may_have_been_meant_stands_above_a_list_of_few(string query, params string[] expected)
    {
        var (_, page) = await site.OpenAsync("/statements?" + query);
        Assert.Equal(expected, page.QuerySelectorAll(".instead a").SelectMany(link => new[] { link.TextContent, link.GetAttribute("href")! }));
        if (expected.Length == 0) return;
        Assert.Equal($"Did you mean {expected[0]}?", page.Words(".instead"));
        Assert.StartsWith("1 statement", (await site.OpenAsync(expected[1])).Page.Words("[role=status]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_marks_what_it_met()
    {
        var (_, page) = await site.OpenAsync("/statements?q=" + Uri.EscapeDataString("SIGNALMEN"));
        Assert.Equal(["signalmen", "signalmen"], page.QuerySelectorAll("mark").Select(m => m.TextContent));
    }

    [Fact]
    public async Task Bars_over_time_hold_every_dated_statement()
    {
        var (_, page) = await site.OpenAsync("/statements");
        var counts = page.QuerySelectorAll(".timeline .unseen").Select(e => e.TextContent.Split(": ")[1]).Where(words => words != "none")
            .Select(words => int.Parse(words.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Equal(All - 2, counts.Sum());
    }

    [Fact]
    public async Task Parameters_that_nobody_asks_for_are_let_be()
    {
        var (response, page) = await site.OpenAsync("/statements?utm_source=x&fbclid=%00");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/statements", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_page_that_only_reads_takes_no_post()
    {
        using var reader = site.Reader();
        using var response = await reader.PostAsync("/statements", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
