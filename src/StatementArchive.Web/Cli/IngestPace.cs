using System.Globalization;
using StatementArchive.Data.Ingestion;

namespace StatementArchive.Web.Cli;

/// <summary>
/// How fast a file of several articles is taken in, and for how long still. Of the last half minute only: a file that was taken in halfway
/// before begins with entries that are known, which go faster.
/// </summary>
public sealed class IngestPace(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly long _start = clock.GetTimestamp();
    private readonly Queue<(TimeSpan At, int Entries, long Bytes)> _samples = new([(TimeSpan.Zero, 0, 0)]);

    /// <summary>Since the file was begun.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>Takes the progress in and tells of it: <c>12,500 articles, 1,830 a second, 0:14 left, at row 12500</c>.</summary>
    public string Tell(ContainerProgress progress)
    {
        var now = Elapsed;
        _samples.Enqueue((now, progress.Entries, progress.BytesRead));
        while (_samples.Count > 2 && now - _samples.Peek().At > Window) _samples.Dequeue();
        var (at, entries, bytes) = _samples.Peek();
        var seconds = Math.Max(0.001, (now - at).TotalSeconds);
        var rate = (progress.Entries - entries) / seconds;
        var left = (progress.BytesRead - bytes) / seconds is > 0 and var speed ? $", {Clock(TimeSpan.FromSeconds(Math.Ceiling((progress.Length - progress.BytesRead) / speed)))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.Entries:N0} articles, {rate:N0} a second{left}, at {progress.Place}");
    }

    private static string Clock(TimeSpan time) =>
        time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
}
