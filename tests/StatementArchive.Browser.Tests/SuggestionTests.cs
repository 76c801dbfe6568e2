using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StatementArchive.Browser.Tests;

/// <summary>The list under a search box, by keyboard and by pointer, and what may have been meant.</summary>
public sealed partial class SuggestionTests(Browser browser, BrowsableFixtureSite site) : IClassFixture<BrowsableFixtureSite>
{
    private static ILocator Box(IPage page) => page.GetByRole(AriaRole.Combobox, new() { Name = "Search the statements" });

    private static ILocator Options(IPage page) => page.GetByRole(AriaRole.Option);

    [Theory]
    [InlineData("/", "lindq", "Ada Lindqvist", "/people/ada-lindqvist")]
    [InlineData("/statements", "rwn", "Rail Workers of Northport", "/organisations/rail-workers-of-northport")]
    [InlineData("/", "كارگر", "حزب کارگران دریا", "/organisations/hezb-karegaran-darya")]
    [InlineData("/no-such", "lindq", "Ada Lindqvist", "/people/ada-lindqvist")] // a page of an error
    public async Task Typing_and_arrow_keys_lead_to_an_author(string path, string typed, string name, string address)
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator(".suggestions")).ToBeHiddenAsync();
        await Box(page).PressSequentiallyAsync(typed);
        var option = Options(page).Filter(new() { HasText = name });
        await Assertions.Expect(option).ToBeVisibleAsync();
        await Assertions.Expect(Box(page)).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(page.Locator(".search [aria-live]")).ToHaveTextAsync(CountSaid());
        await Box(page).PressAsync("ArrowDown");
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(Box(page)).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
        await Assertions.Expect(Box(page)).ToBeFocusedAsync();
        await Box(page).PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(address) + "$"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("status of 404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arrow_keys_go_round_through_the_box_and_Escape_closes_the_list_and_keeps_what_was_typed()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/");
        await Box(page).PressSequentiallyAsync("the");
        await Assertions.Expect(Options(page)).ToHaveCountAsync(2);
        foreach (var (key, selected) in new[] { ("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", -1), ("ArrowUp", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("ArrowUp", 1) })
        {
            await Box(page).PressAsync(key);
            await Assertions.Expect(page.Locator("[aria-selected=true]")).ToHaveCountAsync(selected < 0 ? 0 : 1);
            if (selected >= 0) await Assertions.Expect(Options(page).Nth(selected)).ToHaveAttributeAsync("aria-selected", "true");
        }
        await Box(page).PressAsync("Escape");
        await Assertions.Expect(Options(page)).ToHaveCountAsync(0);
        await Assertions.Expect(Box(page)).ToHaveValueAsync("the");
        await Assertions.Expect(Box(page)).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(Box(page)).Not.ToHaveAttributeAsync("aria-activedescendant", new Regex(".*"));
        await Box(page).PressAsync("ArrowDown");
        await Assertions.Expect(Options(page)).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Options(page)).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Enter_without_a_choice_searches_and_a_pointer_chooses()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/");
        await Box(page).PressSequentiallyAsync("rail");
        await Assertions.Expect(Options(page)).ToHaveCountAsync(1);
        await Box(page).PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(OfRail());
        await Box(page).FillAsync("every");
        await Options(page).Filter(new() { HasText = "To everyone" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Joint());
        await page.GoBackAsync();
        await Assertions.Expect(Options(page)).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(1280, "/", "the")]
    [InlineData(390, "/", "a")]
    [InlineData(1280, "/statements", "دریا")]
    [InlineData(390, "/people", "lind")]
    public async Task With_the_list_open_the_page_is_accessible_light_and_dark_and_stays_in_its_window(int width, string path, string typed)
    {
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        await page.GotoAsync(path);
        var box = page.Locator("main .search input, .masthead .search input").Last;
        await box.PressSequentiallyAsync(typed);
        await Assertions.Expect(Options(page).First).ToBeVisibleAsync();
        Assert.Equal(await page.Locator(".suggestions").Last.EvaluateAsync<int>("list => list.clientWidth"), await Options(page).First.EvaluateAsync<int>("option => option.offsetWidth"));
        await box.PressAsync("ArrowDown");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            Assert.Empty(await Accessibility.FaultsAsync(page));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        }
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_an_answer_the_box_stays_what_it_is()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.RouteAsync("**/suggest?**", route => route.AbortAsync());
        await page.GotoAsync("/");
        var asked = page.WaitForRequestAsync("**/suggest?**");
        await Box(page).PressSequentiallyAsync("signalmen");
        await asked;
        await Assertions.Expect(Box(page)).ToHaveValueAsync("signalmen");
        await Box(page).PressAsync("ArrowDown");
        await Box(page).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".hits > li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_arrow_key_that_comes_before_the_answer_counts_when_it_is_there()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        var pressed = new TaskCompletionSource();
        await page.RouteAsync("**/suggest?**", async route =>
        {
            await pressed.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/");
        var asked = page.WaitForRequestAsync("**/suggest?**");
        await Box(page).FillAsync("lindq");
        await asked;
        await Box(page).PressAsync("ArrowDown");
        pressed.SetResult();
        await Assertions.Expect(Options(page).First).ToHaveAttributeAsync("aria-selected", "true");
        await Box(page).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Ada Lindqvist");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_the_box_is_a_plain_one()
    {
        await using var window = await browser.OpenAsync(site, withScripts: false);
        var page = window.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the statements" }).FillAsync("signalmen");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".hits > li")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("singalmen", "signalmen")]
    [InlineData("کارگان", "کارگران")]
    public async Task A_misspelt_search_leads_to_what_may_have_been_meant(string typed, string meant)
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await page.GotoAsync("/");
        await Box(page).FillAsync(typed);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".instead")).ToContainTextAsync("Did you mean");
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await page.GetByRole(AriaRole.Link, new() { Name = meant, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]")).ToHaveTextAsync("1 statement found");
        await Assertions.Expect(Box(page)).ToHaveValueAsync(meant);
        Assert.Empty(window.Complaints);
    }

    [GeneratedRegex("^[12] suggestions?; arrow keys choose\\.$")]
    private static partial Regex CountSaid();

    [GeneratedRegex("/statements\\?q=rail$")]
    private static partial Regex OfRail();

    [GeneratedRegex("/statements/northport-joint$")]
    private static partial Regex Joint();
}
