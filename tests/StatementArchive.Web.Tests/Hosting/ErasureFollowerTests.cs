using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StatementArchive.Data.Search;
using StatementArchive.Data.Sqlite;
using StatementArchive.Web.Hosting;
using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Web.Tests.Hosting;

public sealed class ErasureFollowerTests(ClockedDeskSite site) : IClassFixture<ClockedDeskSite>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_taken_out_of_the_index_for_a_fault_of_the_database_is_tried_again()
    {
        var (index, erasure, clock, log) = (site.Services.GetRequiredService<StatementIndex>(), new Erasure { IsIndexDue = true }, new FakeTimeProvider(), new FirstError());
        await index.FollowAsync(null, Cancellation);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Changes" RENAME TO "Elsewhere";""", Cancellation));
        using var follower = new ErasureFollower(erasure, index, log, site.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        await follower.StartAsync(Cancellation);
        await (await Task.WhenAny(log.Told, follower.ExecuteTask!)).WaitAsync(Cancellation);
        Assert.True(log.Told.IsCompleted);
        Assert.True(erasure.IsIndexDue);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Elsewhere" RENAME TO "Changes";""", Cancellation));
        while (erasure.IsIndexDue)
        {
            Assert.False(follower.ExecuteTask!.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10, Cancellation);
        }
        await follower.StopAsync(Cancellation);
    }

    private sealed class FirstError : ILogger<ErasureFollower>
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => _told.Task;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) _told.TrySetResult();
        }
    }
}
