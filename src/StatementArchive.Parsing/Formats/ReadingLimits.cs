namespace StatementArchive.Parsing.Formats;

/// <summary>
/// How much a reader takes upon itself. Whatever is beyond is refused in words that name the limit. Sizes are bytes as they come out, never
/// what a file says of itself. Every value must be positive.
/// </summary>
public sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Largest article inside a file of several, in bytes: a row, a feed's entry, a page of a crawl, a file of a ZIP. 16 MiB.</summary>
    public int LargestEntry { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most bytes that a file may inflate to in all, however it is packed and however deep. 16 GiB.</summary>
    public long InflatedBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Most bytes that come of one packed byte, on the average, once <see cref="AlwaysInflated"/> is passed. Text reaches 30, deflate at most 1,032.</summary>
    public int InflationRatio { get; init; } = 250;

    /// <summary>Bytes that a file may inflate to at any ratio. 64 MiB.</summary>
    public long AlwaysInflated { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most entries of a ZIP: what it can count without the extension ZIP64 (APPNOTE, section 4.4.22).</summary>
    public int ZipEntries { get; init; } = 65_535;

    /// <summary>How many ZIPs may lie in each other: 2, so a ZIP in a ZIP is read and none in that.</summary>
    public int NestedZips { get; init; } = 2;

    /// <summary>Largest ZIP that is held in memory because it lies inside another file, in bytes; one on a disk may be of any size. 64 MiB.</summary>
    public int ZipInMemory { get; init; } = 64 * 1024 * 1024;

    /// <summary>Largest feed, in bytes: it is held in memory, because only its whole shows its encoding. 64 MiB.</summary>
    public int FeedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Elements inside elements of XML.</summary>
    public int XmlDepth { get; init; } = 256;

    /// <summary>Elements of a page that are open in each other. Browsers show no more than 512; the rest is for pages that close nothing.</summary>
    public int HtmlDepth { get; init; } = 1_000;

    /// <summary>Elements that formatting which is never closed repeats in later blocks of a page (HTML, section 13.2.4.3).</summary>
    public int HtmlRepeatedElements { get; init; } = 500_000;

    /// <summary>
    /// Marks (runs of stars or underscores, brackets, tags that do not end) in the one paragraph of a Markdown file that has any; of several the squares
    /// count together. To find which belong together takes time with the square of their number.
    /// </summary>
    public int MarkdownMarks { get; init; } = 10_000;

    /// <summary>Lists and mappings inside others in the front matter of a Markdown file.</summary>
    public int YamlDepth { get; init; } = 64;

    /// <summary>Pages of a PDF.</summary>
    public int PdfPages { get; init; } = 2_000;

    /// <summary>Letters on one page of a PDF; a page of a newspaper has some 30,000.</summary>
    public int PdfLettersOnPage { get; init; } = 200_000;

    /// <summary>Bytes that one stream of a PDF may inflate to, pictures aside, which are not looked at; the largest fonts have 20. 32 MiB.</summary>
    public long PdfStreamBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes that all streams of a PDF may inflate to, each as often as it is used. 1 GiB.</summary>
    public long PdfInflatedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>For the whole of a PDF. Content streams can be written so that they take for ever.</summary>
    public TimeSpan PdfTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>All parts of a Word document together, in bytes. 64 MiB.</summary>
    public long WordInflatedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Parts of a Word document.</summary>
    public int WordParts { get; init; } = 10_000;

    /// <summary>MIME parts inside parts of a mail; a person's mail has three or four levels.</summary>
    public int MailDepth { get; init; } = 32;

    /// <summary>Names of the limits that are zero or less, with which nothing could be read.</summary>
    public IEnumerable<string> NotPositive() => typeof(ReadingLimits).GetProperties()
        .Where(property => property.CanWrite && property.GetValue(this) is int and <= 0 or long and <= 0 or TimeSpan { Ticks: <= 0 })
        .Select(property => property.Name);
}
