using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Model;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Web.Tests;

/// <summary>Every endpoint of the server, tried as nobody, as each role, and without a token. One that is added fails here until it is in the table.</summary>
public sealed class EndpointSecurityTests(DeskSite site) : IClassFixture<DeskSite>
{
    /// <summary>Who may come to what stands at the desk or with the accounts; <c>null</c> is everybody.</summary>
    private static readonly Dictionary<string, ArchiveRole?> Needed = new()
    {
        ["account"] = ArchiveRole.Contributor,
        ["account/authenticator"] = ArchiveRole.Contributor,
        ["account/code"] = null,
        ["account/login"] = null,
        ["account/logout"] = ArchiveRole.Contributor,
        ["account/passkeys"] = ArchiveRole.Contributor,
        ["account/reset"] = null,
        ["account/setup"] = null,
        ["admin"] = ArchiveRole.Contributor,
        ["admin/audit"] = ArchiveRole.Administrator,
        ["admin/audit.csv"] = ArchiveRole.Administrator,
        ["admin/audit.jsonl"] = ArchiveRole.Administrator,
        ["admin/audit/{id:long}"] = ArchiveRole.Administrator,
        ["admin/authors"] = ArchiveRole.Editor,
        ["admin/authors/{id:int}"] = ArchiveRole.Editor,
        ["admin/drafts"] = ArchiveRole.Contributor,
        ["admin/drafts/{id:int}"] = ArchiveRole.Contributor,
        ["admin/drafts/{id:int}/original"] = ArchiveRole.Editor,
        ["admin/drafts/{id:int}/preview"] = ArchiveRole.Contributor,
        ["admin/kinds"] = ArchiveRole.Contributor,
        ["admin/sources"] = ArchiveRole.Editor,
        ["admin/sources/{id:int}"] = ArchiveRole.Editor,
        ["admin/subjects"] = ArchiveRole.Editor,
        ["admin/subjects/{id:int}"] = ArchiveRole.Editor,
        ["admin/undated"] = ArchiveRole.Contributor,
        ["admin/upload"] = ArchiveRole.Contributor,
        ["admin/uploads"] = ArchiveRole.Contributor,
        ["admin/uploads/events"] = ArchiveRole.Contributor,
        ["admin/users"] = ArchiveRole.Administrator,
        ["admin/users/{id:int}"] = ArchiveRole.Administrator,
        ["admin/withdraw"] = ArchiveRole.Administrator,
        ["admin/withdrawals"] = ArchiveRole.Administrator,
    };

    private static readonly string[] Changing = ["POST", "PUT", "PATCH", "DELETE"];

    private List<RouteEndpoint> Endpoints => [.. site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static string Pattern(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.Trim('/').ToLowerInvariant() ?? "";

    private static bool IsKeptFromThePublic(string pattern) => pattern.Split('/')[0] is "admin" or "account";

    // An address of the pattern; where there are records, the first of them.
    private static string Address(string pattern) => "/" + string.Join('/', pattern.Split('/').Select(segment =>
        !segment.Contains('{', StringComparison.Ordinal) ? segment : segment.Contains("int}", StringComparison.Ordinal) || segment.Contains("long}", StringComparison.Ordinal) ? "1" : "x"));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (Changing.Contains(method)) request.Content = new FormUrlEncodedContent([]);
        // Events have no end.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_table_names_every_endpoint_of_the_desk_and_no_other() =>
        Assert.Equal(Needed.Keys.Order(StringComparer.Ordinal), Endpoints.Select(Pattern).Where(IsKeptFromThePublic).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Nobody_comes_to_the_desk_by_any_method()
    {
        using var nobody = site.Stranger();
        foreach (var (pattern, role) in Needed)
        {
            foreach (var method in Changing.Append("GET"))
            {
                using var answer = await SendAsync(nobody.Client, method, Address(pattern));
                var isSentAway = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/account/login", StringComparison.Ordinal);
                // What takes no such method need not ask who sends it.
                Assert.True(role is null || isSentAway || answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {pattern}: {answer.StatusCode}");
                Assert.True(answer.Headers.CacheControl is { NoStore: true }, $"{method} {pattern} may be kept");
                Assert.Equal("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
            }
        }
    }

    [Theory]
    [InlineData(ArchiveRole.Contributor)]
    [InlineData(ArchiveRole.Editor)]
    [InlineData(ArchiveRole.Administrator)]
    public async Task Each_role_comes_to_what_it_needs_and_to_nothing_else(ArchiveRole own)
    {
        // So that the addresses of records lead to some.
        await site.DraftAsync($"# A draft\n\nAda Lind:\n\nWe saw it, {own}.\n");
        using var worker = await site.SignedInAsync(own);
        foreach (var (pattern, role) in Needed.Where(row => row.Value is not null))
        {
            foreach (var method in new[] { "GET", "POST" })
            {
                using var answer = await SendAsync(worker.Client, method, Address(pattern));
                // What takes no such method need not ask who sends it.
                if (method == "POST" && answer.StatusCode == HttpStatusCode.MethodNotAllowed) continue;
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden == own < role, $"{method} {pattern} answers a user who is {own} with {answer.StatusCode}");
                Assert.True((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.Redirect, $"{method} {pattern}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_token_of_a_form()
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var before = await DumpAsync();
        var asked = 0;
        foreach (var endpoint in Endpoints)
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
            foreach (var method in Changing.Where(method => methods is null or { Count: 0 } || methods.Contains(method)))
            {
                // An error's own page changes nothing and answers every method with what went wrong; of health there is nothing to change.
                if (Pattern(endpoint) is "problem/{status:int}" or "healthz") continue;
                using var answer = await SendAsync(administrator.Client, method, Address(Pattern(endpoint)));
                Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{method} {Pattern(endpoint)}: {answer.StatusCode}");
                // A page that has something to change refuses for the token alone, before it looks for a record.
                if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null) Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{method} {Pattern(endpoint)}: {answer.StatusCode}");
                asked++;
            }
        }
        Assert.True(asked > 20);
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task No_get_changes_anything()
    {
        await site.DraftAsync("# A draft\n\nAda Lind:\n\nWe looked and left.\n");
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var before = await DumpAsync();
        foreach (var method in new[] { "GET", "HEAD" })
        {
            foreach (var pattern in Endpoints.Select(Pattern).Distinct())
            {
                using var answer = await SendAsync(administrator.Client, method, Address(pattern));
                Assert.True((int)answer.StatusCode < 500, $"{method} {pattern}: {answer.StatusCode}");
            }
        }
        // What changes by a form must not change by an address that names its handler.
        foreach (var (page, handler) in Handlers())
        {
            using var answer = await SendAsync(administrator.Client, "GET", $"{Address(page)}?handler={handler}");
            Assert.True((int)answer.StatusCode < 500, $"{page} {handler}: {answer.StatusCode}");
        }
        Assert.Equal(before, await DumpAsync());
    }

    private List<(string Page, string Handler)> Handlers() =>
    [
        .. from endpoint in Endpoints
           let page = endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()
           where page is not null
           from handler in page.HandlerMethods
           where handler.HttpMethod == "Post" && handler.Name is not null
           select (Pattern(endpoint), handler.Name),
    ];

    private async Task<string> DumpAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        // What the server does in the background, whoever asks for what, is done before.
        await scope.ServiceProvider.GetRequiredService<NearDuplicates>().FollowAsync(TestContext.Current.CancellationToken);
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await DatabaseDump.OfAsync(db.Database.GetDbConnection(), TestContext.Current.CancellationToken);
    }
}
