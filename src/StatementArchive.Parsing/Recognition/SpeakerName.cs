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
        if (brackets is [var inside, ..] && NameReader.IsRole(bare.In(text)) && !IsChair(bare.In(text)) && NameReader.KindOf(inside.In(text)) is { Kind: AuthorKind.Person } person
            // Of two brackets the first is a member's seat: 'Dudley South' looks like a name as well.
            && (person.Confidence >= NameReader.Sure || (brackets.Count == 1 && NameReader.LooksLikeName(inside.In(text)))))
            return One(text, inside, null);
        if (bare.IsEmpty || IsChair(bare.In(text))) return One(text, span, null);
        var party = brackets.Select(bracket => (TextSpan?)bracket).LastOrDefault(bracket => IsParty(bracket!.Value.In(text)));
        return One(text, bare, party is { } of ? new DeclaredAuthor(of.In(text), of) : null);
    }

    /// <summary>The office that a question is put to, as its label names it: 'Mr J Selfe (DA) to ask the Minister of Health'; <c>null</c> if the label puts none.</summary>
    public static TextSpan? Asked(string text, TextSpan label)
    {
        var words = Words.Of(text, label);
        var ask = words.Count - 1;
        while (ask > 0 && words[ask].Text is not ("ask" or "asked")) ask--;
        var first = ask + 1;
        while (first < words.Count && Vocabulary.Articles.Contains(NameKey.Of(words[first].Text))) first++;
        if (ask <= 0 || first >= words.Count) return null;
        var office = new TextSpan(words[first].Span.Start, words[^1].Span.End);
        return NameReader.IsRole(office.In(text)) ? office : null;
    }

    /// <summary>The one who holds an office, as the author of a reply.</summary>
    public static AuthorLine Replying(string text, TextSpan office) => One(text, office, null);

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

    private static bool IsParty(string bracket) => NameReader.NamesOrganisation(bracket) || (Words.Count(bracket) is 1 or 2 && bracket.Length <= 20 && char.IsUpper(bracket[0]) && bracket.All(c => char.IsLetter(c) || c is '/' or '-'));

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
