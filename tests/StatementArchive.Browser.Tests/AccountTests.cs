using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Account;
using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Browser.Tests;

/// <summary>Accounts in a real browser: by keyboard, by passkey with a virtual authenticator, and every page of theirs to axe.</summary>
public sealed class AccountTests(Browser browser, BrowsableDeskSite site) : IClassFixture<BrowsableDeskSite>
{
    // A passkey belongs to a name; an address of numbers has none (WebAuthn, section 5.1.3).
    private string At(string path) => $"http://localhost:{site.ClientOptions.BaseAddress.Port}{path}";

    private async Task SignInAsync(IPage page, ArchiveRole role)
    {
        await page.GotoAsync(At("/account/login"));
        // The first field has the focus, without anybody giving it.
        await Assertions.Expect(page.Locator("#name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(DeskSite.NameOf(role));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(At("/admin"));
    }

    [Fact]
    public async Task Signs_in_by_keyboard_with_and_without_scripts_and_out_again()
    {
        foreach (var withScripts in new[] { true, false })
        {
            await using var window = await browser.OpenAsync(site, withScripts: withScripts);
            await SignInAsync(window.Page, ArchiveRole.Contributor);
            await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).FocusAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out on this device" }).FocusAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(window.Page).ToHaveURLAsync(At("/"));
            await window.Page.GotoAsync(At("/admin"));
            await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/account/login"));
            Assert.Empty(window.Complaints);
        }
    }

    [Fact]
    public async Task A_passkey_is_made_named_lets_in_and_is_removed()
    {
        await using var window = await browser.OpenAsync(site);
        var page = window.Page;
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = JsonSerializer.SerializeToElement(new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true }),
        });
        await SignInAsync(page, ArchiveRole.Editor);
        await page.GotoAsync(At("/account/passkeys"));
        await page.GetByLabel("What you call it").FillAsync("My phone");
        await page.GetByLabel("Your password").FillAsync("not the password at all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This is not your password.");
        await page.GetByLabel("Your password").FillAsync(DeskSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#name-0")).ToHaveValueAsync("My phone");
        await page.Locator("#name-0").FillAsync("The old phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page.Locator("#name-0")).ToHaveValueAsync("The old phone");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/account/login?returnUrl=%2Fadmin%2Fdrafts"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(At("/admin/drafts"));
        Assert.Contains("""{"by":"passkey"}""", await site.ReadAsync(db => db.AuditLog.Where(e => e.Action == "signed in").Select(e => e.After).ToListAsync()));

        await page.GotoAsync(At("/account/passkeys"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.Locator("#name-0")).ToHaveCountAsync(0);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/account/login"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This passkey is not known here.");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible_light_and_dark_and_stays_in_its_window(int width)
    {
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        var faults = new List<string>();
        async Task LookAsync(string name)
        {
            await page.EvaluateAsync("document.fonts.ready");
            if (Environment.GetEnvironmentVariable("ACCOUNT_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Trim('/').Replace('/', '-')}-{width}.png"), FullPage = true });
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var sideways) faults.Add($"{name} is {sideways} pixels too wide");
            faults.AddRange((await Accessibility.FaultsAsync(page)).Select(fault => $"{name} {fault}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            faults.AddRange((await Accessibility.FaultsOfColourAsync(page)).Select(fault => $"{name} (dark) {fault}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        await page.GotoAsync(At("/account/login"));
        await LookAsync("/account/login");
        await SignInAsync(page, ArchiveRole.Administrator);
        var user = await site.ReadAsync(db => db.Users.Where(u => u.UserName == "contributor").Select(u => u.Id).SingleAsync());
        foreach (var path in new[] { "/admin", "/admin/users", $"/admin/users/{user}", "/admin/audit", "/admin/audit/1", "/admin/audit?record=none", "/admin/undated", "/admin/kinds", "/account", "/account/authenticator", "/account/passkeys", "/account/logout" })
        {
            await page.GotoAsync(At(path));
            await LookAsync(path);
        }
        await page.GotoAsync(At($"/admin/users/{user}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await LookAsync("/admin/users/link");
        var link = await page.Locator("main code").TextContentAsync();
        await page.GotoAsync(link!);
        await LookAsync("/account/reset");

        await page.GotoAsync(At("/account/authenticator"));
        await page.GetByLabel("Your password").FillAsync(DeskSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        var key = await page.Locator("main code").TextContentAsync();
        await LookAsync("/account/authenticator/key");
        await page.GetByLabel("Code, six digits").FillAsync(Totp.Code(key!, DateTimeOffset.UtcNow));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for codes" }).ClickAsync();
        await LookAsync("/account/authenticator/codes");
        var recovery = await page.Locator(".secrets code").First.TextContentAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/account/login"));
        await page.GetByLabel("Name").FillAsync("administrator");
        await page.GetByLabel("Password").FillAsync(DeskSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await LookAsync("/account/code");
        await page.GetByLabel("Code").FillAsync("nonsense");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await LookAsync("/account/code/wrong");
        await page.GetByLabel("Code").FillAsync(recovery!);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(At("/admin"));
        await page.GotoAsync(At("/account/authenticator"));
        await page.Locator("#remove-password").FillAsync(DeskSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(At("/account"));
        // The console tells of the 401 that was asked for.
        faults.AddRange(window.Complaints.Where(complaint => !complaint.StartsWith("Failed to load resource: the server responded with a status of 401", StringComparison.Ordinal)));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
