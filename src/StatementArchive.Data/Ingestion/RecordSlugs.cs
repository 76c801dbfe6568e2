using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Ingestion;

/// <summary>Addresses that a record could be given, the best first; the last is its own for certain.</summary>
internal static class RecordSlugs
{
    private const int LongestInStatement = 60;

    /// <param name="sha256">Of its original.</param>
    public static string[] OfArticle(string? title, string sha256)
    {
        var words = Slugs.Of(title ?? "", Slugs.Longest, out _) is { Length: > 0 } some ? some : "untitled";
        return [words, $"{words}-{sha256[..8]}", $"{words}-{sha256}"];
    }

    /// <summary>What is certain of the date, who speaks, and only where that is not enough where it stood.</summary>
    /// <param name="title">Its own, or its article's.</param>
    /// <param name="sha256">Of its article's original.</param>
    public static string[] OfStatement(string? author, StatementDate? date, string? title, string sha256, int ordinal)
    {
        var who = Slugs.Of(author ?? "", LongestInStatement, out _);
        var about = Slugs.Of(title ?? "", LongestInStatement, out _);
        var when = CertainPart(date);
        var mark = Slugs.Mark($"{sha256} {ordinal}", 64);
        var full = Joined(when, who, about) is { Length: > 0 } some ? some : "untitled";
        return [.. when.Length > 0 && who.Length > 0 ? [Joined(when, who)] : Array.Empty<string>(), full, $"{full}-{mark[..8]}", $"{full}-{mark}"];
    }

    public static string[] OfAuthor(string name, AuthorKind kind, string key)
    {
        var word = kind == AuthorKind.Person ? "person" : "organisation";
        return OfName(name, $"{word} {key}", word);
    }

    public static string[] OfSource(string name) => OfName(name, INamedRecord.KeyOf(name), "source");

    public static string[] OfSubject(string name) => OfName(name, INamedRecord.KeyOf(name), "subject");

    // A name that was cut bears a mark from the start, lest the longer of two names depends on which came first.
    private static string[] OfName(string name, string key, string kind)
    {
        var words = Slugs.Of(name, Slugs.Longest, out var wasCut);
        var mark = Slugs.Mark(key, 64);
        if (words.Length == 0) words = kind;
        else if (!wasCut) return [words, $"{words}-{kind}", $"{words}-{mark[..8]}", $"{words}-{mark}"];
        return [$"{words}-{mark[..8]}", $"{words}-{mark}"];
    }

    // A date that may be corrected later must not stand in an address that never changes.
    private static string CertainPart(StatementDate? date)
    {
        if (date is not { Earliest: { } first, Latest: { } last }) return "";
        return first == last ? $"{first:yyyy-MM-dd}" : first.Year != last.Year ? "" : first.Month == last.Month ? $"{first:yyyy-MM}" : $"{first:yyyy}";
    }

    private static string Joined(params string[] parts) => string.Join('-', parts.Where(part => part.Length > 0));
}
