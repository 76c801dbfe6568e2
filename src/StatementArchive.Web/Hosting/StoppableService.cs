namespace StatementArchive.Web.Hosting;

/// <summary>A service that runs beside the server until it is stopped, which is no fault: neither at the end nor when the server never came to listen.</summary>
internal abstract class StoppableService : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the first page is asked for there is nothing to wait for.
        await Task.Yield();
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host would take it for a fault if it had not begun to stop itself.
        }
    }

    /// <summary>Runs until it is stopped.</summary>
    protected abstract Task RunAsync(CancellationToken stopping);
}
