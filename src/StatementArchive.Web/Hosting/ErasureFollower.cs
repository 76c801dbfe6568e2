using StatementArchive.Data;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Web.Hosting;

/// <summary>Takes what was destroyed out of the database's files when that was not possible at once.</summary>
internal sealed class ErasureFollower(Erasure erasure, IServiceScopeFactory scopes, TimeProvider clock) : StoppableService
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
            await Task.Delay(Every, clock, stopping);
        }
    }
}
