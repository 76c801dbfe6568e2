using StatementArchive.Data;
using StatementArchive.Data.Search;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Web.Hosting;

/// <summary>Takes what was destroyed out of the files of the search index, and out of the database's when that was not possible at once.</summary>
internal sealed partial class ErasureFollower(Erasure erasure, StatementIndex index, ILogger<ErasureFollower> log, IServiceScopeFactory scopes, TimeProvider clock) : StoppableService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (erasure.IsDue)
            {
                await using var scope = scopes.CreateAsyncScope();
                await erasure.TryAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), stopping);
            }
            if (erasure.IsIndexDue) await ForgetAsync(stopping);
            await Task.Delay(Every, clock, stopping);
        }
    }

    private async Task ForgetAsync(CancellationToken stopping)
    {
        // What is destroyed while the index is being written is destroyed after it.
        erasure.IsIndexDue = false;
        try
        {
            if (!await index.ForgetAsync(stopping)) erasure.IsIndexDue = true;
        }
        catch (Exception e)
        {
            erasure.IsIndexDue = true;
            if (e is OperationCanceledException) throw;
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was destroyed could not be taken out of the search index for now")]
    private static partial void Failed(ILogger logger, Exception exception);
}
