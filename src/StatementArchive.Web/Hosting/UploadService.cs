using StatementArchive.Data.Uploads;

namespace StatementArchive.Web.Hosting;

/// <summary>Takes in what was handed in at the desk, one after the other, while pages are served.</summary>
internal sealed partial class UploadService(UploadWorker worker, UploadSignals signals, IServiceScopeFactory scopes, TimeProvider clock, ILogger<UploadService> log) : StoppableService
{
    // What other processes hand in or leave is found after this; what this one does, at once.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var change = signals.NextChange;
            try
            {
                while (await worker.WorkOnNextAsync(stopping))
                {
                }
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<UploadDesk>().RemoveOldAsync(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
                // What was handed in meanwhile would fail as well.
                change = Task.Delay(Timeout.InfiniteTimeSpan, clock, stopping);
            }
            await Task.WhenAny(change, Task.Delay(Every, clock, stopping));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was handed in cannot be taken in for now")]
    private static partial void Failed(ILogger logger, Exception exception);
}
