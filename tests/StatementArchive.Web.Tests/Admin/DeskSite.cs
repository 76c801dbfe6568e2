using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>An archive with one user of each role, named after it.</summary>
public class DeskSite : Site
{
    public const string Password = "correct horse battery staple";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>();
        foreach (var role in Enum.GetValues<ArchiveRole>())
            Assert.True((await users.CreateAsync(new ArchiveUser { UserName = NameOf(role), Role = role, CreatedAt = DateTime.UnixEpoch }, Password)).Succeeded);
    }

    public static string NameOf(ArchiveRole role) => role.ToString().ToLowerInvariant();

    /// <summary>Somebody at the desk who signed in as a user does: by the form.</summary>
    public async Task<DeskWorker> SignedInAsync(ArchiveRole role)
    {
        var worker = Stranger();
        using var answer = await worker.PostAsync("/account/login", "/account/login", ("name", NameOf(role)), ("password", Password));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return worker;
    }

    /// <summary>Somebody with cookies who has not signed in.</summary>
    public DeskWorker Stranger() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true }));

    /// <summary>The version of an article's draft that somebody sees who opens it now.</summary>
    public Task<int> VersionAsync(int article) => ReadAsync(db => db.WorkingCopies.Where(copy => copy.ArticleId == article).Select(copy => copy.Version).SingleOrDefaultAsync());

    /// <summary>The number of a draft of a document.</summary>
    public async Task<int> DraftAsync(string text)
    {
        await using var scope = Services.CreateAsyncScope();
        var added = Assert.IsType<IngestOutcome.Added>(await scope.ServiceProvider.GetRequiredService<ArticleIngester>().IngestAsync(new Submission(System.Text.Encoding.UTF8.GetBytes(text), AsDraft: true), TestContext.Current.CancellationToken));
        return await ReadAsync(db => Task.FromResult(db.Articles.Single(a => a.Slug == added.Slug).Id));
    }

    public async Task<T> ReadAsync<T>(Func<ArchiveContext, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<ArchiveContext>());
    }
}

/// <summary>A browser without scripts: it keeps cookies, follows no redirects, and sends forms with the token of the page that they stand on.</summary>
public sealed class DeskWorker(HttpClient client) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public async Task<(HttpResponseMessage Response, IHtmlDocument Page)> OpenAsync(string path)
    {
        var response = await client.GetAsync(path, Cancellation);
        return (response, await ReadAsync(response));
    }

    /// <summary>Sends a form that stands on a page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var (response, form) = await OpenAsync(page);
        response.Dispose();
        var token = form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")?.Value ?? throw new InvalidOperationException($"{page} has no form.");
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await client.PostAsync(action, content, Cancellation);
    }

    /// <summary>Sends the form of the facts of a record, with what it showed of them.</summary>
    public async Task<HttpResponseMessage> DescribeAsync(string page, params (string Name, string Value)[] fields)
    {
        var (response, form) = await OpenAsync(page);
        response.Dispose();
        return await PostAsync(page, page + "?handler=describe", [("seen", form.QuerySelector<IHtmlInputElement>("input[name=seen]")!.Value), .. fields]);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Cancellation), Cancellation);

    public void Dispose() => client.Dispose();
}
