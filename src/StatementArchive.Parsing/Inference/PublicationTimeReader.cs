using System.Globalization;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Inference;

/// <summary>Reads dates as mark-up gives them: ISO 8601 in its usual shapes, RFC 5322, or as people write them.</summary>
public static class PublicationTimeReader
{
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss K", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd'T'HH:mm:sszzz", "ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm zzz", "d MMM yyyy HH:mm:ss zzz"];

    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm:ss"];

    private static readonly string[] BetweenDateAndTime = [",", "-", "–", "|", "at", "um", "à", "T"];

    /// <summary>The time; <c>null</c> if the value names no full day.</summary>
    public static PublicationTime? TryRead(string value)
    {
        var text = value.Trim();
        if (text.EndsWith(" GMT", StringComparison.Ordinal) || text.EndsWith(" UTC", StringComparison.Ordinal)) text = text[..^4] + " +00:00";
        // '+0100' as '+01:00'
        if (text.Length > 5 && text[^5] is '+' or '-' && text[^4..].All(char.IsAsciiDigit)) text = text.Insert(text.Length - 2, ":");
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return new PublicationTime(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return new PublicationTime(DateOnly.FromDateTime(moment.DateTime), TimeOnly.FromDateTime(moment.DateTime), moment.Offset);
        if (text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var compact)) return new PublicationTime(compact);
        if (DateReader.Find(text) is not [{ FullDay: { } day } mention, ..]) return null;
        var time = ClockReader.TryReadAfter(text, mention.Span.End, text.Length, BetweenDateAndTime)?.Time;
        return new PublicationTime(day, time);
    }
}
