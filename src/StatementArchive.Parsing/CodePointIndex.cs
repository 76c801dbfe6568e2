namespace StatementArchive.Parsing;

/// <summary>
/// Converts between UTF-16 offsets and offsets in Unicode code points (Unicode Standard, section 3.9, D90) of one text.
/// </summary>
/// <remarks>
/// Texts without surrogates, nearly all of them, need no table. A lone surrogate counts as one code point, as it does in
/// Python. Both directions take O(log n) in the number of surrogate pairs.
/// </remarks>
public sealed class CodePointIndex
{
    // The k-th entry is the UTF-16 offset of the low half of the k-th surrogate pair: every code point from that pair's
    // end on stands one code unit further in UTF-16 than in code points.
    private readonly List<int> _lowHalves = [];

    public CodePointIndex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF'); at >= 0 && at + 1 < text.Length;)
        {
            var step = 1;
            if (char.IsSurrogatePair(text[at], text[at + 1]))
            {
                _lowHalves.Add(at + 1);
                step = 2;
            }
            var next = text.AsSpan(at + step).IndexOfAnyInRange('\uD800', '\uDBFF');
            at = next < 0 ? -1 : at + step + next;
        }
        Length = text.Length - _lowHalves.Count;
    }

    /// <summary>The text's length in code points.</summary>
    public int Length { get; }

    /// <summary>Whether the two kinds of offsets are the same throughout.</summary>
    public bool IsIdentity => _lowHalves.Count == 0;

    /// <summary>The offset in code points of a UTF-16 offset; one between the halves of a pair counts as the pair's end.</summary>
    public int FromUtf16(int offset)
    {
        var found = _lowHalves.BinarySearch(offset);
        return offset - (found < 0 ? ~found : found);
    }

    /// <summary>The UTF-16 offset of an offset in code points.</summary>
    public int ToUtf16(int offset)
    {
        // The k-th pair (from 0) has its low half at UTF-16 offset l, so it ends at code point l - k.
        int low = 0, high = _lowHalves.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lowHalves[middle] - middle <= offset) low = middle + 1;
            else high = middle;
        }
        return offset + low;
    }

    public TextSpan FromUtf16(TextSpan span) => IsIdentity ? span : new(FromUtf16(span.Start), FromUtf16(span.End));

    public TextSpan ToUtf16(TextSpan span) => IsIdentity ? span : new(ToUtf16(span.Start), ToUtf16(span.End));
}
