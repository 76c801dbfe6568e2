namespace StatementArchive.Parsing;

/// <summary>A line of a text as its writer meant it. Offsets in UTF-16 code units.</summary>
/// <param name="BeginsBlock">Whether a paragraph, or whatever else the format sets apart, begins with it.</param>
/// <param name="IsFurniture">Whether it is a mark of the page inside the text, which no statement's body takes over.</param>
public readonly record struct TextLine(TextSpan Span, bool BeginsBlock, bool IsFurniture);

/// <summary>
/// Where the lines and blocks of an article's text lie: what its format knew beyond the characters. With it a passage of the text can be
/// written as a statement's body without reading the original again.
/// </summary>
/// <remarks>
/// Kept as bytes: for each line in order two numbers, the distance from the end of the line before, and four times its length plus 1 if it begins a block plus 2 if it is
/// furniture; each in groups of seven bits, the lowest first, the eighth bit set on all but the last (LEB128, unsigned).
/// </remarks>
public sealed class TextLayout
{
    private const int BeginsBlock = 1;
    private const int IsFurniture = 2;

    private readonly List<TextLine> _lines;

    public TextLayout(IEnumerable<TextLine> lines) => _lines = [.. lines];

    /// <summary>In order; they do not overlap.</summary>
    public IReadOnlyList<TextLine> Lines => _lines;

    /// <summary>The layout of a text of which no more is known than its characters: blank lines end paragraphs, and every line break is meant.</summary>
    public static TextLayout Of(string text)
    {
        List<TextLine> lines = [];
        var beginsBlock = true;
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : at + length;
            var line = new TextSpan(at, end).TrimmedIn(text);
            if (!line.IsEmpty) lines.Add(new TextLine(line, beginsBlock, false));
            beginsBlock = line.IsEmpty || lines.Count == 0;
            at = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
        return new TextLayout(lines);
    }

    /// <summary>The same with lines for whatever of the text lies in none: what was left out has no lines of its own.</summary>
    public TextLayout Over(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TextLine> whole = [];
        var at = 0;
        foreach (var line in _lines.Append(new TextLine(new TextSpan(text.Length, text.Length), false, false)))
        {
            if (!new TextSpan(at, line.Span.Start).TrimmedIn(text).IsEmpty)
                whole.AddRange(Of(text[at..line.Span.Start]).Lines.Select(gap => gap with { Span = new TextSpan(gap.Span.Start + at, gap.Span.End + at) }));
            if (!line.Span.IsEmpty) whole.Add(line);
            at = line.Span.End;
        }
        return new TextLayout(whole);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote for a text.</summary>
    /// <exception cref="FormatException">The bytes are no layout of this text.</exception>
    public static TextLayout Read(ReadOnlySpan<byte> bytes, string text)
    {
        List<TextLine> lines = [];
        var end = 0;
        while (!bytes.IsEmpty)
        {
            var start = end + Number(ref bytes);
            var packed = Number(ref bytes);
            end = start + (packed >> 2);
            if (end > text.Length || end < start) throw new FormatException("The layout does not fit its text.");
            lines.Add(new TextLine(new TextSpan(start, end), (packed & BeginsBlock) != 0, (packed & IsFurniture) != 0));
        }
        return new TextLayout(lines);
    }

    public byte[] ToBytes()
    {
        List<byte> bytes = new(4 * _lines.Count);
        var end = 0;
        foreach (var line in _lines)
        {
            Append(bytes, line.Span.Start - end);
            Append(bytes, (line.Span.Length << 2) | (line.BeginsBlock ? BeginsBlock : 0) | (line.IsFurniture ? IsFurniture : 0));
            end = line.Span.End;
        }
        return [.. bytes];
    }

    /// <summary>The lines that lie at least in part in a passage, cut to it.</summary>
    internal IEnumerable<TextLine> In(TextSpan passage)
    {
        var at = _lines.FindIndex(line => line.Span.End > passage.Start);
        for (; at >= 0 && at < _lines.Count && _lines[at].Span.Start < passage.End; at++)
        {
            var line = _lines[at];
            yield return line with { Span = new TextSpan(Math.Max(line.Span.Start, passage.Start), Math.Min(line.Span.End, passage.End)) };
        }
    }

    private static void Append(List<byte> bytes, int number)
    {
        for (; number > 0x7F; number >>= 7) bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    private static int Number(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0L;
        for (var shift = 0; ; shift += 7)
        {
            if (bytes.IsEmpty || shift > 28) throw new FormatException("The layout ends in the middle of a number.");
            var group = bytes[0];
            bytes = bytes[1..];
            number |= (long)(group & 0x7F) << shift;
            if (number > int.MaxValue) throw new FormatException("The layout holds a number that is too large.");
            if (group < 0x80) return (int)number;
        }
    }
}
