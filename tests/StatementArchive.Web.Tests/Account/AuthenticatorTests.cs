using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Account;

/// <summary>What cannot be saved of codes from an app is refused, and nothing of it holds.</summary>
public sealed class AuthenticatorTests(AuthenticatorTests.RefusingSite site) : IClassFixture<AuthenticatorTests.RefusingSite>
{
    [Fact]
    public async Task Codes_that_cannot_be_saved_are_refused_in_words()
    {
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var name = DeskSite.NameOf(ArchiveRole.Contributor);
        async Task<string> RefusedAsync(string handler, params (string, string)[] fields)
        {
            using var answer = await worker.PostAsync("/account/authenticator", $"/account/authenticator?handler={handler}", fields);
            site.Refuses = _ => false;
            var page = await DeskWorker.ReadAsync(answer);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, 0), (answer.StatusCode, page.QuerySelectorAll(".secrets").Length));
            return page.Words("[role=alert]");
        }
        Task<(bool IsOn, int Codes, string Log)> StateAsync() => site.ReadAsync(async db => (
            await db.Users.Where(user => user.UserName == name).Select(user => user.TwoFactorEnabled).SingleAsync(), await db.UserTokens.CountAsync(token => token.Name == "RecoveryCodes"),
            string.Join(' ', await db.AuditLog.Where(e => e.Record == name).Select(e => e.Action).ToListAsync())));
        var before = await StateAsync();

        site.Refuses = _ => true;
        Assert.Equal("Nothing was changed. The disk is full.", await RefusedAsync("Begin", ("password", DeskSite.Password)));
        using (var begun = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Begin", ("password", DeskSite.Password))) Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var key = (await worker.OpenAsync("/account/authenticator")).Page.QuerySelector("main code")!.TextContent;

        // That codes are asked for could be saved, but no recovery codes.
        var saved = 0;
        site.Refuses = user => user.TwoFactorEnabled && saved++ > 0;
        Assert.Equal("Nothing was changed. No recovery codes could be made; try again.", await RefusedAsync("Confirm", ("code", Totp.Code(key, DateTimeOffset.UtcNow.AddSeconds(-30)))));
        Assert.Equal(before, await StateAsync());

        using (var confirmed = await worker.PostAsync("/account/authenticator", "/account/authenticator?handler=Confirm", ("code", Totp.Code(key, DateTimeOffset.UtcNow))))
            Assert.Equal((HttpStatusCode.OK, 10), (confirmed.StatusCode, (await DeskWorker.ReadAsync(confirmed)).QuerySelectorAll(".secrets code").Length));
        var on = await StateAsync();
        Assert.Equal((true, 1), (on.IsOn, on.Codes));
        site.Refuses = _ => true;
        Assert.Equal("Nothing was changed. No recovery codes could be made; try again.", await RefusedAsync("Codes", ("password", DeskSite.Password)));
        Assert.Equal(on, await StateAsync());
    }

    /// <summary>A desk at which the test says which accounts cannot be saved.</summary>
    public sealed class RefusingSite : DeskSite, IUserValidator<ArchiveUser>
    {
        public Func<ArchiveUser, bool> Refuses { get; set; } = _ => false;

        public Task<IdentityResult> ValidateAsync(UserManager<ArchiveUser> manager, ArchiveUser user) =>
            Task.FromResult(Refuses(user) ? IdentityResult.Failed(new IdentityError { Description = "The disk is full." }) : IdentityResult.Success);

        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.ConfigureTestServices(services => services.AddSingleton<IUserValidator<ArchiveUser>>(this));
    }
}
