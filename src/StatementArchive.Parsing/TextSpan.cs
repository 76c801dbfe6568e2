namespace StatementArchive.Parsing;

/// <summary>A half-open passage <c>[Start, End)</c> of a text.</summary>
/// <remarks>
/// Inside the parser offsets count UTF-16 code units, as .NET strings do; in a <see cref="ParsedArticle"/>, and so in
/// JSON and in the database, they count Unicode code points (see <see cref="CodePointIndex"/>).
/// </remarks>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="End">Offset after the last character; at least <paramref name="Start"/>.</param>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool IsEmpty => End <= Start;

    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;

    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>The passage in UTF-16 offsets, cut from <paramref name="text"/>.</summary>
    public string In(string text) => text[Start..End];

    /// <summary>The same passage without the white space at its two ends; empty if it holds nothing else.</summary>
    public TextSpan TrimmedIn(string text)
    {
        int start = Start, end = End;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return new TextSpan(start, end);
    }
}
