using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StatementArchive.Browser.Tests;

/// <summary>The box, the facets, the picture over time and the marks, in a real browser.</summary>
public sealed class SearchTests(Browser browser, BrowsableFixtureSite site) : IClassFixture<BrowsableFixtureSite>
{
    [Fact]
    public async Task Narrows_a_search_by_the_picture_and_by_years_and_widens_it_again()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SearchAsync(page, "bulletins");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("45 statements found");
        await Assertions.Expect(page.Locator(".hits mark").First).ToHaveTextAsync("Bulletin");

        await page.Locator(".timeline a").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("q=bulletins&from=2018-01-01&to=2018-01-31$"));
        await Assertions.Expect(Status(page)).ToHaveTextAsync("5 statements found");
        await page.Locator(".chip", new() { HasText = "From" }).ClickAsync();
        await page.Locator(".chip", new() { HasText = "To" }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("45 statements found");

        var years = page.GetByRole(AriaRole.Region, new() { Name = "Year", Exact = true });
        await years.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("2018") }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("15 statements found");
        await years.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("2020") }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("30 statements found");
        await page.Locator(".chip", new() { HasText = "2018" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("q=bulletins&year=2020$"));
        await Assertions.Expect(Status(page)).ToHaveTextAsync("15 statements found");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Finds_persian_however_it_is_typed_and_goes_through_the_marks()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SearchAsync(page, "كارگران OR \"سازمان ها\"");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("1 statement found");
        await Assertions.Expect(page.Locator(".hits .say")).ToHaveAttributeAsync("dir", "rtl");
        Assert.Contains("کارگران", await page.Locator(".hits mark").AllTextContentsAsync());
        Assert.Contains("سازمان\u200cها", await page.Locator(".hits mark").AllTextContentsAsync());

        var languages = page.GetByRole(AriaRole.Region, new() { Name = "Language", Exact = true });
        await languages.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Persian") }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(2);
        await page.Locator(".hits h2 a").ClickAsync();
        await Assertions.Expect(page.Locator(".prose mark").First).ToHaveTextAsync("کارگران");
        Assert.Equal("rtl", await page.Locator(".prose mark").First.EvaluateAsync<string>("mark => getComputedStyle(mark).direction"));
        await page.Locator("a[href='#hit2']").ClickAsync();
        await Assertions.Expect(page.Locator("#hit2")).ToHaveTextAsync("سازمان\u200cها");
        await Assertions.Expect(page.Locator("#hit2")).ToBeInViewportAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Switches_a_name_form_off_in_the_list_and_in_the_statement()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SearchAsync(page, "RWN");
        await Assertions.Expect(page.Locator(".hits mark").First).ToHaveTextAsync("Rail Workers of Northport");
        await page.Locator(".forms .chip", new() { HasText = "Rail Workers of Northport" }).ClickAsync();
        await Assertions.Expect(page.Locator(".forms")).ToContainTextAsync("not searched for");
        await Assertions.Expect(page.Locator(".hits mark")).ToHaveCountAsync(0);
        await page.Locator(".forms .chip", new() { HasText = "Rail Workers of Northport" }).ClickAsync();
        await page.Locator(".hits h2 a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".prose mark").First).ToHaveTextAsync("Rail Workers of Northport");
        Assert.Empty(window.Complaints);
    }

    private static ILocator Status(IPage page) => page.Locator("p.over[role=status]");

    private static async Task SearchAsync(IPage page, string query)
    {
        await page.GotoAsync("/");
        await page.Locator("#home-q").FillAsync(query);
        await page.Keyboard.PressAsync("Enter");
    }
}
