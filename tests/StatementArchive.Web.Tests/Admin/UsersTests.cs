using System.Net;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

public sealed class UsersTests(ClockedDeskSite site) : IClassFixture<ClockedDeskSite>
{
    private const string Another = "seven grey ducks on a roof";

    private static int _count;

    /// <summary>Adds a user as an administrator does; the number of their page, and their name.</summary>
    private static async Task<(int Id, string Name)> AddAsync(DeskWorker administrator)
    {
        var name = $"Zoë 'Z' <{Interlocked.Increment(ref _count)}>";
        using var added = await administrator.PostAsync("/admin/users", "/admin/users", ("name", name), ("role", "Editor"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        return (int.Parse(added.Headers.Location!.OriginalString["/admin/users/".Length..], null), name);
    }

    private static Task<HttpResponseMessage> DoAsync(DeskWorker administrator, int id, string handler, params (string, string)[] fields) => administrator.PostAsync($"/admin/users/{id}", $"/admin/users/{id}?handler={handler}", fields);

    private static async Task<string> LinkAsync(DeskWorker administrator, int id)
    {
        using var made = await DoAsync(administrator, id, "Link");
        return new Uri((await DeskWorker.ReadAsync(made)).QuerySelector("main code")!.TextContent).PathAndQuery;
    }

    private static async Task<HttpStatusCode> SetAsync(DeskWorker worker, string link, string password)
    {
        var (response, page) = await worker.OpenAsync(link);
        using (response)
        {
            if (response.StatusCode != HttpStatusCode.OK) return response.StatusCode;
        }
        using var set = await worker.PostAsync(link, "/account/reset", [("password", password), ("again", password), .. new[] { "for", "token" }.Select(name => (name, page.QuerySelector($"input[name={name}]")!.GetAttribute("value")!))]);
        return set.StatusCode;
    }

    private async Task<DeskWorker> InAsync(string name)
    {
        var worker = site.Stranger();
        using var answer = await worker.PostAsync("/account/login", "/account/login", ("name", name), ("password", Another));
        Assert.Equal("/admin", answer.Headers.Location?.OriginalString);
        return worker;
    }

    private static async Task<HttpStatusCode> AtAsync(DeskWorker worker, string path)
    {
        var (response, _) = await worker.OpenAsync(path);
        using (response) return response.StatusCode;
    }

    [Fact]
    public async Task Who_is_added_sets_a_password_by_a_link_that_works_once()
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (id, name) = await AddAsync(administrator);
        var (first, second) = (await LinkAsync(administrator, id), await LinkAsync(administrator, id));
        Assert.DoesNotContain("token", (await administrator.OpenAsync($"/admin/users/{id}")).Page.Body!.TextContent, StringComparison.Ordinal);
        using var worker = site.Stranger();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SetAsync(worker, first, "too short"));
        Assert.Contains("cannot sign in", (await administrator.OpenAsync($"/admin/users/{id}")).Page.Words(".lead"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(worker, first, Another));
        Assert.DoesNotContain("cannot sign in", (await administrator.OpenAsync($"/admin/users/{id}")).Page.Words(".lead"), StringComparison.Ordinal);
        Assert.Contains("The password is set.", (await worker.OpenAsync("/account/login?password-set")).Page.Words("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await SetAsync(worker, first, "the next one who has the link"));
        Assert.Equal(HttpStatusCode.NotFound, await SetAsync(worker, second, "the next one who has the link"));
        using var signedIn = await InAsync(name);
        Assert.Equal(HttpStatusCode.OK, await AtAsync(signedIn, "/admin/authors"));
    }

    [Fact]
    public async Task A_link_is_good_for_its_user_alone()
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var ((mine, _), (other, _)) = (await AddAsync(administrator), await AddAsync(administrator));
        var link = await LinkAsync(administrator, mine);
        using var worker = site.Stranger();
        Assert.Equal(HttpStatusCode.NotFound, await AtAsync(worker, link.Replace($"for={mine}", $"for={other}", StringComparison.Ordinal)));
        foreach (var path in new[] { "/account/reset", $"/account/reset?for={mine}", $"/account/reset?for={mine}&token=nonsense", $"/account/reset?for=x&token=x", $"/account/reset?for={mine}&token={new string('a', 5000)}" })
            Assert.Equal(HttpStatusCode.NotFound, await AtAsync(worker, path));
        using (await DoAsync(administrator, mine, "Disable")) { }
        Assert.Equal(HttpStatusCode.NotFound, await AtAsync(worker, link));
    }

    [Fact]
    public async Task A_changed_role_and_a_disabled_account_end_the_sessions_that_are_open()
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (id, name) = await AddAsync(administrator);
        using (var setting = site.Stranger()) await SetAsync(setting, await LinkAsync(administrator, id), Another);
        using var editor = await InAsync(name);
        Assert.Equal(HttpStatusCode.OK, await AtAsync(editor, "/admin/authors"));
        using (await DoAsync(administrator, id, "Role", ("role", "Contributor"))) { }
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, await AtAsync(editor, "/admin/authors"));

        using var contributor = await InAsync(name);
        Assert.Equal(HttpStatusCode.Forbidden, await AtAsync(contributor, "/admin/authors"));
        using (await DoAsync(administrator, id, "Disable")) { }
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, await AtAsync(contributor, "/admin"));
        using (await DoAsync(administrator, id, "Enable")) { }
        using var again = await InAsync(name);
        Assert.Equal(
            ["user added", "password link made", "password set by link", "signed in", "role changed", "signed in", "user disabled", "user enabled", "signed in"],
            await site.ReadAsync(db => db.AuditLog.Where(e => e.Record == name).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
        Assert.Equal(("""{"role":"editor"}""", """{"role":"contributor"}"""), await site.ReadAsync(db => db.AuditLog.Where(e => e.Record == name && e.Action == "role changed").Select(e => ValueTuple.Create(e.Before, e.After)).SingleAsync()));
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("Disable")]
    public async Task From_the_moment_on_a_session_changes_nothing_any_more(string handler)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (id, name) = await AddAsync(administrator);
        using (var setting = site.Stranger()) await SetAsync(setting, await LinkAsync(administrator, id), Another);
        using var editor = await InAsync(name);
        var draft = await site.DraftAsync($"# A draft of {id}\n\nAda Lind:\n\nThe bread is ours.\n");
        var (opened, page) = await editor.OpenAsync($"/admin/drafts/{draft}");
        opened.Dispose();
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (await DoAsync(administrator, id, handler, ("role", "Contributor"))) { }

        // The clock stands still.
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["version"] = "0", ["__RequestVerificationToken"] = token });
        using var answer = await editor.Client.PostAsync($"/admin/drafts/{draft}?handler=publish", form, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, "/account/login"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        Assert.Equal(PublicationStatus.Draft, await site.ReadAsync(db => db.Articles.Where(a => a.Id == draft).Select(a => a.Status).SingleAsync()));
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("Disable")]
    [InlineData("Enable")]
    [InlineData("Code")]
    public async Task What_could_not_be_saved_is_told_and_nothing_of_it_is_done(string handler)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (id, name) = await AddAsync(administrator);
        if (handler == "Enable") using (await DoAsync(administrator, id, "Disable")) { }
        var before = await StateAsync();
        // As if the row were another's every time.
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER \"Meanwhile\" BEFORE UPDATE ON \"Users\" WHEN NEW.\"UserName\" LIKE 'Zo%' BEGIN SELECT RAISE(IGNORE); END"));
        try
        {
            using var refused = await DoAsync(administrator, id, handler, ("role", "Contributor"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.StartsWith("Nothing was changed.", (await DeskWorker.ReadAsync(refused)).Words(".problem"), StringComparison.Ordinal);
            Assert.Equal(before, await StateAsync());
        }
        finally
        {
            await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Meanwhile\""));
        }
        using var done = await DoAsync(administrator, id, handler, ("role", "Contributor"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.NotEqual(before, await StateAsync());

        Task<(ArchiveRole, DateTime?, string?, int)> StateAsync() => site.ReadAsync(async db =>
            await db.Users.AsNoTracking().SingleAsync(user => user.Id == id) is var user ? (user.Role, user.DisabledAt, user.SecurityStamp, await db.AuditLog.CountAsync(e => e.Record == name)) : default);
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("Disable")]
    public async Task Nobody_takes_their_own_rights_away(string handler)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var id = await site.ReadAsync(db => db.Users.Where(user => user.UserName == "administrator").Select(user => user.Id).SingleAsync());
        using var answer = await DoAsync(administrator, id, handler, ("role", "Contributor"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal((ArchiveRole.Administrator, null), await site.ReadAsync(db => db.Users.Where(user => user.Id == id).Select(user => ValueTuple.Create(user.Role, user.DisabledAt)).SingleAsync()));
    }

    [Theory]
    [InlineData("administrator", "Editor", "already taken")]
    [InlineData("ADMINISTRATOR", "Editor", "already taken")]
    [InlineData("", "Editor", "name")]
    [InlineData("A\u0007B", "Editor", "control character")]
    [InlineData("Somebody", "Emperor", "choose a role")]
    [InlineData("Somebody", "7", "choose a role")]
    public async Task A_user_that_cannot_be_is_refused_with_words(string name, string role, string says)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var before = await site.ReadAsync(db => db.Users.CountAsync());
        using var answer = await administrator.PostAsync("/admin/users", "/admin/users", ("name", name), ("role", role));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, (await DeskWorker.ReadAsync(answer)).Words(".problem"), StringComparison.Ordinal);
        Assert.Equal(before, await site.ReadAsync(db => db.Users.CountAsync()));
    }
}
