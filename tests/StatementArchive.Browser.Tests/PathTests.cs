using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StatementArchive.Browser.Tests;

/// <summary>The main ways through the archive, in a real browser.</summary>
public sealed partial class PathTests(Browser browser, BrowsableSeededSite site) : IClassFixture<BrowsableSeededSite>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Opens_filters_by_organisation_reads_and_goes_back(int width)
    {
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Statements" }).ClickAsync();
        if (width < 600) await page.Locator("summary", new() { HasText = "Filters" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Organisation of the Communist Alternative in Iraq" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]")).ToHaveTextAsync("1 statement found");
        await Assertions.Expect(page).ToHaveURLAsync(Filtered());
        await page.Locator(".hits h2 a").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Organisation of the Communist Alternative in Iraq");
        await Assertions.Expect(page.Locator(".prose .signoff").Last).ToContainTextAsync("3 January 2020");
        await page.GoBackAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Filtered());
        await Assertions.Expect(page.Locator(".hits > li")).ToHaveCountAsync(1);
        await page.Locator(".chip").ClickAsync();
        await Assertions.Expect(page.Locator(".hits > li")).ToHaveCountAsync(4);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Finds_words_and_sees_where_they_stood()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Combobox).FillAsync("haft tappeh");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("mark").First).ToHaveTextAsync("Haft");
        await page.Locator(".hits h2 a").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "In its article" }).ClickAsync();
        await Assertions.Expect(page.Locator(".part.statement:target")).ToContainTextAsync("Haft Tappeh");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Goes_by_keyboard_alone()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/statements");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".facets .value").First).ToBeFocusedAsync();
        var outline = await page.Locator(":focus").EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle");
        Assert.Equal("solid", outline);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        await page.Locator(".hits h2 a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("summary", new() { HasText = "evidence" }).First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("details.how[open] li").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Prints_the_text_without_what_only_screens_need()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/statements");
        await page.Locator(".hits h2 a").First.ClickAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.Locator("nav[aria-label=Main]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("form.search").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".prose")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".facts")).ToBeVisibleAsync();
    }

    [GeneratedRegex("/statements\\?organisation=organisation-of-the-communist-alternative-in-iraq$")]
    private static partial Regex Filtered();
}
