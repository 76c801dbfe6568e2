using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>
/// HTML (WHATWG HTML Living Standard) as saved from a browser. The extracted text is the main text in its order; what was
/// left out before it stands above it, and what was left out inside or behind it stands below.
/// </summary>
public static class HtmlReader
{
    private static readonly string[] Openings = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>The document, or <c>null</c> if the bytes are not HTML.</summary>
    /// <param name="declared">What it was delivered as; a page delivered as HTML is HTML, however it begins.</param>
    /// <exception cref="UnreadableDocumentException">HTML without any text, or beyond the limits.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes, ReadingLimits limits, DeclaredType? declared = null)
    {
        if (!(declared is { IsHtml: true } || LooksLikeHtml(bytes.Span)) || TextDecoding.TryDecodeMarkup(bytes.Span, declared?.Charset) is not var (source, encoding)) return null;
        var dom = Parse(source, limits);
        var body = dom.Body ?? throw new UnreadableDocumentException("The page has no body.");
        var blocks = HtmlFlattener.Flatten(body);
        if (blocks.Count == 0) throw new UnreadableDocumentException("The page holds no text.");
        MainText.Mark(body, blocks);
        return HtmlDocumentBuilder.Build(dom, blocks, encoding);
    }

    /// <summary>Parses HTML from whatever source, with its costs bounded. Scripts never run, nothing is loaded.</summary>
    /// <exception cref="UnreadableDocumentException">Beyond the limits.</exception>
    internal static IHtmlDocument Parse(string source, ReadingLimits limits)
    {
        var open = new OpenElements(limits);
        return new HtmlParser(new HtmlParserOptions { OnToken = (token, _) => open.See(token) }).ParseDocument(source);
    }

    // The sniffing of WHATWG MIME Sniffing, section 7.1, and an XML declaration before it.
    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n', '\f', '\0', '\u00ff', '\u00fe').Replace("\0", "", StringComparison.Ordinal);
        if (!start.StartsWith('<')) return false;
        return Openings.Any(tag => start.Contains(tag, StringComparison.OrdinalIgnoreCase));
    }
}
