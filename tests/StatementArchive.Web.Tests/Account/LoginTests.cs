using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Account;

/// <summary>Signing in and out. Each test has a user of its own, because wrong tries are counted by user.</summary>
public sealed class LoginTests(ClockedDeskSite site) : IClassFixture<ClockedDeskSite>
{
    private const string Wrong = "not the password at all";

    private static int _count;

    private async Task<string> UserAsync(ArchiveRole role = ArchiveRole.Contributor)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var name = $"user {Interlocked.Increment(ref _count)}";
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>().CreateAsync(new ArchiveUser { UserName = name, Role = role, CreatedAt = DateTime.UnixEpoch }, DeskSite.Password)).Succeeded);
        return name;
    }

    private static Task<HttpResponseMessage> TryAsync(DeskWorker worker, string name, string password, string? returnUrl = null) =>
        worker.PostAsync("/account/login", "/account/login", [("name", name), ("password", password), .. returnUrl is null ? Array.Empty<(string, string)>() : [("returnUrl", returnUrl)]]);

    private async Task<DeskWorker> InAsync(string name)
    {
        var worker = site.Stranger();
        using var answer = await TryAsync(worker, name, DeskSite.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return worker;
    }

    private static async Task<HttpStatusCode> DeskAsync(DeskWorker worker)
    {
        var (response, _) = await worker.OpenAsync("/admin");
        using (response) return response.StatusCode;
    }

    [Fact]
    public async Task Who_signs_in_is_at_the_desk_until_they_sign_out()
    {
        using var worker = await InAsync(await UserAsync());
        Assert.Equal(HttpStatusCode.OK, await DeskAsync(worker));
        using var answer = await worker.PostAsync("/account/logout", "/account/logout");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await DeskAsync(worker));
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var worker = site.Stranger();
        using var answer = await TryAsync(worker, await UserAsync(), DeskSite.Password);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(["statement-archive-desk", "statement-archive-device-"], cookies.Select(cookie => cookie.Split('=')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase));
        // The session ends with the browser.
        Assert.DoesNotContain("expires", cookies.Single(cookie => cookie.StartsWith("statement-archive-desk", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_https_cookies_are_bound_to_the_host_and_never_sent_otherwise()
    {
        using var client = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new Uri("https://localhost/") });
        using var worker = new DeskWorker(client);
        using var answer = await TryAsync(worker, await UserAsync(), DeskSite.Password);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/; secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(HttpStatusCode.OK, await DeskAsync(worker));
    }

    [Fact]
    public async Task A_session_lasts_twelve_hours_from_the_last_visit()
    {
        using var worker = await InAsync(await UserAsync());
        for (var visits = 0; visits < 3; visits++)
        {
            site.Clock.Advance(TimeSpan.FromHours(8));
            Assert.Equal(HttpStatusCode.OK, await DeskAsync(worker));
        }
        site.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.Redirect, await DeskAsync(worker));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_a_disabled_account_and_one_without_a_password_are_answered_alike()
    {
        var (known, disabled, without) = (await UserAsync(), await UserAsync(), await UserAsync());
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>();
            var user = (await users.FindByNameAsync(disabled))!;
            user.DisabledAt = DateTime.UnixEpoch;
            await users.UpdateAsync(user);
            await users.RemovePasswordAsync((await users.FindByNameAsync(without))!);
        }
        var answers = new List<string>();
        foreach (var (name, password) in new[] { (known, Wrong), ("nobody of this name", Wrong), (disabled, DeskSite.Password), (without, DeskSite.Password), (known, ""), (new string('x', 400), Wrong) })
        {
            using var worker = site.Stranger();
            using var answer = await TryAsync(worker, name, password);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            answers.Add((await DeskWorker.ReadAsync(answer)).Words("main"));
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("Name and password do not belong together.", answers[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/drafts?sort=confidence", "/admin/drafts?sort=confidence")]
    [InlineData("https://evil.example/", "/admin")]
    [InlineData("//evil.example/", "/admin")]
    [InlineData("/\\evil.example/", "/admin")]
    [InlineData("/\t/evil.example/", "/admin")]
    [InlineData("javascript:alert(1)", "/admin")]
    [InlineData("\\\\evil.example", "/admin")]
    [InlineData("~//evil.example", "/admin")]
    [InlineData("", "/admin")]
    public async Task Leads_to_pages_of_this_site_alone(string asked, string led)
    {
        using var worker = site.Stranger();
        using var answer = await TryAsync(worker, await UserAsync(), DeskSite.Password, asked);
        Assert.Equal(led, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_sign_in_and_back()
    {
        using var worker = site.Stranger();
        var (response, _) = await worker.OpenAsync("/admin/drafts?sort=confidence");
        using (response) Assert.Equal("http://localhost/account/login?ReturnUrl=%2Fadmin%2Fdrafts%3Fsort%3Dconfidence", response.Headers.Location?.ToString());
        var (_, form) = await worker.OpenAsync(response.Headers.Location!.PathAndQuery);
        Assert.Equal("/admin/drafts?sort=confidence", form.QuerySelector("form input[name=returnUrl]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Whoever_hammers_on_an_account_does_not_lock_its_owner_out()
    {
        var name = await UserAsync();
        using var owner = await InAsync(name);
        using var attacker = site.Stranger();
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++)
        {
            using var answer = await TryAsync(attacker, name, Wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        // The right password does not help while one has to wait, or guessing would go on.
        using (var stopped = await TryAsync(attacker, name, DeskSite.Password))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), stopped.Headers.RetryAfter?.Delta);
            Assert.Contains("Too many tries. Wait 1 second and try again.", (await DeskWorker.ReadAsync(stopped)).Words(".problem"), StringComparison.Ordinal);
        }
        using (await owner.PostAsync("/account/logout", "/account/logout"))
        using (var back = await TryAsync(owner, name, DeskSite.Password))
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);

        site.Clock.Advance(TimeSpan.FromSeconds(1));
        using (var again = await TryAsync(attacker, name, Wrong)) Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        using (var longer = await TryAsync(attacker, name, Wrong)) Assert.Equal(TimeSpan.FromSeconds(2), longer.Headers.RetryAfter?.Delta);
        site.Clock.Advance(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task The_mark_of_a_device_is_good_for_its_user_alone()
    {
        var (own, other) = (await UserAsync(), await UserAsync());
        using var known = await InAsync(own);
        using var attacker = site.Stranger();
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++)
        {
            using var answer = await TryAsync(attacker, other, Wrong);
        }
        using var stopped = await TryAsync(known, other, Wrong);
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        site.Clock.Advance(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Getting_in_and_failing_to_stand_in_the_audit_log_and_names_that_nobody_has_do_not()
    {
        var name = await UserAsync();
        using var stranger = site.Stranger();
        using (await TryAsync(stranger, name, Wrong)) { }
        using (await TryAsync(stranger, "hunter2 typed into the wrong field", Wrong)) { }
        using var worker = await InAsync(name);
        Assert.Equal(["sign-in refused", "signed in"], await site.ReadAsync(db => db.AuditLog.Where(e => e.Record == name).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
        Assert.False(await site.ReadAsync(db => db.AuditLog.AnyAsync(e => e.Record.Contains("hunter2"))));
    }

    [Fact]
    public async Task Readers_are_given_no_cookie_and_nothing_that_keeps_pages_from_caches()
    {
        using var reader = site.Reader();
        foreach (var path in new[] { "/", "/statements", "/nothing-here", "/css/look.css" })
        {
            using var answer = await reader.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.DoesNotContain("Cookie", string.Join(' ', answer.Headers.Vary), StringComparison.OrdinalIgnoreCase);
            Assert.NotEqual(true, answer.Headers.CacheControl?.Private);
            Assert.DoesNotContain("/admin", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_signed_in_finds_the_desk_on_public_pages_which_are_theirs_alone()
    {
        using var worker = await InAsync(await UserAsync());
        // So long that the session is renewed with the next answer.
        site.Clock.Advance(TimeSpan.FromHours(7));
        using (var font = await worker.Client.GetAsync("/fonts/source-serif-4-5.3.1-latin.woff2", TestContext.Current.CancellationToken))
        {
            Assert.True(font.Headers.Contains("Set-Cookie"));
            Assert.NotEqual(true, font.Headers.CacheControl?.Public);
        }
        var (response, page) = await worker.OpenAsync("/statements");
        using (response) Assert.True(response.Headers.CacheControl is { Private: true } or { NoStore: true });
        Assert.NotNull(page.QuerySelector("footer a[href='/admin']"));
    }
}
