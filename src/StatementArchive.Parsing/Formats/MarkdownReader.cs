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
        var front = FrontMatter().Match(source);
        var stated = front.Success ? FactsOf(front.Groups["yaml"].Value) : null;
        if (stated is null && !HasMarkup(source)) return null;
        var facts = stated ?? [];
        var body = stated is null ? source : source[front.Length..];
        var dom = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(body, CommonMark));
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

    /// <summary>The facts of a front matter; <c>null</c> if it is no YAML mapping, so that the lines between rules are text.</summary>
    private static List<DocumentFact>? FactsOf(string yaml)
    {
        var facts = new List<DocumentFact>();
        if (yaml.Length > LongestFrontMatter) return null;
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

    [GeneratedRegex(@"\A\ufeff?---[ \t]*\r?\n(?<yaml>.*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\z)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex FrontMatter();

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
