using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Tests;

namespace StatementArchive.Benchmarks.Search;

/// <summary>
/// Makes statements, takes them into an archive of their own, builds the index of every engine from that archive, and measures all of them side by side.
/// Prints tables in Markdown.
/// </summary>
internal static class SearchBenchmark
{
    private const int Clients = 8;

    // Of each class, in the table.
    private const int Examples = 3;

    /// <param name="folder">Files of records of which statements are made.</param>
    /// <param name="kept">A folder in which the archive and all indexes stay for another run, and are taken from if they are there; <c>null</c> if nothing is to stay.</param>
    public static async Task RunAsync(int statements, string folder, string? kept)
    {
        using var temporary = kept is null ? new TempFolder() : null;
        var run = temporary?.Path ?? Directory.CreateDirectory(kept!).FullName;
        Print($"{statements:N0} statements, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:N0} GB of memory, load average {LoadAverage()}");
        await using var archive = Open(run);
        var engines = SearchEngines.All(archive, run);
        try
        {
            if (!SearchStart.IsReady(run))
            {
                var frequencies = Make(statements, folder, Path.Combine(run, "statements.jsonl"));
                await IngestAsync(archive, Path.Combine(run, "statements.jsonl"));
                File.Delete(Path.Combine(run, "statements.jsonl"));
                await BuildAsync(engines);
                await SearchStart.WriteAsync(SearchQuestions.Choose(frequencies, await new ArchiveRows(archive).OrganisationsAsync()), run);
            }
            var questions = await SearchStart.ReadAsync(run);
            await StartAsync(engines, run);
            foreach (var engine in engines) engine.Open();
            Compare(engines, questions);
            Measure(engines, questions, 1);
            Measure(engines, questions, Clients);
        }
        finally
        {
            foreach (var engine in engines) engine.Dispose();
        }
    }

    /// <summary>The archive in a folder of a run, with all that takes articles in.</summary>
    public static ServiceProvider Open(string folder) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(Options.Create(new ArchiveOptions { Data = Path.Combine(folder, "data") }))
        .AddSingleton(TimeProvider.System)
        .AddArchiveDatabase()
        .BuildServiceProvider();

    private static DocumentFrequencies Make(int statements, string folder, string file)
    {
        var watch = Stopwatch.StartNew();
        var material = SearchMaterial.Read(folder);
        material.Write(file, statements);
        Print($"made {new FileInfo(file).Length / 1e6:N0} MB of JSON Lines with {material.Frequencies.DifferentWords:N0} different words in {watch.Elapsed.TotalSeconds:N0} s");
        return material.Frequencies;
    }

    private static async Task IngestAsync(ServiceProvider archive, string file)
    {
        await ArchiveDatabase.PrepareAsync(archive, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var outcome = await archive.GetRequiredService<ContainerIngester>().TryIngestAsync(new FoundFile(file), null, false, null, CancellationToken.None);
        if (outcome is not { Known: 0, Refused: 0, Fault: null }) throw new InvalidOperationException($"Not every statement was taken in: {outcome}");
        var database = Path.Combine(archive.GetRequiredService<IOptions<ArchiveOptions>>().Value.DataPath, "archive.db");
        Print($"taken in: {outcome.New:N0} in {watch.Elapsed.TotalSeconds:N0} s, {outcome.New / watch.Elapsed.TotalSeconds:N0} a second, a database of {new FileInfo(database).Length / 1e6:N0} MB; load average {LoadAverage()}");
    }

    private static async Task BuildAsync(IReadOnlyList<ISearchEngine> engines)
    {
        Table("Building", ["engine", "seconds", "processor seconds", "MB", "of which texts, MB", "load average"]);
        foreach (var engine in engines)
        {
            CollectGarbage();
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await engine.BuildAsync();
            watch.Stop();
            Row([engine.Name, Shown(watch.Elapsed.TotalSeconds), Shown((Environment.CpuUsage.TotalTime - before).TotalSeconds), Shown(engine.Size / 1e6), Shown(engine.SizeOfTexts / 1e6), LoadAverage()]);
        }
    }

    private static async Task StartAsync(IReadOnlyList<ISearchEngine> engines, string folder)
    {
        Table("Starting, each in a process of its own", ["engine", "first page, warm, ms", "first page, cold, ms", "working set, MB", "managed heap, MB"]);
        foreach (var engine in engines)
        {
            // The first start reads what the second finds in the system's memory.
            await SearchStart.MeasureAsync(engine.Name, folder);
            var warm = await SearchStart.MeasureAsync(engine.Name, folder);
            var cold = SearchStart.TryDropCaches() ? Shown((await SearchStart.MeasureAsync(engine.Name, folder)).FirstPage.TotalMilliseconds) : "not allowed to drop the system's caches";
            Row([engine.Name, Shown(warm.FirstPage.TotalMilliseconds), cold, Shown(warm.WorkingSet / 1e6), Shown(warm.ManagedHeap / 1e6)]);
        }
    }

    private static void Compare(IReadOnlyList<ISearchEngine> engines, IReadOnlyList<SearchQuestion> questions)
    {
        var hits = SearchAgreement.Check(engines, questions, out var disagreements);
        Table("Questions", ["class", "hits, fewest to most", "questions", "for example"]);
        foreach (var (name, of) in questions.GroupBy(question => question.Class).Select(of => (of.Key, of)))
            Row([name, $"{of.Min(question => hits[question]):N0} to {of.Max(question => hits[question]):N0}", of.Count().ToString(CultureInfo.InvariantCulture), string.Join("; ", of.Take(Examples))]);
        Print($"\n{questions.Count} questions, {disagreements.Count} disagreements{string.Concat(disagreements.Select(one => $"\n- {one}"))}");
    }

    private static void Measure(IReadOnlyList<ISearchEngine> engines, IReadOnlyList<SearchQuestion> questions, int clients)
    {
        var load = LoadAverage();
        Table(
            clients == 1 ? "One client: median and 99th percentile, ms (answers measured)" : $"{clients} clients: median and 99th percentile, ms (answers a second)",
            ["class", .. engines.Select(engine => engine.Name)]);
        foreach (var of in questions.GroupBy(question => question.Class))
            Row([of.Key, .. engines.Select(engine => !engine.CountsFacets && of.Any(question => question.WithFacets) ? "–" : Cell(engine, [.. of]))]);
        Print($"\nLoad average {load} before, {LoadAverage()} after, of which this run is a part.");

        string Cell(ISearchEngine engine, IReadOnlyList<SearchQuestion> asked)
        {
            CollectGarbage();
            var times = SearchMeasuring.Measure(engine, asked, clients);
            return $"{Shown(times.MedianMilliseconds)} / {Shown(times.Percentile99Milliseconds)} ({(clients == 1 ? times.Answers.ToString("N0", CultureInfo.InvariantCulture) : Shown(times.AnswersPerSecond))})";
        }
    }

    // No engine pays for what another left behind.
    private static void CollectGarbage()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
    }

    private static void Table(string title, IReadOnlyList<string> columns)
    {
        Print($"\n### {title}\n");
        Row(columns);
        Row([.. columns.Select(column => column is "class" or "engine" or "for example" ? "---" : "---:")]);
    }

    private static void Row(IEnumerable<string> cells) => Print($"| {string.Join(" | ", cells)} |");

    private static void Print(string line) => Console.WriteLine(line);

    // Three digits tell all that such a measurement can.
    private static string Shown(double number) => number switch
    {
        >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("N1", CultureInfo.InvariantCulture),
        _ => number.ToString("N2", CultureInfo.InvariantCulture),
    };

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
