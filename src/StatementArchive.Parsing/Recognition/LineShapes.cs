namespace StatementArchive.Parsing.Recognition;

/// <summary>What a line is by its own look, whatever stands around it.</summary>
public static class LineShapes
{
    /// <summary>The date of a line that holds a date and at most a place beside it: 'London, 3 January 2020'.</summary>
    public static DateMention? DateLine(string text, TextSpan line)
    {
        if (line.Length > 120 || DateReader.Find(text, line) is not [var mention]) return null;
        var around = Words.Of(text, line).Where(word => !mention.Span.Contains(word.Span)).ToList();
        return around.Count <= 5 && around.All(word => word.IsCapitalised || !word.HasCase || Vocabulary.Particles.Contains(NameKey.Of(word.Text)) || IsDateLabel(word)) ? mention : null;
    }

    /// <summary>A phrase that stands above a signature.</summary>
    public static bool IsValediction(string line) => line.Length < 60 && Vocabulary.Valedictions.Contains(NameKey.Of(line));

    /// <summary>An address at which a writer is reached: e-mail, web, telephone.</summary>
    public static bool IsContact(string line) => line.Length <= 120 && Words.Count(line) <= 14
        && (line.Contains('@') || line.Contains("www.", StringComparison.OrdinalIgnoreCase) || line.Contains("://", StringComparison.Ordinal) || line.Count(char.IsDigit) >= 7);

    /// <summary>An address to the readers above a text: 'Dear comrades,'.</summary>
    public static bool IsSalutation(string line) => line.Length is > 1 and <= 80 && line[^1] is ',' or ':' or '،' or '!' && Words.Count(line) <= 8;

    /// <summary>A line of at least three rules, stars, dashes or the like, and nothing else: '* * *', '-----'.</summary>
    public static bool IsSeparator(string line) => line.Count(c => !char.IsWhiteSpace(c)) >= 3
        && line.All(c => char.IsWhiteSpace(c) || c is '*' or '-' or '_' or '=' or '~' or '#' or '+' or '·' or '•' or '–' or '—' or '†' or '⁂' or '※');

    /// <summary>Whether the line reads as running text and not as a name, a date or an address.</summary>
    public static bool IsProse(Line line) =>
        line.WordCount >= 12 || (line.WordCount >= 3 && line.Text.TrimEnd('"', '”', '’', '»', ')', ']')[^1..] is "." or "!" or "?" or "…" or "؟" or "۔");

    private static bool IsDateLabel(Word word) => NameKey.Of(word.Text) is "date" or "dated" or "issued" or "published" or "posted" or "datum" or "fecha" or "stand" or "تاریخ";
}
