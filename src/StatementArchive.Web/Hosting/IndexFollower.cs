using StatementArchive.Data.Search;

namespace StatementArchive.Web.Hosting;

/// <summary>Opens the search index with the server, and keeps it up with the database while pages are served.</summary>
internal sealed partial class IndexFollower(StatementIndex index, TimeProvider clock, ILogger<IndexFollower> log) : StoppableService
{
    // What other processes publish is found after this, or with the next search.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        index.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await index.FollowAsync(new Progress<IndexState>(state => Progressing(log, state.Indexed, state.Missing)), stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The search index has {Indexed} statements; about {Missing} are missing")]
    private static partial void Progressing(ILogger logger, int indexed, long missing);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index could not follow the database")]
    private static partial void Failed(ILogger logger, Exception exception);
}
