using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using StatementArchive.Data.Model;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Browser.Tests;

/// <summary>A desk on a port of its own.</summary>
public sealed class BrowsableUploadSite : UploadSite
{
    public BrowsableUploadSite() => UseKestrel(0);
}

/// <summary>Handing in at the desk, with scripts and without.</summary>
public sealed class UploadTests(Browser browser, BrowsableUploadSite site) : IClassFixture<BrowsableUploadSite>
{
    // In milliseconds; the first short text loads the models of all languages.
    private const int LongestParse = 120_000;

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Without_scripts_a_file_is_chosen_sent_and_followed_by_a_link(int width)
    {
        await using var window = await browser.OpenAsync(site, width, withScripts: false);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync("/admin/upload");
        await page.GetByLabel("Documents, feeds").SetInputFilesAsync(Repository.SeedArticle);
        await page.GetByLabel("Source").FillAsync("Workers' Liberty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uploads");
        while (!(await page.Locator(".uploads > li .state").First.TextContentAsync())!.StartsWith("done", StringComparison.Ordinal))
            await page.GetByRole(AriaRole.Link, new() { Name = "Show how far they are now" }).ClickAsync();
        await page.Locator(".came-of-it a").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/admin/drafts/[0-9]+$"));
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task With_scripts_files_are_dropped_and_the_list_follows_by_itself(int width)
    {
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync("/admin/upload");
        Assert.Empty(await FaultsAsync(page));
        await DropAsync(page, (Name: $"dropped-{width}.txt", Text: $"The bread of {width} is ours."), (Name: "broken.txt", Text: "a\0b"));
        await Assertions.Expect(page.Locator(".chosen")).ToHaveTextAsync(width == 390 ? "2 files, 28 bytes." : "2 files, 29 bytes.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uploads");
        var dropped = page.Locator(".uploads > li").Filter(new() { HasText = $"dropped-{width}.txt" });
        await Assertions.Expect(dropped.Locator(".state")).ToHaveTextAsync("done: 1 new article", new() { Timeout = LongestParse });
        var broken = page.Locator(".uploads > li").Filter(new() { HasText = "broken.txt" }).First;
        await Assertions.Expect(broken.Locator(".state")).ToHaveTextAsync("failed");
        await Assertions.Expect(broken.Locator(".reasons")).ToContainTextAsync("a zero byte stands at offset 1");
        await Assertions.Expect(page.Locator(".lead")).ToHaveTextAsync("Nothing waits to be taken in.");
        Assert.Empty(await FaultsAsync(page));

        // By keyboard: tried again, and it says so again.
        await broken.GetByRole(AriaRole.Button, new() { Name = "Try again" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(broken.Locator(".state")).ToHaveTextAsync("failed");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Files_stay_chosen_and_texts_typed_when_the_form_is_refused()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync("/admin/upload");
        await DropAsync(page, (Name: "kept.txt", Text: "What was chosen stays chosen."));
        await page.GetByLabel("Pasted text").FillAsync("What was typed stays typed.");
        await page.GetByLabel("Day of publication").FillAsync("some day");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fault")).ToContainTextAsync("'some day' is no day or moment");
        await Assertions.Expect(page.Locator(".problem")).ToHaveTextAsync("Something in the form is not as it has to be. Nothing was taken in.");
        await Assertions.Expect(page.GetByLabel("Day of publication")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Pasted text")).ToHaveValueAsync("What was typed stays typed.");
        Assert.Equal("kept.txt", await page.EvaluateAsync<string>("[...document.getElementById('files').files].map(file => file.name).join()"));
        Assert.Empty(await FaultsAsync(page));

        await page.GetByLabel("Day of publication").FillAsync("4 January 2020");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uploads");
        await Assertions.Expect(page.Locator(".uploads h2", new() { HasText = "kept.txt" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".uploads h2", new() { HasText = "What was typed stays typed." })).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_of_a_folder_that_is_chosen_or_dropped_find_the_sidecars_beside_them(bool isDropped)
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync("/admin/upload");
        var way = isDropped ? "dropped" : "chosen";
        (string Path, string Text)[] files = [.. new[] { "one", "two" }.SelectMany(folder => new[] { ($"{way}/{folder}/{way}.txt", $"The bread of {way} {folder} is ours."), ($"{way}/{folder}/{way}.txt.meta.yaml", $"source: {way} {folder}"), ($"{way}/{folder}/.hidden", "x") })];
        using var disk = new TempFolder();
        if (isDropped) await DropFolderAsync(page, files);
        else
        {
            foreach (var (path, text) in files) disk.Write(path, text);
            await page.Locator("#folder").SetInputFilesAsync(disk[way]);
        }
        await Assertions.Expect(page.Locator(".chosen")).ToContainTextAsync("4 files");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uploads");
        await Assertions.Expect(page.Locator(".uploads > .done").Filter(new() { HasText = $"{way}.txt" })).ToHaveCountAsync(2, new() { Timeout = LongestParse });
        Assert.Equal([$"{way} one", $"{way} two"], await site.ReadAsync(db => db.Sources.Where(source => source.Name.StartsWith(way)).Select(source => source.Name).Order().ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_too_much_is_told_before_it_is_sent()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        await DeskTests.SignInAsync(page, ArchiveRole.Contributor);
        await page.GotoAsync("/admin/upload");
        await DropAsync(page, (Name: "large.txt", Text: new string('a', UploadSite.LargestFile + 1)));
        await Assertions.Expect(page.Locator(".chosen")).ToContainTextAsync("Larger than 100 kB: large.txt.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Hand in");
        Assert.False(await page.Locator("#files").EvaluateAsync<bool>("input => input.validity.valid"));
    }

    private static async Task DropAsync(IPage page, params (string Name, string Text)[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            "files => { const transfer = new DataTransfer(); for (const [name, text] of files) transfer.items.add(new File([text], name)); return transfer; }",
            files.Select(file => new[] { file.Name, file.Text }).ToArray());
        await page.DispatchEventAsync(".drop", "drop", new { dataTransfer = transfer });
    }

    // A browser gives a folder's entries to people alone, so what they come as is made here.
    private static async Task DropFolderAsync(IPage page, (string Path, string Text)[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const entry = ([path, text]) => ({ isFile: true, fullPath: "/" + path, file: done => done(new File([text], path.split("/").pop())) });
              const folder = { isFile: false, createReader: () => { const left = [files.map(entry), []]; return { readEntries: done => done(left.shift()) }; } };
              DataTransferItem.prototype.webkitGetAsEntry = () => folder;
              const transfer = new DataTransfer();
              transfer.items.add(new File(["x"], "folder"));
              return transfer;
            }
            """,
            files.Select(file => new[] { file.Path, file.Text }).ToArray());
        await page.DispatchEventAsync(".drop", "drop", new { dataTransfer = transfer });
    }

    private static async Task<List<string>> FaultsAsync(IPage page)
    {
        var faults = (await Accessibility.FaultsAsync(page)).ToList();
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add("It scrolls sideways.");
        return faults;
    }
}
