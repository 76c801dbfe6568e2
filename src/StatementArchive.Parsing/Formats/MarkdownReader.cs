using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Markdig;
using StatementArchive.Parsing.Formats.Html;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Markdown (CommonMark 0.31), with a front matter in YAML or without. Without one, a text counts as Markdown only if it
/// has mark-up of several kinds: in plain text a star is a star.
/// </summary>
public static partial class MarkdownReader
{
    private const int LongestFrontMatter = 256 * 1024;

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

    private static readonly MarkdownPipeline CommonMark = new MarkdownPipelineBuilder().Build();

    /// <summary>The document, or <c>null</c> if the bytes are not Markdown.</summary>
    /// <exception cref="UnreadableDocumentException">Nothing below the front matter.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes)
    {
        if (TextDecoding.TryDecode(bytes.Span) is not var (source, encoding) || source.Contains('\0')) return null;
        var front = FrontMatter(source);
        var stated = front is { } found ? FactsOf(source[found.Yaml]) : null;
        if (stated is null && !HasMarkup(source)) return null;
        var facts = stated ?? [];
        var body = stated is null ? source : source[front!.Value.End..];
        var dom = new HtmlParser().ParseDocument(Html(body));
        var blocks = HtmlFlattener.Flatten(dom.Body!);
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

    /// <summary>Where the YAML between two rules at the beginning stands, and where the text goes on; <c>null</c> if there is none.</summary>
    private static (Range Yaml, int End)? FrontMatter(string source)
    {
        var start = source.StartsWith('\ufeff') ? 1 : 0;
        if (!source.AsSpan(start).StartsWith("---", StringComparison.Ordinal)) return null;
        var limit = Math.Min(source.Length, LongestFrontMatter);
        int? first = null;
        for (var at = start; at < limit;)
        {
            var end = source.IndexOf('\n', at) is var newLine and >= 0 ? newLine : source.Length;
            var line = source.AsSpan(at, end - at).TrimEnd(" \t\r");
            var next = Math.Min(end + 1, source.Length);
            if (first is null)
            {
                if (line is not "---") return null;
                first = next;
            }
            else if (line is "---" or "...") return (first.Value..at, next);
            at = next;
        }
        return null;
    }

    /// <exception cref="UnreadableDocumentException">Mark-up that no writer writes, and whose reading could take for ever.</exception>
    private static string Html(string markdown)
    {
        if (MostMarksOfAParagraph(markdown) > MostMarks)
            throw new UnreadableDocumentException(FormattableString.Invariant($"More than {MostMarks:N0} marks of emphasis, code and links stand in one paragraph of this Markdown."));
        try
        {
            return Markdig.Markdown.ToHtml(markdown, CommonMark);
        }
        catch (ArgumentException)
        {
            throw new UnreadableDocumentException("The mark-up of this Markdown is nested too deeply.");
        }
    }

    // Every run of back-ticks may look through the rest of its paragraph for its end.
    private static int MostMarksOfAParagraph(string markdown)
    {
        int most = 0, marks = 0;
        var isBlank = true;
        for (var at = 0; at < markdown.Length; at++)
        {
            var c = markdown[at];
            if (c == '\n')
            {
                if (isBlank) marks = 0;
                isBlank = true;
                continue;
            }
            if (c is not (' ' or '\t' or '\r')) isBlank = false;
            // Brackets open each by itself, the others in runs.
            if (c is '[' or '<' || (c is '`' or '*' or '_' && (at == 0 || markdown[at - 1] != c))) most = Math.Max(most, ++marks);
        }
        return most;
    }

    // Deeper than any writer nests; the library that reads YAML goes down by recursion.
    private static bool IsNestedDeeply(string yaml)
    {
        int depth = 0, indent = 0;
        var isIndent = true;
        foreach (var c in yaml)
        {
            if (c is '[' or '{' && ++depth > DeepestFrontMatter) return true;
            if (c is ']' or '}' && depth > 0) depth--;
            if (c == '\n') (isIndent, indent) = (true, 0);
            else if (isIndent && c is ' ' or '\t' or '-' or '?') indent++;
            else isIndent = false;
            if (indent > LongestIndent) return true;
        }
        return false;
    }

    private const int MostMarks = 10_000;
    private const int DeepestFrontMatter = 64;
    private const int LongestIndent = 256;

    /// <summary>The facts of a front matter; <c>null</c> if it is no YAML mapping, so that the lines between rules are text.</summary>
    private static List<DocumentFact>? FactsOf(string yaml)
    {
        var facts = new List<DocumentFact>();
        if (IsNestedDeeply(yaml)) return null;
        try
        {
            var stream = new YamlStream();
            stream.Load(new Parser(new StringReader(yaml)));
            if (stream.Documents is not [{ RootNode: YamlMappingNode mapping }]) return null;
            foreach (var (kind, names) in Fields)
            {
                foreach (var (key, value) in mapping.Children)
                {
                    if (key is not YamlScalarNode { Value: { } name } || !names.Contains(name.ToLowerInvariant())) continue;
                    var values = value switch
                    {
                        YamlScalarNode { Value: { } one } => [one],
                        YamlSequenceNode many => many.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? ""),
                        _ => Enumerable.Empty<string>(),
                    };
                    facts.AddRange(values.Select(one => one.Trim()).Where(one => one.Length is > 0 and <= 1000).Select(one => new DocumentFact(kind, one, "front-matter", null, 0.95)));
                }
            }
        }
        catch (YamlException)
        {
            return null;
        }
        return facts;
    }

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
