using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StatementArchive.Data.Model;

namespace StatementArchive.Browser.Tests;

/// <summary>Nothing that somebody types at a draft is lost: not while something else is saved, not when they go on at once, not when it is refused.</summary>
public sealed class TypingTests(Browser browser, BrowsableDeskSite site) : IClassFixture<BrowsableDeskSite>
{
    [Fact]
    public async Task What_is_typed_in_one_form_is_saved_although_another_is_typed_in_at_once()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, _) = await DraftAsync(window, "One form and another", ArchiveRole.Contributor);
        await Author(piece).FillAsync("Ada Lind-Berg");
        await Date(piece).FillAsync("2020-01-05");
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Lind-Berg");
        await Assertions.Expect(piece.Locator(".sum .value").Nth(1)).ToHaveTextAsync("5 January 2020");
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("Saved.");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Whoever_sends_one_form_of_a_record_is_asked_before_what_is_typed_in_another_is_lost()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Editor);
        await site.DraftAsync("# Of records\n\nCoopers’ Guild:\n\nThe barrels are ours.\n");
        await page.GotoAsync($"/admin/authors/{await site.ReadAsync(db => Task.FromResult(db.Authors.Single(author => author.Name == "Coopers’ Guild").Id))}");
        var asked = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.Locator("#a-note").FillAsync("It met on the pier.");
        await page.Locator("form[action*='handler=name'] input[name=form]").FillAsync("CG");
        await page.Locator("form[action*='handler=name'] button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#a-note")).ToHaveValueAsync("It met on the pier.");
        Assert.Equal(["beforeunload"], asked);
        Assert.Empty(await site.ReadAsync(db => Task.FromResult(db.GivenNames.Where(name => name.Form == "CG").ToList())));
    }

    [Fact]
    public async Task What_is_typed_while_it_is_saved_stays_and_is_saved_after_it()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, _) = await DraftAsync(window, "Typed on", ArchiveRole.Contributor);
        var isHeld = new TaskCompletionSource();
        var isTyped = new TaskCompletionSource();
        await page.RouteAsync(new Regex("handler=authors"), async route =>
        {
            isHeld.TrySetResult();
            await isTyped.Task;
            await route.ContinueAsync();
        });
        await Author(piece).FillAsync("Ada");
        await isHeld.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Author(piece).PressSequentiallyAsync(" Lind-Berg");
        isTyped.SetResult();
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Lind-Berg");
        await Assertions.Expect(Author(piece)).ToHaveValueAsync("Ada Lind-Berg");
        await Assertions.Expect(Author(piece)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_refused_stays_with_its_reason_beside_it_and_nothing_is_published_without_it()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, id) = await DraftAsync(window, "Half a date", ArchiveRole.Editor);
        await Date(piece).FocusAsync();
        await Date(piece).FillAsync("2020-0");
        await Assertions.Expect(piece.Locator(".fault")).ToContainTextAsync("'2020-0' is no date.");
        await Assertions.Expect(Date(piece)).ToHaveValueAsync("2020-0");
        await Assertions.Expect(Date(piece)).ToBeFocusedAsync();
        await Assertions.Expect(Date(piece)).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish 1 statement" }).ClickAsync();
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("Not published: something that you typed is not saved.");
        Assert.Equal(PublicationStatus.Draft, await site.ReadAsync(db => Task.FromResult(db.Articles.Single(a => a.Id == id).Status)));

        // Put right and published in one go.
        await Date(piece).FillAsync("2020-01-06");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish 1 statement" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/"));
        Assert.Equal("2020-01-06", await site.ReadAsync(db => Task.FromResult(db.Statements.Single(s => s.ArticleId == id).Edtf)));
    }

    [Fact]
    public async Task What_is_typed_is_saved_before_it_is_undone_or_left()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, id) = await DraftAsync(window, "Undone and left", ArchiveRole.Contributor);
        await Author(piece).FillAsync("Ada Berg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Lind (inferred)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Redo" }).ClickAsync();
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Berg");
        await Author(piece).FillAsync("Ada Lind-Berg");
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview" }).ClickAsync();
        await page.WaitForURLAsync("**/preview");
        await page.GotoAsync($"/admin/drafts/{id}");
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Lind-Berg");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Whoever_is_no_longer_signed_in_keeps_what_they_typed_and_saves_it_after_signing_in()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, _) = await DraftAsync(window, "Signed out", ArchiveRole.Contributor);
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await Author(piece).FillAsync("Ada Lind-Berg");
        await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("you are no longer signed in");
        await Assertions.Expect(Author(piece)).ToHaveValueAsync("Ada Lind-Berg");
        await page.Context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = cookie.HttpOnly, Secure = cookie.Secure }));
        await piece.GetByRole(AriaRole.Button, new() { Name = "Save the author" }).ClickAsync();
        await Assertions.Expect(piece.Locator(".sum .value").First).ToHaveTextAsync("Ada Lind-Berg");
    }

    [Fact]
    public async Task On_a_narrow_window_what_is_done_to_a_line_is_at_hand_while_one_is_chosen()
    {
        await using var window = await browser.OpenAsync(site, 390);
        var (page, piece, _) = await DraftAsync(window, "Narrow", ArchiveRole.Contributor);
        var split = page.GetByRole(AriaRole.Button, new() { Name = "Split here" });
        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        await Assertions.Expect(split).Not.ToBeInViewportAsync();
        await piece.Locator(".line").Last.ClickAsync();
        await Assertions.Expect(split).ToBeInViewportAsync();
        await Assertions.Expect(piece.Locator(".line").Last).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose no line" }).ClickAsync();
        await Assertions.Expect(piece.Locator(".line input:checked")).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_facts_of_the_article_stay_open_while_they_are_typed()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, _, _) = await DraftAsync(window, "Facts typed", ArchiveRole.Contributor);
        await page.Locator("#article-facts > summary").ClickAsync();
        await page.Locator("#f-source").FillAsync("Harbour News");
        await Assertions.Expect(page.Locator("#article-facts > summary")).ToContainTextAsync("Harbour News");
        await Assertions.Expect(page.Locator("#f-source")).ToBeFocusedAsync();
        await page.Locator("#f-published").FillAsync("4 January 2020");
        await Assertions.Expect(page.Locator("#article-facts > summary")).ToContainTextAsync("4 January 2020");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_Enter_key_in_a_field_means_the_button_beside_it()
    {
        await using var window = await browser.OpenAsync(site);
        var (page, piece, _) = await DraftAsync(window, "Enter", ArchiveRole.Contributor);
        await piece.Locator(".line").Last.ClickAsync();
        await page.GetByLabel("because").FillAsync("It names a child.");
        await page.GetByLabel("because").PressAsync("Enter");
        await Assertions.Expect(piece.Locator(".line.hides")).ToHaveCountAsync(1);
        await Assertions.Expect(piece).ToHaveCountAsync(1);
        await piece.Locator("summary", new() { HasText = "It is no statement" }).ClickAsync();
        await piece.GetByLabel("Left out as").FillAsync("advertisement");
        await piece.GetByLabel("Left out as").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".piece.leftout .tag", new() { HasText = "Left out: advertisement" })).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }

    private static ILocator Author(ILocator piece) => piece.GetByLabel("Name (empty it to take the author away)").First;

    private static ILocator Date(ILocator piece) => piece.GetByLabel("Day, month, year, or from/to");

    // A draft of one statement, the forms for its author and its date open.
    private async Task<(IPage Page, ILocator Piece, int Id)> DraftAsync(Window window, string title, ArchiveRole role)
    {
        var id = await site.DraftAsync($"# {title}\n\nAda Lind:\n\nWe were there, and this is about: {title}.\n");
        await DeskTests.SignInAsync(window.Page, role);
        await window.Page.GotoAsync($"/admin/drafts/{id}");
        var piece = window.Page.Locator(".piece.statement");
        await piece.Locator("summary", new() { HasText = "change the author" }).ClickAsync();
        await piece.Locator("summary", new() { HasText = "change the date" }).ClickAsync();
        return (window.Page, piece, id);
    }
}
