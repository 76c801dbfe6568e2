using System.Buffers;
using System.Text;

namespace StatementArchive.Parsing;

/// <summary>
/// Writes lines of a document as Markdown (CommonMark 0.31) that renders to the very same words and lines: blocks become
/// paragraphs, lines inside a block end in hard breaks (section 6.7), and whatever would be mark-up is escaped (section 2.4).
/// </summary>
internal static class MarkdownBody
{
    // ASCII punctuation that can begin mark-up wherever it stands.
    private static readonly SearchValues<char> AlwaysEscaped = SearchValues.Create("\\`*_[]<&~");

    /// <summary>The lines as Markdown, and where the line <paramref name="mark"/> begins in it (<c>null</c> if it is none of them).</summary>
    public static (string Body, int? Mark) Write(string text, IEnumerable<Line> lines, Line? mark)
    {
        var body = new StringBuilder();
        int? marked = null;
        Line? before = null;
        foreach (var line in lines)
        {
            if (before is not null) body.Append(ReferenceEquals(before.Block, line.Block) ? "\\\n" : "\n\n");
            if (ReferenceEquals(line, mark)) marked = body.Length;
            Append(body, text, line.Span);
            before = line;
        }
        return (body.ToString(), marked);
    }

    private static void Append(StringBuilder body, string text, TextSpan span)
    {
        var atLineStart = true;
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
        while (body.Length > 0 && body[^1] is ' ' or '\t') body.Length--;
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
