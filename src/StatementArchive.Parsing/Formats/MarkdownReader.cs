using System.Text.RegularExpressions;
using Markdig;
using StatementArchive.Parsing.Formats.Html;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Markdown (CommonMark 0.31), with a front matter in YAML or without. Without one, a text counts as Markdown only if it
/// has mark-up of several kinds: in plain text a star is a star.
/// </summary>
public static partial class MarkdownReader
{
    /// <summary>Names of front matter fields as site generators use them, by fact.</summary>
    private static readonly (DocumentFactKind Kind, string[] Fields)[] Fields =
    [
        (DocumentFactKind.Title, ["title"]),
        (DocumentFactKind.Subtitle, ["subtitle", "description", "standfirst", "summary", "lead"]),
        (DocumentFactKind.Published, ["date", "published", "publishdate", "pubdate", "created"]),
        (DocumentFactKind.Author, ["author", "authors", "by", "byline"]),
        (DocumentFactKind.Language, ["lang", "language"]),
        (DocumentFactKind.Url, ["canonical", "canonical_url", "url"]),
        (DocumentFactKind.Source, ["source", "publication", "site"]),
    ];

    private const int LongestFact = 1_000;
    private const int MostFacts = 500;

    private static readonly MarkdownPipeline CommonMark = new MarkdownPipelineBuilder().Build();

    /// <summary>The document, or <c>null</c> if the bytes are not Markdown: a text without front matter whose marks are beyond the limits is none either.</summary>
    /// <exception cref="UnreadableDocumentException">Nothing below the front matter, or more below it than the limits allow.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        if (TextDecoding.TryDecode(bytes.Span) is not var (source, encoding) || source.Contains('\0')) return null;
        var front = FrontMatter.TryRead(source, limits);
        if (front is null && !HasMarkup(source)) return null;
        if (MarkdownText.TryToHtml(WithMeantBreaks(WithDatesAsText(front is null ? source : source[front.Length..])), CommonMark, limits) is not { } html)
            return front is null ? null : throw new UnreadableDocumentException($"The Markdown below the front matter is nested too deep, or has more than {limits.MarkdownMarks:N0} marks in a paragraph.");
        var facts = front is null ? [] : FactsOf(front);
        var blocks = HtmlFlattener.Flatten(HtmlReader.Parse(html, limits).Body!);
        if (blocks.Count == 0) throw new UnreadableDocumentException("The file holds no text below its front matter.");
        // Commands of site generators (Hugo and others) that set a figure or a film: '{{< figure src="…" >}}'.
        foreach (var block in blocks.Where(block => block.Text is ['{', '{', '<' or '%', .., '>' or '%', '}', '}'])) block.LeftOutReason = "shortcode";
        if (facts.Count == 0 && blocks[0] is { Kind: BlockKind.Heading, Level: 1 } heading)
        {
            facts.Add(new DocumentFact(DocumentFactKind.Title, heading.Text.Replace('\n', ' '), "first-heading", null, 0.9));
            heading.LeftOutReason = "title";
        }
        return HtmlDocumentBuilder.Build("text/markdown", facts, blocks, encoding);
    }

    private static List<DocumentFact> FactsOf(FrontMatter front) =>
    [
        .. Fields.SelectMany(fact => front.Fields.Where(field => IsOf(field, fact.Fields)).SelectMany(field => field.Values)
            .Select(value => value.Trim()).Where(value => value.Length is > 0 and <= LongestFact).Take(MostFacts)
            .Select(value => new DocumentFact(fact.Kind, value, "front-matter", null, 0.95))),
    ];

    /// <summary>The fields that become no facts, or not with all that stands in them.</summary>
    internal static IEnumerable<FrontMatterField> Unread(FrontMatter front)
    {
        var isTooMuch = front.Fields.Sum(field => field.Values.Count) > MostFacts;
        return front.Fields.Where(field => isTooMuch || !field.IsWhole || field.Values.Any(value => value.Trim().Length > LongestFact) || !Fields.Any(fact => IsOf(field, fact.Fields)));
    }

    private static bool IsOf(FrontMatterField field, string[] names) => field.Name is { } name && names.Contains(name.ToLowerInvariant());

    // '3. März 2014' is a date and no third item of a list, which would lose its number.
    private static string WithDatesAsText(string source) => DateLikeItem().Replace(source, @"$1\$2");

    [GeneratedRegex(@"^( {0,3}\d{1,2})(\. \p{L}{3,12}\.? \d{4})", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex DateLikeItem();

    // A line wholly in bold or italics, and one that only takes leave, is a line to its writer, though the next one follows without a blank line.
    private static string WithMeantBreaks(string source) => string.Join('\n', source.Split('\n').Select(line =>
        line.AsSpan().TrimEnd('\r') is { Length: <= LongestMeantLine } bare && (EmphasisedLine().IsMatch(bare) || LineShapes.IsValediction(bare.ToString())) ? $"{bare}  " : line));

    private const int LongestMeantLine = 120;

    [GeneratedRegex(@"^ {0,3}(?:\*\*[^*]+\*\*:?|__[^_]+__:?|\*[^*]+\*|_[^_]+_)[ \t]*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex EmphasisedLine();

    private static bool HasMarkup(string source) =>
        new[] { Heading(), Link(), Strong(), Fence(), QuotedLine() }.Count(kind => kind.IsMatch(source)) >= 2 || Heading().Count(source) >= 2;

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+\S", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[[^\]\n]{1,200}\]\((https?:|/|#|mailto:)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"(\*\*|__)\S[^*_\n]{0,200}\S(\*\*|__)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Strong();

    [GeneratedRegex(@"^(```|~~~)", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^>[ \t]\S", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex QuotedLine();
}
