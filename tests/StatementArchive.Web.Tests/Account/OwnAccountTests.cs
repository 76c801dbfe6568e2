using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Account;

/// <summary>What somebody does with their own account.</summary>
public sealed class OwnAccountTests(ClockedDeskSite site) : IClassFixture<ClockedDeskSite>
{
    private const string Another = "seven grey ducks on a roof";

    private static int _count;

    private async Task<string> UserAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var name = $"owner {Interlocked.Increment(ref _count)}";
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>().CreateAsync(new ArchiveUser { UserName = name, Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch }, DeskSite.Password)).Succeeded);
        return name;
    }

    private static Task<HttpResponseMessage> TryAsync(DeskWorker worker, string name, string password = DeskSite.Password) => worker.PostAsync("/account/login", "/account/login", ("name", name), ("password", password));

    private async Task<DeskWorker> InAsync(string name, string password = DeskSite.Password)
    {
        var worker = site.Stranger();
        using var answer = await TryAsync(worker, name, password);
        Assert.Equal("/admin", answer.Headers.Location?.OriginalString);
        return worker;
    }

    private static async Task<bool> IsInAsync(DeskWorker worker)
    {
        var (response, _) = await worker.OpenAsync("/admin");
        using (response) return response.StatusCode == HttpStatusCode.OK;
    }

    [Fact]
    public async Task A_changed_password_ends_all_other_sessions_and_is_the_one_that_counts()
    {
        var name = await UserAsync();
        using var here = await InAsync(name);
        using var elsewhere = await InAsync(name);
        using var changed = await here.PostAsync("/account", "/account?handler=Password", ("current", DeskSite.Password), ("password", Another), ("again", Another));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("All your other sessions have ended.", (await here.OpenAsync("/account")).Page.Words("[role=status]"), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await IsInAsync(here));
        Assert.False(await IsInAsync(elsewhere));
        using var old = await TryAsync(site.Stranger(), name);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        using var fresh = await InAsync(name, Another);
    }

    [Theory]
    [InlineData(DeskSite.Password, "short", "short", "at least 12")]
    [InlineData(DeskSite.Password, "passwordpassword", "passwordpassword", "again and again")]
    [InlineData(DeskSite.Password, "P@ssw0rd-2024", "P@ssw0rd-2024", "tried first")]
    [InlineData(DeskSite.Password, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "different characters")]
    [InlineData(DeskSite.Password, "a grey owner 77 on a roof", "a grey owner 77 on a roof", "contain the user's name", "owner 77")]
    [InlineData(DeskSite.Password, Another, "seven grey ducks on a house", "differ")]
    [InlineData("not the password at all", Another, Another, "This is not your password.")]
    public async Task A_password_that_will_not_do_is_refused_with_words(string current, string password, string again, string says, string? name = null)
    {
        if (name is not null)
        {
            await using var scope = site.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>().CreateAsync(new ArchiveUser { UserName = name, Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch }, DeskSite.Password);
        }
        name ??= await UserAsync();
        using var worker = await InAsync(name);
        using var answer = await worker.PostAsync("/account", "/account?handler=Password", ("current", current), ("password", password), ("again", again));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, (await DeskWorker.ReadAsync(answer)).Words(".problem"), StringComparison.Ordinal);
        Assert.DoesNotContain("password changed", await site.ReadAsync(db => db.AuditLog.Where(e => e.Record == name).Select(e => e.Action).ToListAsync()));
        using var still = await InAsync(name);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        var name = await UserAsync();
        using var here = await InAsync(name);
        using var elsewhere = await InAsync(name);
        using var ended = await here.PostAsync("/account", "/account?handler=Everywhere");
        Assert.False(await IsInAsync(here));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsInAsync(elsewhere));
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> SetUpCodeAsync(DeskWorker worker)
    {
        using (var begun = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Begin", ("password", DeskSite.Password))) Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var (_, page) = await worker.OpenAsync("/account/authenticator");
        Assert.NotNull(page.QuerySelector("svg.qr path"));
        var key = page.QuerySelector("main code")!.TextContent;
        using (var wrong = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Confirm", ("code", "12345"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        // A step back, so that the code of now is still good for signing in.
        using var confirmed = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Confirm", ("code", Totp.Code(key, DateTimeOffset.UtcNow.AddSeconds(-30))));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return (key, [.. (await DeskWorker.ReadAsync(confirmed)).QuerySelectorAll(".secrets code").Select(code => code.TextContent)]);
    }

    [Fact]
    public async Task With_an_app_a_code_is_asked_for_and_lets_in_once()
    {
        var name = await UserAsync();
        using var worker = await InAsync(name);
        var (key, _) = await SetUpCodeAsync(worker);
        using var half = site.Stranger();
        using (var password = await TryAsync(half, name)) Assert.StartsWith("/account/code", password.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(await IsInAsync(half));
        var code = Totp.Code(key, DateTimeOffset.UtcNow);
        using (var wrong = await half.PostAsync("/account/code", "/account/code", ("code", "000 000x"))) Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using (var right = await half.PostAsync("/account/code", "/account/code", ("code", $"{code[..3]} {code[3..]}"), ("returnUrl", "//evil.example"))) Assert.Equal("/admin", right.Headers.Location?.OriginalString);
        Assert.True(await IsInAsync(half));

        using var watcher = site.Stranger();
        using (await TryAsync(watcher, name)) { }
        using var replayed = await watcher.PostAsync("/account/code", "/account/code", ("code", code));
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once_and_new_ones_end_the_old()
    {
        var name = await UserAsync();
        using var worker = await InAsync(name);
        var (_, codes) = await SetUpCodeAsync(worker);
        Assert.Equal(10, codes.Distinct().Count());
        async Task<HttpStatusCode> WithAsync(string code)
        {
            using var half = site.Stranger();
            using (await TryAsync(half, name)) { }
            using var answer = await half.PostAsync("/account/code", "/account/code", ("code", code));
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Redirect, await WithAsync(codes[0].ToLowerInvariant()));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(codes[0]));
        using (var anew = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Codes", ("password", DeskSite.Password))) Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(codes[1]));
    }

    private Task<Dictionary<string, string>> TokensAsync(string name) =>
        site.ReadAsync(db => db.UserTokens.Where(token => db.Users.Any(user => user.Id == token.UserId && user.UserName == name)).ToDictionaryAsync(token => token.Name, token => token.Value!));

    private Task<int> WriteTokenAsync(string name, string token, string value) =>
        site.ReadAsync(db => db.UserTokens.Where(one => one.Name == token && db.Users.Any(user => user.Id == one.UserId && user.UserName == name)).ExecuteUpdateAsync(set => set.SetProperty(one => one.Value, value)));

    private async Task<HttpStatusCode> WithCodeAsync(string name, string code)
    {
        using var half = site.Stranger();
        using (var password = await TryAsync(half, name)) Assert.StartsWith("/account/code", password.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var answer = await half.PostAsync("/account/code", "/account/code", ("code", code));
        // Nobody has to wait for what was wrong before.
        site.Clock.Advance(TimeSpan.FromHours(1));
        return answer.StatusCode;
    }

    [Fact]
    public async Task The_database_holds_neither_the_secret_of_an_app_nor_a_recovery_code()
    {
        var name = await UserAsync();
        using var worker = await InAsync(name);
        var (key, codes) = await SetUpCodeAsync(worker);
        var tokens = await TokensAsync(name);
        Assert.Equal(["AuthenticatorKey", "RecoveryCodes"], tokens.Keys.Order());
        Assert.StartsWith("encrypted:", tokens["AuthenticatorKey"], StringComparison.Ordinal);
        Assert.Equal(codes.Count, tokens["RecoveryCodes"].Split(';').Count(code => code.StartsWith("hashed:", StringComparison.Ordinal)));
        foreach (var secret in codes.Append(string.Concat(key.Where(char.IsLetterOrDigit)))) Assert.DoesNotContain(tokens.Values, value => value.Contains(secret, StringComparison.OrdinalIgnoreCase));
        // Nor is one left behind when another is used.
        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, codes[3]));
        var left = (await TokensAsync(name))["RecoveryCodes"].Split(';');
        Assert.Equal(codes.Count - 1, left.Count(code => code.StartsWith("hashed:", StringComparison.Ordinal)));
        Assert.Equal(codes.Count - 1, left.Length);
    }

    [Fact]
    public async Task What_was_stored_in_plain_holds_and_is_encrypted_and_hashed_by_the_next_sign_in()
    {
        const string Plain = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        var name = await UserAsync();
        using (var worker = await InAsync(name)) await SetUpCodeAsync(worker);
        await WriteTokenAsync(name, "AuthenticatorKey", Plain);
        await WriteTokenAsync(name, "RecoveryCodes", "2BCDF-GHJKM;3BCDF-GHJKM;4BCDF-GHJKM");
        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, Totp.Code(Plain, DateTimeOffset.UtcNow)));
        Assert.StartsWith("encrypted:", (await TokensAsync(name))["AuthenticatorKey"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, Totp.Code(Plain, DateTimeOffset.UtcNow.AddSeconds(30))));

        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, "3bcdf-ghjkm"));
        Assert.All((await TokensAsync(name))["RecoveryCodes"].Split(';'), code => Assert.StartsWith("hashed:", code, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(name, "3BCDF-GHJKM"));
        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, "2BCDF-GHJKM"));
        // What stands in the database is no code itself.
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(name, (await TokensAsync(name))["RecoveryCodes"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_secret_that_cannot_be_decrypted_still_asks_for_a_code_and_no_code_of_an_app_is_right(bool isAnothers)
    {
        var (name, other) = (await UserAsync(), await UserAsync());
        using var worker = await InAsync(name);
        using var another = await InAsync(other);
        var (_, codes) = await SetUpCodeAsync(worker);
        var (key, _) = await SetUpCodeAsync(another);
        await WriteTokenAsync(name, "AuthenticatorKey", isAnothers ? (await TokensAsync(other))["AuthenticatorKey"] : "encrypted:CfDJ8nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(name, Totp.Code(key, DateTimeOffset.UtcNow)));
        Assert.Equal(HttpStatusCode.Redirect, await WithCodeAsync(name, codes[0]));
        // Whoever got in takes it away and sets it up anew.
        using (var removed = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Remove", ("password", DeskSite.Password))) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        await SetUpCodeAsync(worker);
    }

    [Fact]
    public async Task Guessing_codes_is_limited_and_the_password_does_not_begin_it_anew()
    {
        var name = await UserAsync();
        using (var worker = await InAsync(name)) await SetUpCodeAsync(worker);
        using var thief = site.Stranger();
        var stopped = false;
        for (var tried = 0; tried < SignInLimits.FreeTries && !stopped; tried++)
        {
            using var password = await TryAsync(thief, name);
            stopped = password.StatusCode == HttpStatusCode.TooManyRequests;
            if (stopped) break;
            using var code = await thief.PostAsync("/account/code", "/account/code", ("code", $"{tried:D6}"));
            stopped = code.StatusCode == HttpStatusCode.TooManyRequests;
        }
        Assert.True(stopped);
        site.Clock.Advance(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Nobody_comes_to_the_second_step_without_the_first()
    {
        using var stranger = site.Stranger();
        var (response, _) = await stranger.OpenAsync("/account/code");
        using (response) Assert.Equal("/account/login", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_code_is_removed_by_whoever_knows_the_password()
    {
        var name = await UserAsync();
        using var worker = await InAsync(name);
        await SetUpCodeAsync(worker);
        using (var wrong = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Remove", ("password", Another))) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var removed = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Remove", ("password", DeskSite.Password))) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.True(await IsInAsync(worker));
        using var again = await InAsync(name);
        Assert.Equal(0, await site.ReadAsync(db => db.UserTokens.CountAsync(token => token.Name == "AuthenticatorKey" && db.Users.Any(user => user.Id == token.UserId && user.UserName == name))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA"},"clientExtensionResults":{}}""")]
    public async Task What_is_no_passkey_lets_nobody_in(string credential)
    {
        using var stranger = site.Stranger();
        using (var options = await stranger.PostAsync("/account/login", "/account/login?handler=PasskeyOptions"))
            Assert.Contains("\"userVerification\":\"required\"", await options.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var answer = await stranger.PostAsync("/account/login", "/account/login?handler=Passkey", ("credential", credential));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var unasked = await site.Stranger().PostAsync("/account/login", "/account/login?handler=Passkey", ("credential", credential));
        Assert.Equal(HttpStatusCode.Unauthorized, unasked.StatusCode);
    }

    [Fact]
    public async Task A_passkey_is_asked_of_the_browser_only_for_whoever_types_the_password()
    {
        using var worker = await InAsync(await UserAsync());
        using (var wrong = await worker.PostAsync("/account/passkeys", "/account/passkeys?handler=Options", ("password", Another)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Equal("This is not your password.", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        using (var right = await worker.PostAsync("/account/passkeys", "/account/passkeys?handler=Options", ("password", DeskSite.Password)))
            Assert.Contains("\"challenge\"", await right.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var made = await worker.PostAsync("/account/passkeys", "/account/passkeys", ("credential", "{}"), ("name", "My phone"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, made.StatusCode);
    }
}
