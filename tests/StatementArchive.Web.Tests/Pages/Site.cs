using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Tests.Pages;

/// <summary>The whole program on a SQLite file of its own. Disposing it removes the file.</summary>
public abstract class Site : WebApplicationFactory<Program>, IAsyncLifetime
{
    // The environment belongs to the whole process, and several sites start at once.
    private static readonly Lock Starting = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("statement-archive-");

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>What an empty archive takes in at its first start; nothing by default.</summary>
    protected virtual string Seeds => Path.Combine(_folder.FullName, "none");

    public virtual ValueTask InitializeAsync()
    {
        lock (Starting)
        {
            Environment.SetEnvironmentVariable("StatementArchive__Data", Data);
            Environment.SetEnvironmentVariable("StatementArchive__Seeds", Seeds);
            StartServer();
            Environment.SetEnvironmentVariable("StatementArchive__Data", null);
            Environment.SetEnvironmentVariable("StatementArchive__Seeds", null);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>A reader that follows no redirects.</summary>
    public HttpClient Reader() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A page's document, whatever its status is.</summary>
    public async Task<(HttpResponseMessage Response, IHtmlDocument Page)> OpenAsync(string path)
    {
        using var reader = Reader();
        var response = await reader.GetAsync(path, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The archive of <see cref="FixtureArchive"/>.</summary>
public class FixtureSite : Site
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var scope = Services.CreateAsyncScope();
        await FixtureArchive.FillAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>());
        await FollowIndexAsync();
    }

    // A busy machine may take longer over its index than a page waits for it.
    protected virtual Task FollowIndexAsync() => Services.GetRequiredService<StatementIndex>().FollowAsync(null, CancellationToken.None);
}

/// <summary>The same, without a place for its search index.</summary>
public sealed class SiteWithoutIndex : FixtureSite
{
    public override async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "index"), "no folder");
        await base.InitializeAsync();
    }

    protected override Task FollowIndexAsync() => Task.CompletedTask;
}

/// <summary>An archive with nothing in it.</summary>
public sealed class EmptySite : Site;

/// <summary>The archive as it is after its first start.</summary>
public class SeededSite : Site
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // A busy machine may take longer over its first index than a page waits for it.
        await Services.GetRequiredService<StatementIndex>().FollowAsync(null, CancellationToken.None);
    }

    protected override string Seeds
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "StatementArchive.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "seeds");
        }
    }
}

internal static class Elements
{
    public static string Words(this IParentNode page, string selector) =>
        string.Join(' ', page.QuerySelectorAll(selector).Select(e => e.TextContent)).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries) is var words
            ? string.Join(' ', words)
            : "";
}
