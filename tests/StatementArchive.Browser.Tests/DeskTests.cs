using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Model;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Browser.Tests;

/// <summary>A desk with the seed's article nowhere yet, on a port of its own.</summary>
public sealed class BrowsableDeskSite : DeskSite
{
    public BrowsableDeskSite() => UseKestrel(0);
}

/// <summary>
/// The whole way of an article: handed in, its split looked at and put right, published, found, corrected, its history read, withdrawn. With
/// <c>GUIDE_PICTURES</c> in the environment, which names a folder, the pictures of the guide for archivists are taken on the way.
/// </summary>
public sealed class DeskTests(Browser browser, BrowsableDeskSite site) : IClassFixture<BrowsableDeskSite>
{
    [Fact]
    public async Task From_a_file_to_a_tombstone_with_the_mouse()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SignInAsync(page, ArchiveRole.Contributor);
        await HandInAsync(page, Repository.SeedArticle, "Workers' Liberty");
        await PictureAsync(page, "draft");
        Assert.Empty(await FaultsAsync(page));
        await Assertions.Expect(page.Locator("#coverage")).ToContainTextAsync("Nothing was dropped");

        // Evidence leads to its words.
        var first = page.Locator(".piece.statement").First;
        await first.Locator("summary", new() { HasText = "evidence" }).Nth(1).ClickAsync();
        // On the words: what stands before them is a mark of quotation.
        await first.Locator(".sum a[data-start]").Filter(new() { HasText = "3 January" }).First.ClickAsync(new() { Position = new Position { X = 40, Y = 9 } });
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("#l[0-9]+$"));
        await Assertions.Expect(page.Locator(".line:target")).ToContainTextAsync("3 January");
        await PictureAsync(page, "evidence");

        // A boundary is moved and put back.
        var third = page.Locator(".piece.statement").Nth(2);
        var title = await third.Locator(".tag").TextContentAsync();
        await third.Locator(".line").Nth(1).Locator("input").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "This part begins here" }).ClickAsync();
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("Saved.");
        await Assertions.Expect(third.Locator(".tag")).Not.ToHaveTextAsync(title!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".piece.statement").Nth(2).Locator(".tag")).ToHaveTextAsync(title!.Trim());

        // A name is decided, an author put right and put back.
        await page.Locator("#names").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Yes") }).ClickAsync();
        await Assertions.Expect(page.Locator("#names")).ToHaveCountAsync(0);
        var second = page.Locator(".piece.statement").Nth(1);
        var author = await second.Locator(".sum .value").First.TextContentAsync();
        await second.Locator("summary", new() { HasText = "change the author" }).ClickAsync();
        await second.GetByLabel("Name (empty it to take the author away)").First.FillAsync("Bakers of Basra");
        // Saved as it stands, without a button.
        await Assertions.Expect(second.Locator(".sum .value").First).ToHaveTextAsync("Bakers of Basra");
        await PictureAsync(page, "author");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(second.Locator(".sum .value").First).ToHaveTextAsync(author!.Trim());
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".prose")).ToBeVisibleAsync();
        await PictureAsync(page, "preview");
        await page.GoBackAsync();
        var draft = page.Url;
        Assert.Empty(window.Complaints);

        // The editor publishes it, and the public finds it at once.
        await using var other = await browser.OpenAsync(site);
        var desk = other.Page;
        await SignInAsync(desk, ArchiveRole.Editor);
        await desk.GotoAsync(draft);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Publish 4 statements" }).ClickAsync();
        await Assertions.Expect(desk).ToHaveURLAsync(new Regex("/articles/"));
        await using var reading = await browser.OpenAsync(site);
        var reader = reading.Page;
        await reader.GotoAsync("/statements?q=haft+tappeh");
        await reader.Locator(".hits h2 a").First.ClickAsync();
        var statement = reader.Url.Split('?')[0];
        Assert.Empty(await reader.Context.CookiesAsync());

        // Corrected, with a reason; the history tells it and not by whom.
        await desk.GotoAsync(draft);
        var wrong = desk.Locator(".piece.statement").Nth(3);
        await wrong.Locator("summary", new() { HasText = "change the date" }).ClickAsync();
        await wrong.GetByLabel("Day, month, year, or from/to").FillAsync("2020-01-04");
        await wrong.GetByRole(AriaRole.Button, new() { Name = "Save the date" }).ClickAsync();
        await Assertions.Expect(wrong.Locator(".sum")).ToContainTextAsync("set by an archivist");
        await desk.GetByLabel("Why it is corrected").FillAsync("The leaflet gives the day.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Publish the correction" }).ClickAsync();
        await Assertions.Expect(desk).ToHaveURLAsync(new Regex("/articles/"));
        await reader.GotoAsync(desk.Url);
        await reader.Locator(".hits h3 a, .hits h2 a").Last.ClickAsync();
        await reader.GetByRole(AriaRole.Link, new() { Name = "2 versions" }).ClickAsync();
        await Assertions.Expect(reader.Locator("#v2")).ToContainTextAsync("The leaflet gives the day.");
        await Assertions.Expect(reader.Locator("body")).Not.ToContainTextAsync("editor");
        Assert.Empty(await FaultsAsync(reader));
        await PictureAsync(reader, "history");

        // Withdrawn by the administrator.
        await using var last = await browser.OpenAsync(site);
        var administrator = last.Page;
        await SignInAsync(administrator, ArchiveRole.Administrator);
        await administrator.GotoAsync(draft);
        await administrator.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Withdraw the article") }).ClickAsync();
        await administrator.GetByLabel("It could endanger somebody.").CheckAsync();
        Assert.Empty(await FaultsAsync(administrator));
        await PictureAsync(administrator, "withdraw");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Assertions.Expect(administrator.Locator("h1")).ToHaveTextAsync("Withdrawals");
        var answer = await reader.GotoAsync(statement);
        Assert.Equal(410, answer!.Status);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("It could endanger somebody.");
        await reader.GotoAsync("/statements?q=haft+tappeh");
        await Assertions.Expect(reader.Locator(".hits > li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task By_keyboard_alone_a_statement_is_split_dated_published_corrected_its_history_read_and_withdrawn()
    {
        var id = await site.DraftAsync("# By keyboard\n\nAda Lind:\n\nWe were there.\nWe stay.\n\nAda Lind\n3 January 2020\n\nBakers’ Union:\n\nThe bread is ours.\n");
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SignInByKeyboardAsync(page, ArchiveRole.Editor);
        await PressAsync(page, page.Locator("main a[href='/admin/drafts']"));
        await PressAsync(page, page.Locator($"main a[href='/admin/drafts/{id}']"));
        await Assertions.Expect(page.Locator(".piece.statement")).ToHaveCountAsync(2);

        // The lines are one group: arrow keys go through them.
        await TabToAsync(page, page.Locator("input[name=at]").First);
        for (var i = 0; i < 20 && !(await page.Locator(".line:has(input:focus)").TextContentAsync())!.Contains("We stay", StringComparison.Ordinal); i++) await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(".line:has(:checked)")).ToContainTextAsync("We stay.");
        await page.Keyboard.PressAsync("Shift+Tab");
        for (var i = 0; i < 20 && await page.Locator(":focus").TextContentAsync() != "Split here"; i++) await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".piece.statement")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("Saved.");

        var second = page.Locator(".piece.statement").Nth(1);
        await DateByKeyboardAsync(page, second, "2020-01");
        await Assertions.Expect(second.Locator(".sum")).ToContainTextAsync("January 2020");
        // Where it was, the focus is still.
        await Assertions.Expect(second.GetByLabel("Day, month, year, or from/to")).ToBeFocusedAsync();
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Publish 3 statements" }));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/"));
        var slug = await site.ReadAsync(db => Task.FromResult(db.Statements.Single(s => s.ArticleId == id && s.Ordinal == 2).Slug));

        // Corrected: the way leads from what the public reads, and a reason is asked for.
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Correct it" }));
        await Assertions.Expect(page.Locator("#reason-publish")).ToHaveCountAsync(1);
        await DateByKeyboardAsync(page, second, "2020-01-05");
        await Assertions.Expect(second.Locator(".sum")).ToContainTextAsync("5 January 2020");
        // What was weighed is taken; the focus stays at the evidence.
        var evidence = second.Locator("dl > div", new() { Has = page.Locator("dt", new() { HasText = "Date" }) }).Locator("summary", new() { HasText = "evidence" });
        await PressAsync(page, evidence);
        await PressAsync(page, second.GetByRole(AriaRole.Button, new() { Name = "Take it as the date: 2020-01-03" }));
        await Assertions.Expect(second.Locator(".sum")).ToContainTextAsync("3 January 2020");
        await Assertions.Expect(evidence).ToBeFocusedAsync();
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Undo" }));
        await Assertions.Expect(second.Locator(".sum")).ToContainTextAsync("5 January 2020");
        await TabToAsync(page, page.Locator("#reason-publish"));
        await page.Keyboard.TypeAsync("The leaflet gives the day.");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/"));

        // Its history is read.
        await PressAsync(page, page.Locator($"main a[href='/statements/{Uri.EscapeDataString(slug)}']").First);
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "2 versions" }));
        await Assertions.Expect(page.Locator("#v2")).ToContainTextAsync("The leaflet gives the day.");
        await Assertions.Expect(page.Locator("#v2 .changes")).ToContainTextAsync("5 January 2020");
        Assert.Empty(window.Complaints);

        // Withdrawn by the administrator.
        await using var last = await browser.OpenAsync(site);
        var administrator = last.Page;
        await SignInByKeyboardAsync(administrator, ArchiveRole.Administrator);
        await administrator.GotoAsync($"/statements/{slug}");
        await PressAsync(administrator, administrator.GetByRole(AriaRole.Link, new() { Name = "Correct it" }));
        await PressAsync(administrator, administrator.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Withdraw the article") }));
        var why = administrator.GetByLabel("It could endanger somebody.");
        await TabToAsync(administrator, administrator.Locator("input[name=reason]").First);
        await administrator.Keyboard.PressAsync("Space");
        for (var i = 0; i < 20 && !await why.IsCheckedAsync(); i++) await administrator.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(why).ToBeCheckedAsync();
        await PressAsync(administrator, administrator.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }));
        await Assertions.Expect(administrator.Locator("h1")).ToHaveTextAsync("Withdrawals");
        var answer = await page.GotoAsync($"/statements/{slug}");
        Assert.Equal(410, answer!.Status);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("It could endanger somebody.");
        Assert.Empty(last.Complaints);
    }

    [Fact]
    public async Task A_likely_duplicate_is_said_to_be_another_statement_by_keyboard_and_that_is_taken_back()
    {
        var speech = string.Join(' ', Enumerable.Range(1, 25).Select(i => $"Reason {i} to open the harbour is that family {i + 40} of the town waits at quay {i + 70} for bread, and so we stay."));
        var first = await site.DraftAsync($"# Harbour\n\nAda Lind:\n\n{speech}\n");
        var id = await site.DraftAsync($"# Harbour, again\n\nAda Lind:\n\n{speech}\n");
        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<NearDuplicates>().FollowAsync(TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await SignInByKeyboardAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync($"/admin/drafts/{id}");
        await Assertions.Expect(page.Locator($".alike a[href='/admin/drafts/{first}']")).ToHaveCountAsync(1);
        Assert.Empty(await FaultsAsync(page));
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^It is not the same statement") }));
        var back = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Take that back") });
        await Assertions.Expect(back).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".alike")).ToHaveCountAsync(0);
        Assert.Empty(await FaultsAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".alike")).ToHaveCountAsync(1);
        await Assertions.Expect(back).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Two_people_on_one_draft_are_shown_both_versions()
    {
        var id = await site.DraftAsync("# Two people\n\nAda Lind:\n\nWe were there, two of us.\n");
        await using var one = await browser.OpenAsync(site);
        await using var other = await browser.OpenAsync(site);
        await SignInAsync(one.Page, ArchiveRole.Contributor);
        await SignInAsync(other.Page, ArchiveRole.Editor);
        foreach (var page in new[] { one.Page, other.Page })
        {
            await page.GotoAsync($"/admin/drafts/{id}");
            await page.Locator("summary", new() { HasText = "change the date" }).ClickAsync();
        }
        foreach (var (page, date) in new[] { (one.Page, "2020-01-03"), (other.Page, "1999") })
        {
            await page.GetByLabel("Day, month, year, or from/to").FillAsync(date);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the date" }).ClickAsync();
        }
        await Assertions.Expect(other.Page.Locator("#conflict")).ToContainTextAsync("Dated statement 1 2020-01-03, contributor");
        await Assertions.Expect(other.Page.Locator("#conflict .sent")).ToContainTextAsync("1999");
        await Assertions.Expect(other.Page.Locator("#conflict")).ToBeFocusedAsync();
        Assert.Empty(await FaultsAsync(other.Page));
        await PictureAsync(other.Page, "conflict");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Make my change on top of theirs" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator(".sum")).ToContainTextAsync("1999");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_of_the_desk_is_accessible_light_and_dark_and_stays_in_its_window(int width)
    {
        var id = await site.DraftAsync($"# A draft of {width}\n\nAda Lind:\n\nWe were there, {width} of us.\n\nحزب کارگران:\n\nنان برای همه.\n");
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        await SignInAsync(page, ArchiveRole.Administrator);
        var author = await site.ReadAsync(db => Task.FromResult(db.Authors.OrderBy(a => a.Id).Last().Id));
        var (source, subject) = await RecordsAsync();
        string[] records = ["/admin/sources", $"/admin/sources/{source}", $"/admin/sources/{source}?merge=/sources/harbour-mirror-weekly", "/admin/subjects", $"/admin/subjects/{subject}", $"/admin/subjects/{subject}?merge=/subjects/strike-at-the-cranes"];
        string[] paths = ["/admin", "/admin/drafts", $"/admin/drafts/{id}", $"/admin/drafts/{id}/preview", "/admin/withdrawals", "/admin/authors", $"/admin/authors/{author}", .. records, "/account/login", "/account/logout"];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                Assert.Empty((await FaultsAsync(page)).Select(fault => $"{path}, {scheme}: {fault}"));
            }
        }
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(records[2]);
        await Assertions.Expect(page.GetByText("It can be undone.")).ToBeVisibleAsync();
        if (width > 1000) await PictureAsync(page, "source");
        Assert.Empty(window.Complaints);
    }

    // Two sources and two subjects that may be one, the first of each with all that can be said of it.
    private async Task<(int Source, int Subject)> RecordsAsync() => await site.ReadAsync(async db =>
    {
        if (!db.Sources.Any(s => s.Slug == "harbour-mirror"))
        {
            var source = new Source { Slug = "harbour-mirror", Name = "Harbour Mirror", Key = "harbour mirror", Url = "https://mirror.example/", Issn = "0317-8471", Wikidata = "Q1065", Note = "It came out on Fridays." };
            var subject = new Subject { Slug = "crane-strike", Name = "Crane strike", Key = "crane strike", Date = "2019-10/2020-02", Note = "Begun by the night shift." };
            db.AddRange(
                source, new Source { Slug = "harbour-mirror-weekly", Name = "Harbour Mirror Weekly", Key = "harbour mirror weekly" },
                subject, new Subject { Slug = "strike-at-the-cranes", Name = "The crane strike", Key = "the crane strike" });
            await db.SaveChangesAsync();
            db.AddRange(
                new RecordName<Source> { RecordId = source.Id, Form = "آینه بندر", Key = "آینه بندر", Kind = GivenNameKind.Translation, Language = "fa", Used = "1979/1985" },
                new RecordName<Subject> { RecordId = subject.Id, Form = "اعتصاب جرثقیل‌ها", Key = "اعتصاب جرثقیل ها", Kind = GivenNameKind.Translation, Language = "fa" });
            await db.SaveChangesAsync();
        }
        return (db.Sources.Single(s => s.Slug == "harbour-mirror").Id, db.Subjects.Single(s => s.Slug == "crane-strike").Id);
    });

    [Fact]
    public async Task Without_scripts_the_draft_is_worked_on_by_plain_forms()
    {
        var id = await site.DraftAsync("# Plain\n\nAda Lind:\n\nWe were there, in plain forms.\n\nBakers’ Union:\n\nThe bread is ours.\n");
        await using var window = await browser.OpenAsync(site, withScripts: false);
        var page = window.Page;
        await SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync($"/admin/drafts/{id}");
        await page.Locator(".piece.statement").First.GetByRole(AriaRole.Button, new() { Name = "Join with the next part" }).ClickAsync();
        await Assertions.Expect(page.Locator(".piece.statement")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".piece.statement")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("Every change is saved.");
    }

    internal static async Task SignInAsync(IPage page, ArchiveRole role)
    {
        await page.GotoAsync("/account/login");
        await page.Locator("input[name=name]").FillAsync(DeskSite.NameOf(role));
        await page.Locator("input[name=password]").FillAsync(DeskSite.Password);
        await page.Locator("input[name=password]").PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin$"));
    }

    private static async Task HandInAsync(IPage page, string file, string source)
    {
        await page.GotoAsync("/admin/upload");
        await page.GetByLabel("Documents, feeds").SetInputFilesAsync(file);
        await page.GetByLabel("Source").FillAsync(source);
        await PictureAsync(page, "upload");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".uploads > li .state").First).ToContainTextAsync("done");
        await PictureAsync(page, "uploads");
        await page.Locator(".came-of-it a").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin/drafts/[0-9]+$"));
    }

    private static async Task SignInByKeyboardAsync(IPage page, ArchiveRole role)
    {
        await page.GotoAsync("/account/login");
        await page.Locator("#name").FocusAsync();
        await page.Keyboard.TypeAsync(DeskSite.NameOf(role));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/admin$"));
    }

    private static async Task DateByKeyboardAsync(IPage page, ILocator piece, string date)
    {
        await PressAsync(page, piece.Locator("summary", new() { HasText = "change the date" }));
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(piece.GetByLabel("Day, month, year, or from/to")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(date);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task PressAsync(IPage page, ILocator target)
    {
        await TabToAsync(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    // From where the link leads that passes over the navigation.
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        await page.Locator("#content").FocusAsync();
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement")) return;
        }
        Assert.Fail($"{target} is not reached by the Tab key.");
    }

    private static async Task<List<string>> FaultsAsync(IPage page)
    {
        var faults = (await Accessibility.FaultsAsync(page)).ToList();
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add("It scrolls sideways.");
        return faults;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("GUIDE_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"desk-{name}.png") });
    }
}
