using System.Globalization;
using System.Net;
using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Tests.Formats;
using StatementArchive.Tests;

namespace StatementArchive.Parsing.Tests;

/// <summary>Damaged pages and texts through the whole street: each is parsed, with every character accounted for, or refused in words.</summary>
public sealed class DamagedTextTests
{
    /// <summary>More runs by hand: set <c>FUZZ_RUNS</c>.</summary>
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 200;

    /// <summary>What one run may allocate, in bytes; a document has some ten thousand.</summary>
    private const long MostAllocated = 512L * 1024 * 1024;

    /// <summary>In bytes: longer documents are left to the benchmark.</summary>
    private const int LongestOfCorpus = 40_000;

    private static readonly string[] Plain = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "input.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string Corpus = Path.Combine(Repository.Root, "..", "shared", "corpus");

    [Theory]
    [InlineData("plain text")]
    [InlineData("Markdown")]
    [InlineData("HTML")]
    public void A_damaged_case_is_read_or_refused(string format) => ReadsOrRefuses(format, format switch { "HTML" => [.. Plain.Select(Html)], "Markdown" => [.. Plain.Select(Markdown)], _ => Plain });

    [Theory]
    [InlineData("plain text", "*.txt")]
    [InlineData("Markdown", "*.md")]
    [InlineData("HTML", "*.htm*")]
    public void A_damaged_document_of_the_web_is_read_or_refused(string format, string pattern)
    {
        Assert.SkipUnless(Directory.Exists(Corpus), "The corpus of real documents does not lie beside the checkout.");
        string[] documents = [.. Directory.GetFiles(Corpus, pattern, SearchOption.AllDirectories).Where(file => new FileInfo(file).Length is > 0 and < LongestOfCorpus && Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        Assert.NotEmpty(documents);
        ReadsOrRefuses(format, documents);
    }

    private static void ReadsOrRefuses(string format, string[] documents)
    {
        var read = 0;
        for (var run = 0; run < Runs; run++)
        {
            // Of its own for every run, so that one can be repeated alone.
            var random = new Random(20_200_104 + run);
            var bytes = TextDamage.Encoded(TextDamage.Of(documents[random.Next(documents.Length)], documents, random), random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var article = ArticleParser.Parse(bytes, GivenFacts.None, TestContext.Current.CancellationToken);
                ArticleContract.AccountsForEveryCharacter(article);
                ArticleContract.PointsIntoTheText(article);
                read++;
            }
            catch (UnreadableDocumentException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{format}, run {run}: {fault}");
            }
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated, $"{format}, run {run} allocates too much.");
        }
        // A test that only sees refusals tests nothing.
        Assert.True(read > Runs / 2, $"Only {read} of {Runs} were read.");
    }

    private static string Markdown(string text) => "---\ntitle: T\ndate: 2020-01-04\n---\n\n" + string.Join("\n\n", text.Split("\n\n").Select((part, at) => at % 5 == 1 ? "## " + part : at % 7 == 3 ? "> " + part : at % 11 == 4 ? "* *" + part + "*" : part));

    private static string Html(string text)
    {
        var body = new StringBuilder("<!DOCTYPE html><html lang=en><head><title>T - S</title><meta property='article:published_time' content='2020-01-04T11:11:00Z'></head><body><nav><a href=/>Home</a></nav><main>");
        foreach (var (at, part) in text.Split("\n\n").Index())
        {
            var words = WebUtility.HtmlEncode(part).Replace("\n", "<br>", StringComparison.Ordinal);
            body.Append(at % 5 == 1 ? $"<h2>{words}</h2>\n" : at % 7 == 3 ? $"<ul><li>{words}<li><b>{words}</b></ul>" : $"<p>{words}</p>\n");
        }
        return body.Append("</main><footer>Contact</footer></body></html>").ToString();
    }
}
