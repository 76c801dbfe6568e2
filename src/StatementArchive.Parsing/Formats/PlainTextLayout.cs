using System.Buffers;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Cuts plain text into blocks and lines by how it is set: paragraphs between blank lines or begun by an indent, headings
/// in the middle of the line. Whether a line break inside a paragraph is meant (slogans, verses, addresses) or only wraps
/// prose is decided by the whole text: text that is wrapped is wrapped at one width.
/// </summary>
internal static class PlainTextLayout
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

    /// <summary>A heading in the middle is indented by at least this many characters …</summary>
    private const int LeastIndentOfHeading = 4;

    /// <summary>… and has at most this many lines.</summary>
    private const int MostLinesOfHeading = 5;

    /// <summary>An indent deeper than this, in characters, sets a passage inwards and begins no paragraph by itself.</summary>
    private const int DeepestFirstIndent = 8;

    /// <summary>First lines are indented if at least this many are.</summary>
    private const int FewestFirstLines = 3;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\f\u0085\u2028\u2029");

    /// <summary>A line as it is set.</summary>
    /// <param name="Indent">White space before it, in characters.</param>
    private readonly record struct SetLine(TextSpan Span, int Indent)
    {
        public double Middle => Indent + (Span.Length / 2.0);

        public int Right => Indent + Span.Length;
    }

    /// <summary>The blocks of a passage of a text; none if it holds only white space. Linear in the passage's length.</summary>
    public static IReadOnlyList<Block> Blocks(string text, TextSpan passage)
    {
        var groups = Groups(text, passage);
        var width = WrapWidth(groups);
        var indent = width is null ? null : FirstLineIndent(groups);
        return [.. groups.SelectMany(group => Blocks(text, group, width, indent))];
    }

    /// <summary>Lines between blank lines.</summary>
    private static List<List<SetLine>> Groups(string text, TextSpan passage)
    {
        var groups = new List<List<SetLine>>();
        List<SetLine>? open = null;
        for (var start = passage.Start; start < passage.End;)
        {
            var end = text.AsSpan(start, passage.End - start).IndexOfAny(LineEnds) is var length and >= 0 ? start + length : passage.End;
            var span = new TextSpan(start, end).TrimmedIn(text);
            var line = new SetLine(span, span.Start - start);
            var breaksPage = end < passage.End && text[end] is '\f' or '\u2029';
            if (span.IsEmpty) open = null;
            else if (LineShapes.IsSeparator(text.AsSpan(span.Start, span.Length)))
            {
                groups.Add([line]);
                open = null;
            }
            else if (open is null) groups.Add(open = [line]);
            else open.Add(line);
            if (breaksPage) open = null;
            start = end + (end + 1 < passage.End && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
        return groups;
    }

    /// <summary>The column at which the text is wrapped; <c>null</c> if its line breaks are meant.</summary>
    private static int? WrapWidth(List<List<SetLine>> groups)
    {
        var breaking = groups.SelectMany(lines => lines.SkipLast(1)).Select(line => line.Right).Order().ToList();
        if (breaking.Count < FewestFullLines) return null;
        // A single overlong line (an address, a table) must not set the width of a whole text.
        var width = breaking[(int)(0.95 * (breaking.Count - 1))];
        var full = breaking.Count(right => right >= width - Raggedness && right <= width + Raggedness);
        return width is >= NarrowestWidth and <= WidestWidth && full >= FewestFullLines && full >= LeastShareOfFullLines * breaking.Count ? width : null;
    }

    /// <summary>The indent of the first lines of paragraphs, in characters; <c>null</c> if they have none of their own.</summary>
    private static int? FirstLineIndent(List<List<SetLine>> groups)
    {
        var pairs = groups.SelectMany(lines => lines.Zip(lines.Skip(1))).ToList();
        var first = pairs.Where(pair => pair.First.Indent > pair.Second.Indent && pair.First.Indent - pair.Second.Indent <= DeepestFirstIndent)
            .CountBy(pair => pair.First.Indent).OrderByDescending(indent => indent.Value).ThenBy(indent => indent.Key).FirstOrDefault();
        // A passage set inwards has line below line at its indent; first lines of paragraphs mostly have not.
        var inwards = pairs.Count(pair => pair.First.Indent == first.Key && pair.Second.Indent == first.Key);
        return first.Value >= FewestFirstLines && inwards < first.Value ? first.Key : null;
    }

    private static IEnumerable<Block> Blocks(string text, List<SetLine> lines, int? width, int? firstIndent)
    {
        if (LineShapes.IsSeparator(text.AsSpan(lines[0].Span.Start, lines[0].Span.Length))) return [new Block(BlockKind.Separator, text, [lines[0].Span])];
        if (width is not { } columns) return Unwrapped(text, lines);
        if (IsInTheMiddle(lines, columns)) return [new Block(BlockKind.Heading, text, [new TextSpan(lines[0].Span.Start, lines[^1].Span.End)])];
        return Paragraphs(lines, firstIndent).Select(paragraph => new Block(BlockKind.Paragraph, text, Unwrap(text, paragraph, columns)));
    }

    private static IEnumerable<Block> Unwrapped(string text, List<SetLine> lines)
    {
        var open = new List<TextSpan>();
        foreach (var (span, _) in lines)
        {
            if (span.Length <= LongestShortLine)
            {
                open.Add(span);
                continue;
            }
            if (open.Count > 0) yield return new Block(BlockKind.Paragraph, text, open);
            open = [];
            yield return new Block(BlockKind.Paragraph, text, [span]);
        }
        if (open.Count > 0) yield return new Block(BlockKind.Paragraph, text, open);
    }

    private static bool IsInTheMiddle(List<SetLine> lines, int width)
    {
        if (lines.Count > MostLinesOfHeading || lines.Any(line => line.Indent < LeastIndentOfHeading)) return false;
        if (lines.Any(line => Math.Abs(line.Middle - (width / 2.0)) > 3)) return false;
        // Lines of one indent are a quotation set inwards; a heading's lines differ in length and so in indent.
        return lines.Count == 1 ? lines[0].Indent >= 2 * LeastIndentOfHeading || lines[0].Right < width - LeastIndentOfHeading : lines.Any(line => line.Indent != lines[0].Indent);
    }

    // In wrapped text an indent begins a paragraph, as a blank line does.
    private static IEnumerable<List<SetLine>> Paragraphs(List<SetLine> lines, int? firstIndent)
    {
        var open = new List<SetLine> { lines[0] };
        for (var at = 1; at < lines.Count; at++)
        {
            var begins = lines[at].Indent > lines[at - 1].Indent ? open.Count > 1 || lines[at].Indent - lines[at - 1].Indent <= DeepestFirstIndent : lines[at].Indent == firstIndent && lines[at - 1].Indent == firstIndent;
            if (begins)
            {
                yield return open;
                open = [];
            }
            open.Add(lines[at]);
        }
        yield return open;
    }

    private static List<TextSpan> Unwrap(string text, List<SetLine> lines, int width)
    {
        var unwrapped = new List<TextSpan>();
        for (var at = 0; at < lines.Count; at++)
        {
            var start = lines[at].Span.Start;
            while (at + 1 < lines.Count && WrapsAfter(text, lines[at], lines[at + 1], width)) at++;
            unwrapped.Add(new TextSpan(start, lines[at].Span.End));
        }
        return unwrapped;
    }

    // Wrapping breaks a line only where the next word had no room.
    private static bool WrapsAfter(string text, SetLine line, SetLine next, int width)
    {
        var firstWord = text.AsSpan(next.Span.Start, next.Span.Length).IndexOfAny(' ', '\t') is var length and >= 0 ? length : next.Span.Length;
        return line.Right + 1 + firstWord > width - 2;
    }
}
