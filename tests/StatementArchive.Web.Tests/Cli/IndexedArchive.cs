using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>A data folder with an archive of many small statements, whose index other processes write.</summary>
internal sealed class IndexedArchive : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _rows;

    public string Data => _folder["archive"];

    public string Index => Path.Combine(Data, "index");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>Stores more statements, each with the word 'bread', and leaves the index alone.</summary>
    public async Task AddAsync(int statements)
    {
        var rows = Enumerable.Range(_rows, statements).Select(row => $$"""{"text": "Bread of row {{row}}, {{string.Join(' ', Enumerable.Range(row, 20).Select(word => $"w{word * 7919 % 10_007}"))}}.", "author": "Speaker {{row % 50}}", "date": "{{2000 + (row % 20)}}", "lang": "en"}""");
        var file = new FoundFile(_folder.Write($"in/{_rows}.jsonl", string.Join('\n', rows) + "\n"));
        _rows += statements;
        await using var services = Services();
        await ArchiveDatabase.PrepareAsync(services, TestContext.Current.CancellationToken);
        var outcome = Assert.IsType<IngestOutcome.Several>(await services.GetRequiredService<FileIngester>().IngestAsync(file, null, false, TestContext.Current.CancellationToken, null));
        Assert.Equal((statements, null), (outcome.New, outcome.Fault));
    }

    /// <summary>Opens the index as the next start would, lets it follow, and asserts that it finds every public statement once.</summary>
    public async Task AssertNextStartFindsAllAsync()
    {
        await using var services = Services();
        var index = services.GetRequiredService<StatementIndex>();
        Assert.True(index.Open());
        await index.FollowAsync(null, TestContext.Current.CancellationToken);
        Assert.Equal(new IndexState(_rows, 0, false), await index.StateAsync(TestContext.Current.CancellationToken));
        await using var scope = services.CreateAsyncScope();
        var expected = await scope.ServiceProvider.GetRequiredService<ArchiveContext>().PublicStatements().Select(s => s.Id).Order().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(_rows, expected.Count);
        foreach (var root in new SearchNode?[] { null, SearchQuery.Read("bread").Root })
        {
            var request = new SearchRequest(root, StatementFilter.Everything, SearchOrder.Added, 0, SearchRequest.Deepest, new HashSet<string>());
            var found = await scope.ServiceProvider.GetRequiredService<StatementSearch>().FindAsync(request, ChosenFacets.None, TestContext.Current.CancellationToken);
            Assert.Equal(_rows, found.Total);
            Assert.Equal(expected, found.Hits.Select(hit => hit.Id).Order());
            Assert.Equal(_rows, found.Facets.Authors.Values.Sum());
        }
        Assert.Single(Directory.GetDirectories(Index));
    }

    private ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(Options.Create(new ArchiveOptions { Data = Data }))
        .AddSingleton(TimeProvider.System)
        .AddArchiveDatabase()
        .BuildServiceProvider();
}
