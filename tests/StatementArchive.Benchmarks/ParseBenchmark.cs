using System.Diagnostics;
using System.Text;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Benchmarks;

/// <summary>
/// Parses documents of 10 KB to 10 MB of text in every format that is read, made of real paragraphs in several layouts, and prints how much longer ten times
/// the text takes: 10 is linear. The baseline is decoding the very same text from UTF-8, in the same run. Both ratios are of processor times, which a busy
/// machine changes less.
/// </summary>
internal static class ParseBenchmark
{
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Short measurements are repeated for this long at least; the fastest counts.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <param name="files">Records of statements, whose paragraphs and authors the documents are made of.</param>
    /// <param name="only">What the name of a format or a layout must contain; empty for all.</param>
    public static void Run(IReadOnlyList<string> files, string only)
    {
        var material = ParseMaterial.Read(files);
        Console.WriteLine($"{material.Paragraphs:N0} paragraphs, {material.Names:N0} names");
        Console.WriteLine("| format | layout | text, KB | statements | seconds | MB/s | processor seconds | times decoding | times the size before |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (format, write) in WrittenFormats.All)
        {
            foreach (var layout in WrittenFormats.LayoutsOf(format))
            {
                if (!$"{format}, {layout}".Contains(only, StringComparison.OrdinalIgnoreCase)) continue;
                // The first runs load models and compile.
                Fastest(() => Parse(write(material.Articles(layout, Sizes[0]))));
                TimeSpan? before = null;
                foreach (var size in Sizes) before = Measure(material, format, layout, size, write, before);
            }
        }
    }

    private static TimeSpan? Measure(ParseMaterial material, string format, ParseLayout layout, int size, Func<IReadOnlyList<Article>, byte[]> write, TimeSpan? before)
    {
        var articles = material.Articles(layout, size);
        var text = Encoding.UTF8.GetBytes(string.Join("\n\n", articles.SelectMany(article => article.Pieces).Select(piece => piece.Text)));
        var bytes = write(articles);
        var row = $"| {format} | {layout} | {text.Length / 1e3:N0} |";
        try
        {
            var statements = 0;
            var (took, processor) = Fastest(() => statements = Parse(bytes));
            var (_, decoding) = Fastest(() => Encoding.UTF8.GetString(text));
            Console.WriteLine($"{row} {statements:N0} | {took.TotalSeconds:N3} | {text.Length / 1e6 / took.TotalSeconds:N2} | {processor.TotalSeconds:N3} | {processor / decoding:N0} | {(before is { } shorter ? processor / shorter : null):N1} |");
            return processor;
        }
        catch (UnreadableDocumentException refusal)
        {
            Console.WriteLine($"{row} refused: {refusal.Message} | | | | | |");
            return null;
        }
    }

    private static int Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return ContainerFormats.TryOpen(stream) is { } container
            ? container.Entries.Sum(entry => ArticleParser.Parse(entry, GivenFacts.None).Statements.Count)
            : ArticleParser.Parse(bytes, GivenFacts.None).Statements.Count;
    }

    /// <summary>The least time on the clock of a run, and the processor time of one on the average: its clock ticks too seldom to time one short run.</summary>
    private static (TimeSpan Took, TimeSpan Processor) Fastest(Action work)
    {
        var (fastest, runs, all, before) = (TimeSpan.MaxValue, 0, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        do
        {
            var one = Stopwatch.StartNew();
            work();
            if (one.Elapsed < fastest) fastest = one.Elapsed;
            runs++;
        }
        while (all.Elapsed < Shortest);
        return (fastest, (Environment.CpuUsage.TotalTime - before) / runs);
    }
}
