using System.Buffers;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Plain text: paragraphs between blank lines. Whether a line break inside a paragraph is meant (slogans, verses,
/// addresses) or only wraps prose is decided by the whole document: text that is wrapped is wrapped at one width.
/// </summary>
public static class PlainTextReader
{
    /// <summary>A line longer than this, in characters, is a paragraph of its own where lines are not wrapped.</summary>
    private const int LongestShortLine = 100;

    /// <summary>Nobody wraps prose narrower than this, in characters; shorter lines are slogans, names and addresses.</summary>
    private const int NarrowestWidth = 40;

    private const int WidestWidth = 132;

    /// <summary>Lines this much shorter than the width, in characters, still count as full.</summary>
    private const int Raggedness = 16;

    /// <summary>Wrapped text has at least this many full lines …</summary>
    private const int FewestFullLines = 4;

    /// <summary>… and at least this share of its lines, last ones of paragraphs aside.</summary>
    private const double LeastShareOfFullLines = 0.6;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\f\u0085\u2028\u2029");

    /// <summary>The document, or <c>null</c> if the bytes are no text.</summary>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes)
    {
        if (TextDecoding.TryDecode(bytes.Span) is not var (text, encoding) || text.Contains('\0')) return null;
        var paragraphs = Paragraphs(text);
        if (paragraphs.Count == 0) throw new UnreadableDocumentException("The file holds no text, only white space.");
        var width = WrapWidth(paragraphs);
        return new Document
        {
            MediaType = "text/plain",
            Text = text,
            Encoding = encoding,
            Blocks = [.. paragraphs.SelectMany(lines => Blocks(text, lines, width))],
        };
    }

    private static List<List<TextSpan>> Paragraphs(string text)
    {
        var paragraphs = new List<List<TextSpan>>();
        List<TextSpan>? open = null;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(LineEnds) is var length and >= 0 ? start + length : text.Length;
            var line = new TextSpan(start, end).TrimmedIn(text);
            var breaksPage = end < text.Length && text[end] is '\f' or '\u2029';
            if (line.IsEmpty) open = null;
            else if (LineShapes.IsSeparator(line.In(text)))
            {
                paragraphs.Add([line]);
                open = null;
            }
            else if (open is null) paragraphs.Add(open = [line]);
            else open.Add(line);
            if (breaksPage) open = null;
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
        return paragraphs;
    }

    /// <summary>The width at which the text is wrapped, in characters; <c>null</c> if its line breaks are meant.</summary>
    private static int? WrapWidth(List<List<TextSpan>> paragraphs)
    {
        var breaking = paragraphs.SelectMany(lines => lines.SkipLast(1)).Select(line => line.Length).Order().ToList();
        if (breaking.Count < FewestFullLines) return null;
        // A single overlong line (an address, a table) must not set the width of a whole document.
        var width = breaking[(int)(0.95 * (breaking.Count - 1))];
        var full = breaking.Count(length => length >= width - Raggedness && length <= width + Raggedness);
        return width is >= NarrowestWidth and <= WidestWidth && full >= FewestFullLines && full >= LeastShareOfFullLines * breaking.Count ? width : null;
    }

    private static IEnumerable<Block> Blocks(string text, List<TextSpan> lines, int? width)
    {
        if (LineShapes.IsSeparator(lines[0].In(text)))
        {
            yield return new Block(BlockKind.Separator, text, lines);
            yield break;
        }
        var open = new List<TextSpan>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (width is { } columns)
            {
                var start = line;
                while (i + 1 < lines.Count && WrapsAfter(text, lines[i], lines[i + 1], columns)) i++;
                open.Add(start with { End = lines[i].End });
            }
            else if (line.Length > LongestShortLine)
            {
                if (open.Count > 0) yield return new Block(BlockKind.Paragraph, text, open);
                open = [];
                yield return new Block(BlockKind.Paragraph, text, [line]);
            }
            else open.Add(line);
        }
        if (open.Count > 0) yield return new Block(BlockKind.Paragraph, text, open);
    }

    // Wrapping breaks a line only where the next word had no room.
    private static bool WrapsAfter(string text, TextSpan line, TextSpan next, int width)
    {
        var firstWord = next.In(text).AsSpan().IndexOfAny(' ', '\t') is var length and >= 0 ? length : next.Length;
        return line.Length + 1 + firstWord > width - 2;
    }
}
