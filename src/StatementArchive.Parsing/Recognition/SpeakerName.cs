namespace StatementArchive.Parsing.Recognition;

/// <summary>Reads the name of a speaker as records of sittings give it, with office, seat and party in brackets.</summary>
public static class SpeakerName
{
    /// <summary>The line as an author; the whole of it, if it has no brackets.</summary>
    /// <param name="label">The label, with the mark behind it.</param>
    public static AuthorLine Read(string text, TextSpan label)
    {
        var span = label with { Start = LineShapes.BehindNumber(text, label) };
        while (!span.IsEmpty && (text[span.End - 1] is '.' or ':' or '：' or '-' or '–' or '—' || char.IsWhiteSpace(text[span.End - 1]))) span = span with { End = span.End - 1 };
        while (!span.IsEmpty && !char.IsLetterOrDigit(text[span.Start])) span = span with { Start = span.Start + 1 };
        if (span.IsEmpty) span = label;
        var brackets = Brackets(text, span).ToList();
        var bare = brackets.Count == 0 ? span : new TextSpan(span.Start, brackets[0].Start - 1).TrimmedIn(text);
        // 'The Under-Secretary of State for Justice (Mr Crispin Blunt)': the office speaks through the person.
        if (brackets is [var inside, ..] && NameReader.IsRole(bare.In(text)) && !IsChair(bare.In(text)) && NameReader.KindOf(inside.In(text)) is { Kind: AuthorKind.Person, Confidence: >= NameReader.Sure })
            return One(text, inside, null);
        if (bare.IsEmpty || IsChair(bare.In(text))) return One(text, span, null);
        var party = brackets.Select(bracket => (TextSpan?)bracket).LastOrDefault(bracket => IsParty(bracket!.Value.In(text)));
        return One(text, bare, party is { } of ? new DeclaredAuthor(of.In(text), of) : null);
    }

    /// <summary>Whether a name is that of a sitting's chair or clerk.</summary>
    public static bool IsChair(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var words = NameKey.Of(open < 0 ? name : name[..open]).Split(' ').SkipWhile(word => word is "the" or "der" or "die" or "mr" or "mrs" or "ms" or "madam" or "herr" or "frau" or "sir");
        return Vocabulary.ChairTitles.Contains(string.Join(' ', words));
    }

    private static AuthorLine One(string text, TextSpan name, DeclaredAuthor? affiliation)
    {
        var kind = NameReader.KindOf(name.In(text));
        if (kind is { Kind: AuthorKind.Organisation, Confidence: < 0.9 } || NameReader.IsRole(name.In(text)) || affiliation is not null) kind = new KindVerdict(AuthorKind.Person, "speaker-label", 0.85);
        return new AuthorLine(AuthorLineForm.SpeakerLabel, [new NamedAuthor(name.In(text), name, kind, affiliation)]);
    }

    private static bool IsParty(string bracket) => NameReader.NamesOrganisation(bracket) || (Words.Count(bracket) is 1 or 2 && bracket.Length <= 10 && char.IsUpper(bracket[0]) && bracket.All(c => char.IsLetter(c) || c is '/' or '-'));

    private static IEnumerable<TextSpan> Brackets(string text, TextSpan span)
    {
        for (var at = span.Start; at < span.End; at++)
        {
            if (text[at] != '(') continue;
            var close = text.IndexOf(')', at, span.End - at);
            if (close < 0) yield break;
            var inside = new TextSpan(at + 1, close).TrimmedIn(text);
            if (!inside.IsEmpty) yield return inside;
            at = close;
        }
    }
}
