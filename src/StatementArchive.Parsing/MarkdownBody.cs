using System.Buffers;
using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing;

/// <summary>
/// Writes lines of a text as Markdown (CommonMark 0.31) that renders to the very same words and lines: blocks become
/// paragraphs, lines inside a block end in hard breaks (section 6.7), and whatever would be mark-up is escaped (section 2.4).
/// </summary>
public static class MarkdownBody
{
    // ASCII punctuation that can begin mark-up wherever it stands.
    private static readonly SearchValues<char> AlwaysEscaped = SearchValues.Create("\\`*_[]<&~");

    /// <summary>The lines of a passage as Markdown, without the furniture of the page, and where the line at <paramref name="mark"/> begins in it.</summary>
    /// <param name="passage">In UTF-16 code units of the text; lines that cross its ends are cut.</param>
    /// <param name="mark">An offset of the text; <c>null</c> for none.</param>
    /// <param name="hidden">Passages of the text, in order, that are not written; instead of each stands how many characters (code points) were hidden.</param>
    public static (string Body, int? Mark) Write(string text, TextLayout layout, TextSpan passage, int? mark, IReadOnlyList<TextSpan> hidden)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Write(text, layout.In(passage).Where(line => !line.IsFurniture), mark, hidden);
    }

    internal static (string Body, int? Mark) Write(string text, IEnumerable<TextLine> lines, int? mark, IReadOnlyList<TextSpan>? hidden = null)
    {
        var body = new StringBuilder();
        int? marked = null;
        foreach (var line in lines)
        {
            var before = body.Length;
            if (before > 0) body.Append(line.BeginsBlock ? "\n\n" : "\\\n");
            var start = body.Length;
            var at = line.Span.Start;
            foreach (var gap in (hidden ?? []).Where(gap => gap.Overlaps(line.Span)))
            {
                Append(body, text, new TextSpan(at, Math.Max(at, gap.Start)), body.Length == start);
                // What began in a line before has been counted there.
                if (gap.Start >= line.Span.Start || start == 0) body.Append(CultureInfo.InvariantCulture, $"\\[█ {new CodePointIndex(gap.In(text)).Length} characters hidden\\]");
                at = Math.Min(gap.End, line.Span.End);
            }
            Append(body, text, new TextSpan(at, line.Span.End), body.Length == start);
            while (body.Length > start && body[^1] is ' ' or '\t') body.Length--;
            if (body.Length == start) body.Length = before;
            else if (line.Span.Start == mark) marked = start;
        }
        return (body.ToString(), marked);
    }

    /// <summary>The words and lines of a body that <see cref="Write(string, TextLayout, TextSpan, int?, IReadOnlyList{TextSpan})"/> wrote, without its escapes: blocks are parted by an empty line.</summary>
    public static string ToText(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var text = new StringBuilder(body.Length);
        for (var at = 0; at < body.Length; at++)
        {
            // A backslash before the end of a line is a break, before punctuation it says that this is meant as it stands.
            if (body[at] == '\\' && at + 1 < body.Length && (body[at + 1] == '\n' || char.IsAsciiLetterOrDigit(body[at + 1]) is false && body[at + 1] is > ' ' and < '\x7F')) at++;
            text.Append(body[at]);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder body, string text, TextSpan span, bool atLineStart)
    {
        for (var at = span.Start; at < span.End; at++)
        {
            var c = text[at];
            if (c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f')
            {
                // Inside a line a break only wraps; the spaces around it are no text either.
                if (!atLineStart)
                {
                    while (body.Length > 0 && body[^1] is ' ' or '\t') body.Length--;
                    body.Append('\n');
                }
                atLineStart = true;
                continue;
            }
            if (atLineStart && c is ' ' or '\t') continue;
            if (AlwaysEscaped.Contains(c) || (atLineStart && c is '#' or '+' or '-' or '=' or '>' or '|' or ':')) body.Append('\\');
            else if (c is '.' or ')' && EndsListNumber(text, span.Start, at)) body.Append('\\');
            body.Append(c);
            atLineStart = false;
        }
    }

    // '1.' and '1)' at the beginning of a line begin a list (CommonMark, section 5.2).
    private static bool EndsListNumber(string text, int start, int at)
    {
        var digit = at - 1;
        while (digit >= start && char.IsAsciiDigit(text[digit]) && at - digit <= 10) digit--;
        if (digit == at - 1) return false;
        while (digit >= start && text[digit] is ' ' or '\t') digit--;
        return digit < start || text[digit] is '\n' or '\r';
    }
}
