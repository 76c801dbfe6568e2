namespace StatementArchive.Data.Search;

/// <summary>How far two spellings are apart: letters put in, left out, put in place of another, and neighbours changed round, each pair once (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The distance in UTF-16 code units; <c>null</c> if it is more than <paramref name="most"/>. Takes the length of one times <paramref name="most"/>.</summary>
    public static int? Within(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most) return null;
        var beyond = most + 1;
        Span<int> rows = stackalloc int[3 * 64];
        var width = other.Length + 1;
        if (width > 64) rows = new int[3 * width];
        var before = rows[..width];
        var last = rows[width..(2 * width)];
        var next = rows[(2 * width)..(3 * width)];
        for (var at = 0; at < width; at++) last[at] = Math.Min(at, beyond);
        for (var i = 1; i <= one.Length; i++)
        {
            var (from, to) = (Math.Max(1, i - most), Math.Min(other.Length, i + most));
            next.Fill(beyond);
            next[0] = Math.Min(i, beyond);
            var least = next[0];
            for (var j = from; j <= to; j++)
            {
                var distance = Math.Min(Math.Min(last[j], next[j - 1]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) distance = Math.Min(distance, before[j - 2] + 1);
                next[j] = Math.Min(distance, beyond);
                least = Math.Min(least, next[j]);
            }
            if (least > most) return null;
            var spare = before;
            before = last;
            last = next;
            next = spare;
        }
        return last[other.Length] <= most ? last[other.Length] : null;
    }
}
