namespace StatementArchive.Parsing.Recognition;

/// <summary>Reads a time of day: <c>11:11</c>, <c>11:11:30</c>, <c>9.30 pm</c>, <c>14h05</c>.</summary>
public static class ClockReader
{
    /// <summary>The time that follows at <paramref name="start"/> after white space and joining words, and where it ends; <c>null</c> if none does.</summary>
    public static (TimeOnly? Time, int End)? TryReadAfter(string text, int start, int end, IReadOnlyList<string> joining)
    {
        var at = SkipSpace(text, start, end);
        foreach (var word in joining)
        {
            if (end - at < word.Length || string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            at = SkipSpace(text, at + word.Length, end);
            break;
        }
        if (Number(text, ref at, end) is not { } hour || at >= end || text[at] is not (':' or '.' or 'h')) return null;
        at++;
        if (Number(text, ref at, end) is not { } minute) return null;
        int? second = null;
        if (at < end && text[at] == ':')
        {
            at++;
            second = Number(text, ref at, end);
        }
        var half = SkipSpace(text, at, end);
        if (end - half >= 2 && hour is >= 1 and <= 12)
        {
            var letters = text.AsSpan(half, 2);
            var isPm = letters.Equals("pm", StringComparison.OrdinalIgnoreCase);
            if (isPm || letters.Equals("am", StringComparison.OrdinalIgnoreCase))
            {
                hour = (hour % 12) + (isPm ? 12 : 0);
                at = half + 2;
            }
        }
        return hour < 24 && minute < 60 && second is null or < 60 ? (new TimeOnly(hour, minute, second ?? 0), at) : null;
    }

    private static int SkipSpace(string text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static int? Number(string text, ref int at, int end)
    {
        var start = at;
        while (at < end && at < start + 2 && char.IsAsciiDigit(text[at])) at++;
        return at == start ? null : int.Parse(text.AsSpan(start, at - start), System.Globalization.CultureInfo.InvariantCulture);
    }
}
