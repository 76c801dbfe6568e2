using System.IO.Compression;
using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

/// <summary>Opens and builds files of several articles.</summary>
internal static class Containers
{
    public static Container Opened(byte[] bytes, ReadingLimits? limits = null) => ContainerFormats.TryOpen(new MemoryStream(bytes), limits) ?? throw new InvalidOperationException("No container.");

    public static List<ContainerEntry> Entries(byte[] bytes, ReadingLimits? limits = null) => [.. Opened(bytes, limits).Entries];

    public static List<ContainerEntry> Entries(string text) => Entries(Encoding.UTF8.GetBytes(text));

    public static List<ParsedArticle> Articles(byte[] bytes) => [.. Entries(bytes).Select(Parsed)];

    public static List<ParsedArticle> Articles(string text) => Articles(Encoding.UTF8.GetBytes(text));

    public static ParsedArticle Parsed(ContainerEntry entry) => ArticleParser.Parse(entry, GivenFacts.None, TestContext.Current.CancellationToken);

    /// <summary>Why the file is refused, be it at once or while it is read.</summary>
    public static string Refusal(byte[] bytes, ReadingLimits? limits = null) => Assert.Throws<UnreadableDocumentException>(() => Entries(bytes, limits)).Message;

    public static bool IsContainer(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return ContainerFormats.TryOpen(stream) is not null;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(bytes);
        return output.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }
        return output.ToArray();
    }

    public static string? ValueOf(ParsedArticle article, string fact, string rule) => article.Evidence.FirstOrDefault(evidence => evidence.Fact == fact && evidence.Rule == rule)?.Value;
}
