using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StatementArchive.Benchmarks.Search;

/// <summary>How an engine starts in a process of its own, and what memory that process takes.</summary>
/// <param name="FirstPage">From the start of the process to its first page of hits.</param>
/// <param name="WorkingSet">Bytes after every question was answered once, as far as twenty seconds allow; files that are mapped into memory count as far as they were read.</param>
/// <param name="ManagedHeap">Bytes likewise, after a collection.</param>
internal sealed record SearchStart(TimeSpan FirstPage, long WorkingSet, long ManagedHeap)
{
    private const string DropCaches = "/proc/sys/vm/drop_caches";
    private const string Answered = "answered";
    private static readonly TimeSpan LongestAsking = TimeSpan.FromSeconds(20);

    /// <summary>Starts this program again as <c>search-start</c>, which opens the engine and answers the questions.</summary>
    /// <param name="folder">The folder of the run.</param>
    public static async Task<SearchStart> MeasureAsync(string engine, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["search-start", engine, folder]) { RedirectStandardOutput = true })!;
        if (await process.StandardOutput.ReadLineAsync() != Answered) throw new InvalidOperationException($"{engine} did not start.");
        watch.Stop();
        var memory = (await process.StandardOutput.ReadLineAsync())!.Split(' ').Select(bytes => long.Parse(bytes, CultureInfo.InvariantCulture)).ToList();
        await process.WaitForExitAsync();
        return new SearchStart(watch.Elapsed, memory[0], memory[1]);
    }

    /// <summary>What <see cref="MeasureAsync"/> starts.</summary>
    public static async Task RunAsync(string engine, string folder)
    {
        await using var archive = SearchBenchmark.Open(folder);
        var questions = await ReadAsync(folder);
        using var one = SearchEngines.All(archive, folder).Single(candidate => candidate.Name == engine);
        one.Open();
        one.Run(questions.First(question => question.Class == SearchQuestions.Common));
        Console.WriteLine(Answered);
        var watch = Stopwatch.StartNew();
        foreach (var question in questions.Where(question => one.CountsFacets || !question.WithFacets).TakeWhile(_ => watch.Elapsed < LongestAsking)) one.Run(question);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.WorkingSet} {heap}"));
    }

    /// <summary>Whether the folder of a run holds everything that is measured.</summary>
    public static bool IsReady(string folder) => File.Exists(QuestionsOf(folder));

    public static async Task<IReadOnlyList<SearchQuestion>> ReadAsync(string folder) => JsonSerializer.Deserialize<List<SearchQuestion>>(await File.ReadAllTextAsync(QuestionsOf(folder)))!;

    public static Task WriteAsync(IReadOnlyList<SearchQuestion> questions, string folder) => File.WriteAllTextAsync(QuestionsOf(folder), JsonSerializer.Serialize(questions));

    /// <summary>Makes the system forget the files that it holds in memory.</summary>
    /// <returns>Whether that is allowed.</returns>
    public static bool TryDropCaches()
    {
        try
        {
            File.WriteAllText(DropCaches, "3");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string QuestionsOf(string folder) => Path.Combine(folder, "questions.json");
}
