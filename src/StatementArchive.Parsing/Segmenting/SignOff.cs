using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

public enum SignOffPart
{
    Date,
    Name,
    Role,
    Valediction,
    Contact,
}

/// <summary>A line of a sign-off and what it is.</summary>
/// <param name="Author">For a name: who it names.</param>
/// <param name="Date">For a date: which.</param>
public sealed record SignOffLine(Line Line, SignOffPart Part, AuthorLine? Author = null, DateMention? Date = null)
{
    /// <summary>Whether a dash stands before a name, as it does below a quotation or a letter: '— Ana Lopez, Brookfield'.</summary>
    public bool IsUnderDash { get; init; }
}

/// <summary>The closing lines of a statement that name its author, place or date, in the order of the text.</summary>
public sealed record SignOff(int FirstLine, IReadOnlyList<SignOffLine> Lines)
{
    private const int MostLines = 6;
    private const int LongestDescriptionInWords = 14;

    public TextSpan Span => new(Lines[0].Line.Span.Start, Lines[^1].Line.Span.End);

    public DateMention? Date => Lines.LastOrDefault(line => line.Date is not null)?.Date;

    public SignOffLine? Name => Lines.FirstOrDefault(line => line.Part == SignOffPart.Name);

    /// <summary>Reads the sign-off at the end of the lines <paramref name="first"/> to <paramref name="end"/> (exclusive).</summary>
    /// <param name="authors">Names of whoever speaks there, if the heading or the byline tells.</param>
    /// <returns><c>null</c> if the last lines are text like the others.</returns>
    public static SignOff? TryRead(Document document, int first, int end, NameSet declared, IReadOnlyList<string> authors)
    {
        var parts = new List<SignOffLine>();
        for (var at = end - 1; at > first && parts.Count < MostLines; at--)
        {
            if (Vocabulary.ContactLabels.Contains(NameKey.Of(document.Lines[at].Text)))
            {
                parts.Clear();
                end = at;
                continue;
            }
            if (Classify(document.Text, document.Lines[at], declared, authors) is not { } part) break;
            parts.Insert(0, part);
        }
        // A name alone under a text is a signature only if it is the speaker's, surely a name, or under a valediction.
        while (parts.Count > 0 && !Closes(parts, authors)) parts.RemoveAt(0);
        return parts.Count == 0 ? null : new SignOff(end - parts.Count, parts);
    }

    private static bool Closes(List<SignOffLine> parts, IReadOnlyList<string> authors) =>
        parts.Any(part => part.Part == SignOffPart.Date)
        || parts[0].Part == SignOffPart.Valediction
        || parts.Any(part => part.Author is { Authors: [{ Kind.Rule: "under-valediction" }] })
        || parts.Any(part => part.Part == SignOffPart.Name && (IsSpeaker(part, authors) || part.Author!.Form is not AuthorLineForm.NameShape || IsPlausiblePerson(part)));

    private static bool IsSpeaker(SignOffLine part, IReadOnlyList<string> authors) =>
        authors.Any(author => part.Author!.Authors.Any(signed => NameTokens.SameName(signed.Name, author) || NameTokens.IsShortFormOf(signed.Name, author)));

    private static bool IsPlausiblePerson(SignOffLine part) => part.Author!.Authors is [{ Kind.Kind: AuthorKind.Person } person] && Words.Count(person.Name) is 2 or 3;

    private static SignOffLine? Classify(string text, Line line, NameSet declared, IReadOnlyList<string> authors)
    {
        if (LineShapes.DateLine(text, line.Span) is { } date) return new SignOffLine(line, SignOffPart.Date, Date: date);
        if (LineShapes.IsValediction(line.Text)) return new SignOffLine(line, SignOffPart.Valediction);
        if (SignedOnOneLine(text, line) is { } signed) return new SignOffLine(line, SignOffPart.Name, signed);
        if (LineShapes.IsSalutation(line.Text)) return null;
        if (LineShapes.IsContact(line.Text)) return new SignOffLine(line, SignOffPart.Contact);
        if (LineShapes.IsProse(line) && !(line.Span.Length <= AuthorLine.Longest && authors.Any(author => NameTokens.SameName(author, line.Text)))) return null;
        if (Words.Of(line.Text) is { Count: > 0 } words && words.All(word => Vocabulary.Roles.Contains(NameKey.Of(word.Text)))) return new SignOffLine(line, SignOffPart.Role);
        var name = WithoutDash(text, line.Span);
        var isUnderDash = name != line.Span;
        if (AuthorLine.TryRead(text, name, declared) is { } author) return new SignOffLine(line, SignOffPart.Name, author) { IsUnderDash = isUnderDash };
        if (line.WordCount <= LongestDescriptionInWords && AuthorLine.TryReadDescribed(text, name) is { } person) return new SignOffLine(line, SignOffPart.Name, person) { IsUnderDash = isUnderDash };
        if (SpeakersAcronym(line, authors) is { } acronym) return new SignOffLine(line, SignOffPart.Name, acronym);
        return NameReader.IsRole(line.Text) ? new SignOffLine(line, SignOffPart.Role) : null;
    }

    // 'Sincerely yours, Ana', 'Yours, Owen Blake, third year'
    private static AuthorLine? SignedOnOneLine(string text, Line line)
    {
        if (line.WordCount > LongestDescriptionInWords || line.Text.IndexOf(',', StringComparison.Ordinal) is not (> 0 and var at) || !LineShapes.IsValediction(line.Text[..at])) return null;
        var comma = line.Text.IndexOf(',', at + 1);
        var name = new TextSpan(line.Span.Start + at + 1, comma < 0 ? line.Span.End : line.Span.Start + comma).TrimmedIn(text);
        if (name.IsEmpty || Words.Count(name.In(text)) > 4 || !NameReader.LooksLikeName(name.In(text))) return null;
        return new AuthorLine(AuthorLineForm.NameShape, [new NamedAuthor(name.In(text), name, new KindVerdict(AuthorKind.Person, "under-valediction", 0.8))]);
    }

    private static TextSpan WithoutDash(string text, TextSpan line)
    {
        var start = line.Start;
        while (start < line.End && text[start] is '—' or '–' or '―' or '-') start++;
        return start == line.Start ? line : new TextSpan(start, line.End).TrimmedIn(text);
    }

    private static AuthorLine? SpeakersAcronym(Line line, IReadOnlyList<string> authors) =>
        line.WordCount == 1 && authors.Any(author => NameTokens.IsAcronymOf(line.Text, author))
            ? new AuthorLine(AuthorLineForm.NameShape, [new NamedAuthor(line.Text, line.Span, NameReader.KindOf(line.Text))])
            : null;
}
