using StatementArchive.Data.Duplicates;

namespace StatementArchive.Web.Hosting;

/// <summary>Keeps the statements that are compared with new ones up with the database, some at a time, so that who writes need not wait long.</summary>
internal sealed partial class ShingleFollower(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ShingleFollower> log) : StoppableService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private const int AtATime = 1_000;

    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                int missing;
                do
                {
                    await using var scope = scopes.CreateAsyncScope();
                    missing = await scope.ServiceProvider.GetRequiredService<NearDuplicates>().FollowAsync(stopping, AtATime);
                }
                while (missing > 0);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Statements could not be taken in among those that are compared")]
    private static partial void Failed(ILogger logger, Exception exception);
}
