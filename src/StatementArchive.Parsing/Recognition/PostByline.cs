namespace StatementArchive.Parsing.Recognition;

/// <summary>A line that says when a text was put on its page, and by whom: 'Publiziert am 13. Januar 2014 von uriebe', 'Posted by Ana Lopez on 3 January 2020'.</summary>
/// <param name="Author">The name; <c>null</c> if the line gives the date alone.</param>
public sealed record PostByline(DateMention Date, TextSpan? Author)
{
    private const int LongestLine = 160;
    private const int LongestNameInWords = 6;

    /// <summary>Words around date and name, folded: what was done, joining words, the clock.</summary>
    private static readonly HashSet<string> Joining =
    [
        "posted", "published", "submitted", "written", "uploaded", "added", "created", "updated", "on", "at", "in", "by", "date", "author",
        "publiziert", "veroffentlicht", "geschrieben", "gespeichert", "eingestellt", "erstellt", "verfasst", "am", "um", "von", "vom", "uhr", "den", "datum", "autor", "autorin",
        "publie", "poste", "ecrit", "soumis", "le", "a", "par", "auteur", "publicado", "enviado", "escrito", "el", "las", "por", "fecha", "pubblicato", "scritto", "il", "da", "alle",
        "geplaatst", "gepubliceerd", "op", "door", "yazan", "tarih", "tarihinde", "تاریخ", "نویسنده", "توسط", "بتاریخ", "كتب", "کتب", "بقلم", "بواسطة", "نشر", "pm", "am",
    ];

    /// <summary>Words right before a name.</summary>
    private static readonly HashSet<string> By = ["by", "von", "par", "por", "da", "door", "author", "autor", "autorin", "auteur", "yazan", "نویسنده", "توسط", "بقلم", "بواسطة"];

    /// <summary>Reads a line; <c>null</c> if it holds anything else beside one date and at most one name.</summary>
    public static PostByline? TryRead(string text, TextSpan line)
    {
        if (line.Length > LongestLine || DateReader.Find(text, line) is not [{ FullDay: not null } date]) return null;
        var rest = Words.Of(text, line).Where(word => !date.Span.Overlaps(word.Span)).Select(word => (Word: word, Key: NameKey.Of(word.Text))).ToList();
        var name = rest.Where(part => !Joining.Contains(part.Key) && !IsClock(part.Word)).ToList();
        if (name.Count == 0) return new PostByline(date, null);
        var (first, last) = (rest.IndexOf(name[0]), rest.IndexOf(name[^1]));
        var span = new TextSpan(name[0].Word.Span.Start, name[^1].Word.Span.End);
        if (last - first >= LongestNameInWords || span.Overlaps(date.Span)) return null;
        // 'New York, 3 January 2020' is a place and a day.
        if (first == 0 && text.AsSpan(span.End, Math.Max(0, date.Span.Start - span.End)).Trim() is ",") return null;
        // After 'by' stands a name, be it an account's; without it only what is written like a name.
        return (first > 0 && By.Contains(rest[first - 1].Key)) || (name.Count is 2 or 3 && NameReader.LooksLikeName(span.In(text)) && !name.Any(part => Vocabulary.StatementNouns.Contains(part.Key))) ? new PostByline(date, span) : null;
    }

    private static bool IsClock(Word word) => word.Text.All(c => char.IsDigit(c) || c is 'h' or 'H') && word.Text.Length <= 5;
}
