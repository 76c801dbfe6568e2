using StatementArchive.Data.Ingestion;
using StatementArchive.Web.Cli;

namespace StatementArchive.Web.Tests.Cli;

public sealed class IngestPaceTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Tells_how_many_how_fast_and_for_how_long_still()
    {
        var pace = new IngestPace(_clock);
        _clock.Now += TimeSpan.FromSeconds(10);
        Assert.Equal("20,000 articles, 2,000 a second, 0:15 left, at row 20000", pace.Tell(new ContainerProgress(400, 1_000, 19_000, 900, 100, "row 20000")));
    }

    [Fact]
    public void What_went_fast_more_than_half_a_minute_ago_counts_no_more()
    {
        var pace = new IngestPace(_clock);
        _clock.Now += TimeSpan.FromSeconds(1);
        pace.Tell(new ContainerProgress(50_000, 100_000, 0, 50_000, 0, "row 50000"));
        _clock.Now += TimeSpan.FromSeconds(40);
        Assert.Equal("54,000 articles, 100 a second, 7:40 left, at row 54000", pace.Tell(new ContainerProgress(54_000, 100_000, 4_000, 50_000, 0, "row 54000")));
    }

    [Fact]
    public void Long_times_have_hours()
    {
        var pace = new IngestPace(_clock);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Contains("27:46:39 left", pace.Tell(new ContainerProgress(1, 100_000, 1, 0, 0, "row 1")), StringComparison.Ordinal);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
