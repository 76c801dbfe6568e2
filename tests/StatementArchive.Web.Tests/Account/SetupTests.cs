using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Tests.Admin;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Account;

/// <summary>The first account of an archive, by the link that the server prints. Each test has an archive of its own, for there is one first account.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private readonly EmptySite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<string> LinkAsync()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return (await _site.Services.GetRequiredService<SetupLink>().MakeAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), TestContext.Current.CancellationToken))!;
    }

    private DeskWorker Stranger() => new(_site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));

    private static Task<HttpResponseMessage> MakeAsync(DeskWorker worker, string link, string name, string password = DeskSite.Password) =>
        worker.PostAsync(link, "/account/setup", ("token", link.Split('=')[1]), ("name", name), ("password", password), ("again", password));

    [Fact]
    public async Task The_link_makes_one_administrator_who_is_signed_in()
    {
        var link = await LinkAsync();
        using var worker = Stranger();
        Assert.Contains("Nobody can sign in yet.", (await worker.OpenAsync("/account/login")).Page.Words("main"), StringComparison.Ordinal);
        using (var weak = await MakeAsync(worker, link, "Ada", "short")) Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        using (var made = await MakeAsync(worker, link, "Ada")) Assert.Equal("/admin", made.Headers.Location?.OriginalString);
        var (users, _) = await worker.OpenAsync("/admin/users");
        using (users) Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        var (again, _) = await Stranger().OpenAsync(link);
        using (again) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.DoesNotContain("Nobody can sign in yet.", (await Stranger().OpenAsync("/account/login")).Page.Words("main"), StringComparison.Ordinal);
        await using var scope = _site.Services.CreateAsyncScope();
        Assert.Null(await _site.Services.GetRequiredService<SetupLink>().MakeAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_account_and_the_entry_of_the_log_are_stored_together_or_not_at_all_and_the_link_stays_good()
    {
        async Task<int> RunAsync(string sql)
        {
            await using var scope = _site.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ArchiveContext>().Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        }
        async Task<(int Users, List<string> Entries)> StoredAsync()
        {
            await using var scope = _site.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            return (await db.Users.CountAsync(TestContext.Current.CancellationToken), await db.AuditLog.OrderBy(e => e.Id).Select(e => $"{e.Action} {e.Record} by {e.User!.UserName}").ToListAsync(TestContext.Current.CancellationToken));
        }

        var link = await LinkAsync();
        using var worker = Stranger();
        await RunAsync("""CREATE TRIGGER broken BEFORE INSERT ON "AuditLog" BEGIN SELECT RAISE(ABORT, 'there is no room'); END""");
        using (var refused = await MakeAsync(worker, link, "Ada")) Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var (users, entries) = await StoredAsync();
        Assert.Equal(0, users);
        Assert.Empty(entries);
        await RunAsync("DROP TRIGGER broken");
        using (var made = await MakeAsync(worker, link, "Ada")) Assert.Equal("/admin", made.Headers.Location?.OriginalString);
        (users, entries) = await StoredAsync();
        Assert.Equal(1, users);
        Assert.Equal(["user added Ada by Ada", "signed in Ada by Ada"], entries);
    }

    [Fact]
    public async Task Of_many_who_use_it_at_the_same_time_one_makes_an_account()
    {
        var link = await LinkAsync();
        var workers = Enumerable.Range(0, 4).Select(_ => Stranger()).ToList();
        var answers = await Task.WhenAll(workers.Select((worker, number) => Task.Run(() => MakeAsync(worker, link, $"user {number}"))).Select(async making =>
        {
            try
            {
                using var answer = await making;
                return answer.StatusCode;
            }
            catch (InvalidOperationException)
            {
                // The page was gone before the form could be sent.
                return HttpStatusCode.NotFound;
            }
        }));
        workers.ForEach(worker => worker.Dispose());
        Assert.Single(answers, HttpStatusCode.Redirect);
        await using var scope = _site.Services.CreateAsyncScope();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<ArchiveContext>().Users.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/account/setup")]
    [InlineData("/account/setup?token=")]
    [InlineData("/account/setup?token=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_the_link_there_is_nothing(string path)
    {
        await LinkAsync();
        using var worker = Stranger();
        var (response, _) = await worker.OpenAsync(path);
        using (response) Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_link_ends_when_a_user_is_added_otherwise()
    {
        var link = await LinkAsync();
        await using (var scope = _site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            db.Add(new ArchiveUser { UserName = "Bo", Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        using var worker = Stranger();
        var (response, _) = await worker.OpenAsync(link);
        using (response) Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
