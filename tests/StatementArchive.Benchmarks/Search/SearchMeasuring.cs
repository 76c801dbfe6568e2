using System.Diagnostics;

namespace StatementArchive.Benchmarks.Search;

/// <summary>How long an engine took over the questions of a class.</summary>
/// <param name="Answers">How many were measured.</param>
internal sealed record SearchTimes(double MedianMilliseconds, double Percentile99Milliseconds, int Answers, double AnswersPerSecond);

/// <summary>Asks an engine and looks at the clock.</summary>
internal static class SearchMeasuring
{
    private const int MostAnswers = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestBeforehand = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Clients that ask one question after the other, each beginning with another one, until there are 400 answers or four seconds are over, but not
    /// before two answers of each client. Every question is asked once beforehand by each client, as far as two seconds allow.
    /// </summary>
    public static SearchTimes Measure(ISearchEngine engine, IReadOnlyList<SearchQuestion> questions, int clients)
    {
        var (times, watch) = (new List<double>[clients], new Stopwatch());
        var answers = 0;
        using var ready = new Barrier(clients, _ => watch.Start());
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() => Ask(client))).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        watch.Stop();
        var sorted = times.SelectMany(time => time).Order().ToList();
        return new SearchTimes(sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1], sorted.Count, sorted.Count / watch.Elapsed.TotalSeconds);

        void Ask(int client)
        {
            var own = times[client] = [];
            var beforehand = Stopwatch.StartNew();
            for (var at = 0; at < questions.Count && beforehand.Elapsed < LongestBeforehand; at++) engine.Run(questions[(client + at) % questions.Count]);
            ready.SignalAndWait();
            for (var at = client; own.Count < 2 || (watch.Elapsed < Longest && Volatile.Read(ref answers) < MostAnswers); at++)
            {
                var start = Stopwatch.GetTimestamp();
                engine.Run(questions[at % questions.Count]);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Interlocked.Increment(ref answers);
            }
        }
    }
}
