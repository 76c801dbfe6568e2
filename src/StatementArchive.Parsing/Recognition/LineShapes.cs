using System.Text.RegularExpressions;

namespace StatementArchive.Parsing.Recognition;

/// <summary>What a line is by its own look, whatever stands around it.</summary>
public static partial class LineShapes
{
    /// <summary>The date of a line that holds a date and at most a place beside it: 'London, 3 January 2020'.</summary>
    public static DateMention? DateLine(string text, TextSpan line)
    {
        if (line.Length > 120) return null;
        var found = DateReader.Find(text, line);
        if (found is not [var mention, ..] || (found.Count > 1 && !AreOneDay(found))) return null;
        var around = Words.Of(text, line).Where(word => !found.Any(one => one.Span.Contains(word.Span))).ToList();
        return around.Count <= 5 && around.All(word => word.IsCapitalised || !word.HasCase || Vocabulary.Particles.Contains(NameKey.Of(word.Text)) || IsDateLabel(word)) ? mention : null;
    }

    // '۱۳ دی ۱۳۹۸ - ۳ ژانویه ۲۰۲۰': the same day in two calendars, where the moon may be a day off.
    private static bool AreOneDay(IReadOnlyList<DateMention> mentions) =>
        mentions is [{ FullDay: { } first }, { FullDay: { } second }] && mentions[0].Calendar != mentions[1].Calendar && Math.Abs(first.DayNumber - second.DayNumber) <= 1;

    /// <summary>A phrase that stands above a signature.</summary>
    public static bool IsValediction(string line) => line.Length < 60 && (Vocabulary.Valedictions.Contains(NameKey.Of(line)) || Segmenting.SignatoryLists.IsLabel(line));

    /// <summary>A note of whoever edits the text: 'Editor's note: …', '[Anm. d. Red.: …]'.</summary>
    public static bool IsEditorsNote(string line)
    {
        var key = NameKey.Of(line[..Math.Min(line.Length, LongestNoteLabel)]);
        return Vocabulary.EditorsNotes.Any(note => key.StartsWith(note, StringComparison.Ordinal) && (key.Length == note.Length || key[note.Length] == ' '));
    }

    private const int LongestNoteLabel = 60;

    /// <summary>An address at which a writer is reached: e-mail, web, telephone.</summary>
    public static bool IsContact(string line) => line.Length <= 120 && Words.Count(line) <= 14
        && (line.Contains('@') || line.Contains("www.", StringComparison.OrdinalIgnoreCase) || line.Contains("://", StringComparison.Ordinal) || line.Count(char.IsDigit) >= 7);

    /// <summary>An address to the readers above a text: 'Dear comrades,'.</summary>
    public static bool IsSalutation(string line) => line.Length is > 1 and <= 80 && line[^1] is ',' or ':' or '،' or '!' && Words.Count(line) <= 8;

    /// <summary>A salutation as letters begin with: 'Dear Sirs,', 'Liebe Freunde,'. Calls like 'Workers!' are none.</summary>
    public static bool IsLetterSalutation(string line) => IsSalutation(line) && Words.Of(line) is { Count: > 0 } words
        && (Vocabulary.SalutationBegins.Contains(NameKey.Of(words[0].Text)) || (words.Count > 2 && words[0].Text is "My" or "To" && Vocabulary.SalutationBegins.Contains(NameKey.Of(words[1].Text))));

    /// <summary>A line of at least three rules, stars, dashes or the like, and nothing else: '* * *', '-----'.</summary>
    public static bool IsSeparator(ReadOnlySpan<char> line)
    {
        var marks = 0;
        foreach (var c in line)
        {
            if (char.IsWhiteSpace(c)) continue;
            if (c is not ('*' or '-' or '_' or '=' or '~' or '#' or '+' or '·' or '•' or '–' or '—' or '†' or '⁂' or '※')) return false;
            marks++;
        }
        return marks >= 3;
    }

    /// <summary>A mark of the page and not of the text: '[[Page S697]]', '19 July 2011 : Column 831', '03/01', '{time} 1115', 'Page 3 of 7'.</summary>
    public static bool IsPageFurniture(string line)
    {
        if (line.Length > 110 || line.Length == 0) return false;
        // A sentence in brackets is the writer's.
        if (line is ['[', .., ']'] or ['{', .., '}'] && line.TrimEnd(']', '}')[^1..] is not ("." or "!" or "?" or "…") && Words.Count(line) <= 14) return true;
        // 'From the Record Online through the Publishing Office [www.example.org]'
        if (line.EndsWith(']') && line.LastIndexOf('[') is > 0 and var open && line.AsSpan(open + 1).StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return true;
        return Furniture().IsMatch(line);
    }

    [GeneratedRegex(@"^(?:\d{1,2}/\d{1,2}|\{time\}\s+\d{3,4}|(?:page|seite|pagina|página)\s+\d+(?:\s*(?:of|/|von|de|sur)\s*\d+)?|.{0,40}:\s*columns?\s+\d+\w*|\d{1,2}[.:]\d{2}\s*[ap]\.?m\.?|-\s*\d+\s*-)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    /// <summary>Whether the line reads as running text and not as a name, a date or an address.</summary>
    public static bool IsProse(Line line) =>
        line.WordCount >= 12 || (line.WordCount >= 3 && line.Text.TrimEnd('"', '”', '’', '»', ')', ']')[^1..] is "." or "!" or "?" or "…" or "؟" or "۔");

    /// <summary>Where a line goes on behind the number of a question: '3. ', 'T1. [66880] '; its start if it has none.</summary>
    public static int BehindNumber(string text, TextSpan line)
    {
        var at = line.Start;
        if (at < line.End && text[at] == 'T') at++;
        var digits = at;
        while (at < line.End && at < digits + 3 && char.IsAsciiDigit(text[at])) at++;
        if (at == digits || at + 1 >= line.End || text[at] != '.' || text[at + 1] != ' ') return line.Start;
        at += 2;
        if (at < line.End && text[at] == '[' && text.IndexOf(']', at, Math.Min(12, line.End - at)) is > 0 and var close && text.AsSpan(at + 1, close - at - 1).ContainsOnlyDigits()) at = close + 1;
        while (at < line.End && text[at] == ' ') at++;
        return at;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsDateLabel(Word word) => NameKey.Of(word.Text) is "date" or "dated" or "issued" or "published" or "posted" or "datum" or "fecha" or "stand" or "تاریخ" or "بتاریخ" or "مورخ" or "مورخه" or "التاریخ" or "به" or "فی" or "tarih" or "tarihi" or "dîrok" or "dirok" or "بەروار" or "برابر" or "با" or "موافق" or "الموافق" or "المصادف" or "میلادی" or "هجری" or "شمسی" or "خورشیدی" or "قمری";
}
