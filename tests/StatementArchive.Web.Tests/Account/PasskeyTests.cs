using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Account;

/// <summary>Signing in by passkey, and failing to. Each test has a user of its own and begins an hour later, when the address has all its tries again.</summary>
public sealed class PasskeyTests : IClassFixture<ClockedDeskSite>
{
    private const string Wrong = "not the password at all";

    private static int _count;

    private readonly ClockedDeskSite _site;

    public PasskeyTests(ClockedDeskSite site)
    {
        _site = site;
        site.Clock.Advance(TimeSpan.FromHours(1));
    }

    private async Task<(string Name, int Id)> UserAsync(SoftPasskey passkey, bool isDisabled = false)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>();
        var user = new ArchiveUser { UserName = $"owner of a passkey {Interlocked.Increment(ref _count)}", Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch, DisabledAt = isDisabled ? DateTime.UnixEpoch : null };
        Assert.True((await users.CreateAsync(user, DeskSite.Password)).Succeeded);
        Assert.True((await users.AddOrUpdatePasskeyAsync(user, passkey.Kept())).Succeeded);
        return (user.UserName, user.Id);
    }

    private DeskWorker Stranger()
    {
        var worker = _site.Stranger();
        worker.Client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        return worker;
    }

    private static async Task<HttpResponseMessage> ShowAsync(DeskWorker worker, SoftPasskey passkey, int userId)
    {
        using var options = await worker.PostAsync("/account/login", "/account/login?handler=PasskeyOptions");
        return await SendAsync(worker, passkey.Answer(await options.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), userId));
    }

    private static Task<HttpResponseMessage> SendAsync(DeskWorker worker, string credential) => worker.PostAsync("/account/login", "/account/login?handler=Passkey", ("credential", credential));

    private static async Task<HttpStatusCode> PasswordAsync(DeskWorker worker, string name, string password)
    {
        using var answer = await worker.PostAsync("/account/login", "/account/login", ("name", name), ("password", password));
        return answer.StatusCode;
    }

    private Task<List<string>> RefusalsAsync(string record) => _site.ReadAsync(db => db.AuditLog.Where(e => e.Action == "sign-in refused" && e.Record == record).OrderBy(e => e.Id).Select(e => e.After!).ToListAsync());

    [Fact]
    public async Task A_forged_passkey_is_refused_logged_as_a_try_on_its_owners_account_and_soon_not_looked_at()
    {
        using var passkey = new SoftPasskey();
        using var forged = new SoftPasskey(passkey.Id);
        var (name, id) = await UserAsync(passkey);
        using var thief = Stranger();
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++)
        {
            using var answer = await ShowAsync(thief, forged, id);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        // The right one does not help while one has to wait.
        using (var stopped = await ShowAsync(thief, passkey, id))
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (stopped.StatusCode, stopped.Headers.RetryAfter?.Delta));
            Assert.Contains("Too many tries. Wait 1 second and try again.", (await DeskWorker.ReadAsync(stopped)).Words(".problem"), StringComparison.Ordinal);
        }
        Assert.Equal(Enumerable.Repeat("""{"by":"passkey"}""", SignInLimits.FreeTries), await RefusalsAsync(name));
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        using var right = await ShowAsync(thief, passkey, id);
        Assert.Equal("/admin", right.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Whoever_forges_a_passkey_keeps_its_owner_out_neither_by_passkey_nor_by_password()
    {
        using var passkey = new SoftPasskey();
        using var forged = new SoftPasskey(passkey.Id);
        var (name, id) = await UserAsync(passkey);
        using var owner = Stranger();
        using (var known = await ShowAsync(owner, passkey, id)) Assert.Equal(HttpStatusCode.Redirect, known.StatusCode);
        using var thief = Stranger();
        for (var status = HttpStatusCode.Unauthorized; status != HttpStatusCode.TooManyRequests;)
        {
            using var answer = await ShowAsync(thief, forged, id);
            status = answer.StatusCode;
        }
        using (var again = await ShowAsync(owner, passkey, id)) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        using var elsewhere = Stranger();
        Assert.Equal(HttpStatusCode.Redirect, await PasswordAsync(elsewhere, name, DeskSite.Password));
    }

    [Fact]
    public async Task A_passkey_gets_in_on_a_new_device_while_somebody_hammers_on_the_password_and_does_not_forget_those_tries()
    {
        using var passkey = new SoftPasskey();
        var (name, id) = await UserAsync(passkey);
        using var attacker = Stranger();
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++) Assert.Equal(HttpStatusCode.Unauthorized, await PasswordAsync(attacker, name, Wrong));
        Assert.Equal(HttpStatusCode.TooManyRequests, await PasswordAsync(attacker, name, Wrong));
        using var owner = Stranger();
        using (var shown = await ShowAsync(owner, passkey, id)) Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, await PasswordAsync(attacker, name, Wrong));
    }

    [Fact]
    public async Task A_passkey_that_is_nobodys_is_limited_by_its_address_and_is_no_try_on_the_account_that_it_names()
    {
        using var passkey = new SoftPasskey();
        using var unknown = new SoftPasskey();
        var (name, id) = await UserAsync(passkey);
        using var owner = Stranger();
        Assert.Equal(HttpStatusCode.Redirect, await PasswordAsync(owner, name, DeskSite.Password));
        var before = (await RefusalsAsync("(unknown)")).Count;
        using var thief = Stranger();
        for (var tried = 0; tried < SignInLimits.TriesOfAddress; tried++)
        {
            using var answer = await ShowAsync(thief, unknown, id);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        using (var stopped = await ShowAsync(thief, unknown, id)) Assert.Equal((HttpStatusCode.TooManyRequests, SignInLimits.RegainedEvery), (stopped.StatusCode, stopped.Headers.RetryAfter?.Delta));
        Assert.Equal((SignInLimits.TriesOfAddress, 0), ((await RefusalsAsync("(unknown)")).Count - before, (await RefusalsAsync(name)).Count));
        // The same address, but the owner's device.
        using (var shown = await ShowAsync(owner, passkey, id)) Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
        _site.Clock.Advance(SignInLimits.RegainedEvery);
        using var elsewhere = Stranger();
        Assert.Equal(HttpStatusCode.Redirect, await PasswordAsync(elsewhere, name, DeskSite.Password));
    }

    [Fact]
    public async Task A_disabled_account_and_a_passkey_that_nobody_asked_for_are_refused_alike_and_logged()
    {
        using var passkey = new SoftPasskey();
        using var other = new SoftPasskey();
        var ((disabled, disabledId), (unasked, unaskedId)) = (await UserAsync(passkey, isDisabled: true), await UserAsync(other));
        using var first = Stranger();
        using var refused = await ShowAsync(first, passkey, disabledId);
        using var second = Stranger();
        using var unheard = await SendAsync(second, other.Answer("""{"challenge":"AAAA"}""", unaskedId));
        foreach (var answer in new[] { refused, unheard })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("This passkey is not known here.", (await DeskWorker.ReadAsync(answer)).Words(".problem"));
        }
        Assert.Equal((1, 1), ((await RefusalsAsync(disabled)).Count, (await RefusalsAsync(unasked)).Count));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"no base64url: ä"}""")]
    [InlineData("""{"id":"\ud800"}""")]
    public async Task What_cannot_be_read_counts_as_a_try_of_its_address(string credential)
    {
        using var stranger = Stranger();
        for (var tried = 0; tried <= SignInLimits.TriesOfAddress; tried++)
        {
            using var answer = await SendAsync(stranger, credential);
            Assert.Equal(tried < SignInLimits.TriesOfAddress ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }
}
