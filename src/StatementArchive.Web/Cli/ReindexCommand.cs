using StatementArchive.Data;
using StatementArchive.Data.Search;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>reindex</c>: builds the search index anew beside the one in use, and puts it in its place.</summary>
internal static class ReindexCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellation)
    {
        using var host = ArchiveHost.BuildForCommands(settings);
        await ArchiveDatabase.PrepareAsync(host.Services, cancellation);
        var index = host.Services.GetRequiredService<StatementIndex>();
        index.Open();
        await index.RebuildAsync(new Progress<IndexState>(state => Console.Error.WriteLine($"{state.Indexed} statements, {state.Missing} to go")), cancellation);
        Console.WriteLine($"The search index has {(await index.StateAsync(cancellation)).Indexed} statements.");
        return CommandLine.Done;
    }
}
