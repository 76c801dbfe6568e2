namespace StatementArchive.Parsing.Recognition;

/// <summary>An author as a line names them.</summary>
/// <param name="Affiliation">For a person: the organisation that the line names with them.</param>
/// <param name="Acronym">Where the line gives the name's acronym, as in 'Organisation of X (OX)'.</param>
public sealed record NamedAuthor(string Name, TextSpan Span, KindVerdict Kind, DeclaredAuthor? Affiliation = null, TextSpan? Acronym = null);

/// <summary>How a line names authors, in the order in which the readings are tried.</summary>
public enum AuthorLineForm
{
    /// <summary>It stands before the words of whoever speaks, as records of sittings have it.</summary>
    SpeakerLabel,

    /// <summary>It says by whom the text under the heading above is: '(By Paul Weyrich)'.</summary>
    ByUnderHeading,

    /// <summary>It is the first line of a mail's header, which names sender or date.</summary>
    MailHeader,

    /// <summary>It says as what somebody speaks: 'Candidate 2: Ana Lopez'.</summary>
    LabelledName,

    /// <summary>It is a name of the byline.</summary>
    DeclaredName,

    /// <summary>It is a person with an organisation of the byline.</summary>
    DeclaredAffiliation,

    /// <summary>It says whose statement follows: 'Statement by X'.</summary>
    StatementOf,

    /// <summary>It is a person with an organisation, or with what else is said of them.</summary>
    PersonWithOrganisation,

    /// <summary>It is a name whose words say what it names: with a word for a group, an honorific, an office.</summary>
    OrganisationName,

    /// <summary>It has the shape of a name and nothing more.</summary>
    NameShape,
}

/// <summary>A line that consists of the name of one author, or of several.</summary>
public sealed record AuthorLine(AuthorLineForm Form, IReadOnlyList<NamedAuthor> Authors)
{
    /// <summary>The date that the line gives beside the name.</summary>
    public DateMention? Date { get; init; }

    /// <summary>No line that names authors is longer, in characters.</summary>
    public const int Longest = 300;

    private static readonly string[] Separators = [", ", " – ", " — ", " - ", ": ", " (", "، "];
    private static readonly string[] Belongings = [" of the ", " of ", " from the ", " from ", " for the ", " for ", " von der ", " vom ", " von ", " du ", " de la ", " de ", " del "];

    /// <summary>Reads a passage as such a line; <c>null</c> if it is something else.</summary>
    /// <param name="declared">The names of the byline.</param>
    public static AuthorLine? TryRead(string text, TextSpan passage, NameSet declared)
    {
        var span = WithoutColon(text, passage.TrimmedIn(text));
        if (span.IsEmpty || span.Length > Longest || BringsInWords(text, span, passage)) return null;
        if (declared.Contains(span.In(text))) return One(AuthorLineForm.DeclaredName, Named(text, span));
        if (AfterStatementOf(text, WithoutComma(text, span)) is { } rest && rest.In(text) is var name && (declared.Contains(name) || NameReader.LooksLikeName(name) || NameReader.DescribesGroup(name)))
            return new AuthorLine(AuthorLineForm.StatementOf, (NameReader.KindOf(name).Rule is "office" or "described-group" ? null : TryRead(text, rest, declared)?.Authors) ?? [Named(text, rest)]);
        if (PersonAndOrganisation(text, span, declared) is { Affiliation: var organisation } person)
            return One(organisation is not null && declared.Contains(organisation.Name) ? AuthorLineForm.DeclaredAffiliation : AuthorLineForm.PersonWithOrganisation, person);
        if (!NameReader.LooksLikeName(span.In(text))) return null;
        var names = NameList.Split(text, span, _ => false);
        if (names.Count > 1 && names.Any(one => !NameReader.LooksLikeName(one.Name) || NameReader.KindOf(one.Name).Confidence < 0.7)) return null;
        IReadOnlyList<NamedAuthor> authors = [.. names.Select(one => Named(text, one.Span))];
        return new AuthorLine(authors.All(author => author.Kind.Confidence >= NameReader.Sure) ? AuthorLineForm.OrganisationName : AuthorLineForm.NameShape, authors);
    }

    /// <summary>Reads '(By Paul Weyrich)', 'By Ana Lopez', 'Von Ana Lopez' as the line that names an author; <c>null</c> if it is something else.</summary>
    public static AuthorLine? TryReadBy(string text, TextSpan passage)
    {
        var span = passage.TrimmedIn(text);
        if (span.Length is < 6 or > 120) return null;
        if (text[span.Start] == '(' && text[span.End - 1] == ')') span = new TextSpan(span.Start + 1, span.End - 1);
        var words = Words.Of(text, span);
        if (words.Count < 2 || words[0].Text is not ("By" or "BY" or "by" or "Von" or "Par" or "Por")) return null;
        var name = new TextSpan(words[1].Span.Start, span.End);
        return NameReader.LooksLikeName(name.In(text)) ? One(AuthorLineForm.ByUnderHeading, Named(text, name)) : null;
    }

    /// <summary>Reads 'From the Bakers' Union', 'Von Ana Lopez (Millers' League)' as the heading over what somebody sent; <c>null</c> if it is something else.</summary>
    public static AuthorLine? TryReadFrom(string text, TextSpan passage, NameSet declared)
    {
        var span = WithoutColon(text, passage.TrimmedIn(text));
        if (span.Length is < 6 or > 200) return null;
        var words = Words.Of(text, span);
        if (words.Count < 2 || !Senders.Contains(words[0].Text)) return null;
        var first = 1;
        while (first < words.Count - 1 && Vocabulary.Articles.Contains(NameKey.Of(words[first].Text))) first++;
        var name = new TextSpan(words[first].Span.Start, span.End);
        if (NameReader.DescribesGroup(name.In(text))) return One(AuthorLineForm.StatementOf, Named(text, name));
        return TryRead(text, name, declared) is { } named ? named with { Form = AuthorLineForm.StatementOf } : null;
    }

    /// <summary>Reads 'Francisca Sconce, MRes student, Silwood Park', 'Guy Needham (2nd year student)' as a person and what is said of them; <c>null</c> if it is something else.</summary>
    public static AuthorLine? TryReadDescribed(string text, TextSpan passage)
    {
        var line = passage.TrimmedIn(text);
        if (line.Length > LongestDescription || text.AsSpan(line.Start, line.Length).IndexOfAny(',', '(') is not (> 0 and var at)) return null;
        var name = new TextSpan(line.Start, line.Start + at).TrimmedIn(text);
        if (Words.Count(name.In(text)) is not (2 or 3) || !NameReader.LooksLikeName(name.In(text)) || NameReader.KindOf(name.In(text)) is not { Kind: AuthorKind.Person } kind) return null;
        return One(AuthorLineForm.PersonWithOrganisation, new NamedAuthor(name.In(text), name, kind));
    }

    private const int LongestDescription = 120;

    private static readonly string[] Senders = ["From", "FROM", "Von", "Vom", "De", "Des", "Du", "Da", "Van", "از", "من"];

    /// <summary>Reads 'Posted by Ana Lopez on 3 January 2020' as the line that names an author; <c>null</c> if it is something else, or names nobody.</summary>
    public static AuthorLine? TryReadPostedBy(string text, TextSpan passage)
    {
        if (PostByline.TryRead(text, passage.TrimmedIn(text)) is not { Author: { } name } byline) return null;
        var author = Named(text, name);
        // One word under which somebody posts is an account, and people have accounts.
        if (author.Kind.Confidence < NameReader.Sure && Words.Count(author.Name) == 1) author = author with { Kind = new KindVerdict(AuthorKind.Person, "account", 0.6) };
        return One(AuthorLineForm.ByUnderHeading, author) with { Date = byline.Date };
    }

    /// <summary>Reads 'Candidate #1: Ana Lopez' as the line that names an author; <c>null</c> if it is something else.</summary>
    public static AuthorLine? TryReadLabelled(string text, TextSpan passage)
    {
        var span = passage.TrimmedIn(text);
        if (span.Length > 200 || text.IndexOf(':', span.Start, span.Length) is not (> 0 and var colon)) return null;
        var label = Words.Of(text, new TextSpan(span.Start, colon)).Where(word => !word.IsNumber).ToList();
        var name = new TextSpan(colon + 1, span.End).TrimmedIn(text);
        if (label.Count != 1 || name.IsEmpty || !Vocabulary.SpeakingAs.Contains(NameKey.Of(label[0].Text)) || !NameReader.LooksLikeName(name.In(text))) return null;
        return One(AuthorLineForm.LabelledName, Named(text, name));
    }

    private static AuthorLine One(AuthorLineForm form, NamedAuthor author) => new(form, [author]);

    /// <summary>The author of a name alone, without the acronym that may stand behind it in brackets.</summary>
    private static NamedAuthor Named(string text, TextSpan span)
    {
        var name = span.In(text);
        if (name.EndsWith(')') && name.LastIndexOf('(') is var open and > 0)
        {
            var bare = new TextSpan(span.Start, span.Start + open).TrimmedIn(text);
            var acronym = new TextSpan(span.Start + open + 1, span.End - 1);
            if (NameTokens.IsAcronymOf(acronym.In(text), bare.In(text)))
                return new NamedAuthor(bare.In(text), bare, NameReader.KindOf(bare.In(text)), Acronym: acronym);
        }
        return new NamedAuthor(name, span, NameReader.KindOf(name));
    }

    private static NamedAuthor? PersonAndOrganisation(string text, TextSpan span, NameSet declared)
    {
        var line = span.In(text);
        foreach (var separator in Separators)
        {
            var at = line.IndexOf(separator, StringComparison.Ordinal);
            if (at <= 0) continue;
            var head = new TextSpan(span.Start, span.Start + at).TrimmedIn(text);
            var tail = new TextSpan(span.Start + at + separator.Length, span.End - (separator == " (" && line.EndsWith(')') ? 1 : 0)).TrimmedIn(text);
            if (tail.IsEmpty || head.IsEmpty) continue;
            if (IsPerson(head.In(text), declared) && Belonging(text, tail, declared) is { } belonging)
                return new NamedAuthor(head.In(text), head, belonging.Verdict, belonging.Organisation);
            if (separator is not " (" && IsOrganisation(head.In(text), declared) && IsPerson(tail.In(text), declared) && NameReader.KindOf(tail.In(text)).Kind == AuthorKind.Person)
                return new NamedAuthor(tail.In(text), tail, new KindVerdict(AuthorKind.Person, "person-with-organisation", 0.9), new DeclaredAuthor(head.In(text), head));
        }
        foreach (var belonging in Belongings)
        {
            var at = line.IndexOf(belonging, StringComparison.Ordinal);
            if (at <= 0) continue;
            var head = new TextSpan(span.Start, span.Start + at).TrimmedIn(text);
            var tail = new TextSpan(span.Start + at + belonging.Length, span.End).TrimmedIn(text);
            if (!tail.IsEmpty && IsPerson(head.In(text), declared) && IsOrganisation(tail.In(text), declared))
                return new NamedAuthor(head.In(text), head, new KindVerdict(AuthorKind.Person, "person-of-organisation", 0.95), new DeclaredAuthor(tail.In(text), tail));
        }
        return null;
    }

    /// <summary>What stands behind a person's name: an organisation, a role, or a role and then an organisation.</summary>
    public static (KindVerdict Verdict, DeclaredAuthor? Organisation)? Belonging(string text, TextSpan tail, NameSet declared)
    {
        var words = tail.In(text);
        if (IsOrganisation(words, declared) && !NameReader.IsRole(words))
            return (new KindVerdict(AuthorKind.Person, "person-with-organisation", declared.Contains(words) ? 0.97 : 0.9), new DeclaredAuthor(words, tail));
        if (!NameReader.IsRole(words)) return null;
        foreach (var between in Separators.Concat(Belongings))
        {
            var at = words.IndexOf(between, StringComparison.Ordinal);
            if (at <= 0) continue;
            var rest = new TextSpan(tail.Start + at + between.Length, tail.End).TrimmedIn(text);
            // What stands behind a role is what the role is in; the shape of a name is enough.
            if (!rest.IsEmpty && !IsOfPlace(words) && (declared.Contains(rest.In(text)) || (NameReader.LooksLikeName(rest.In(text)) && NameReader.KindOf(rest.In(text)) is not { Kind: AuthorKind.Person, Confidence: >= NameReader.Sure })))
                return (new KindVerdict(AuthorKind.Person, "person-with-role", 0.95), new DeclaredAuthor(rest.In(text), rest));
        }
        return (new KindVerdict(AuthorKind.Person, "person-with-role", 0.9), null);
    }

    // 'MP for Harwick' names the place that somebody stands for, and no group.
    private static bool IsOfPlace(string role) => Words.Of(role) is [var first, ..] && Vocabulary.RolesOfPlaces.Contains(NameKey.Of(first.Text));

    private static bool IsPerson(string name, NameSet declared) =>
        NameReader.LooksLikeName(name) && NameReader.KindOf(name) is { Kind: AuthorKind.Person } && !(declared.Contains(name) && NameReader.NamesOrganisation(name));

    private static bool IsOrganisation(string name, NameSet declared) =>
        declared.Contains(name) || (NameReader.LooksLikeName(name) && NameReader.KindOf(name) is { Kind: AuthorKind.Organisation, Confidence: >= NameReader.Sure });

    private static TextSpan? AfterStatementOf(string text, TextSpan span)
    {
        var words = Words.Of(text, span);
        for (var at = 0; at < Math.Min(words.Count - 2, 4); at++)
        {
            if (!Vocabulary.StatementNouns.Contains(NameKey.Of(words[at].Text))) continue;
            if (!Vocabulary.StatementPrepositions.Contains(NameKey.Of(words[at + 1].Text))) continue;
            var first = at + 2;
            while (first < words.Count - 1 && Vocabulary.Articles.Contains(NameKey.Of(words[first].Text))) first++;
            return new TextSpan(words[first].Span.Start, EndOfName(text, words, first, span.End));
        }
        return null;
    }

    // 'Statement by the Bakers' Union on the price of bread': the name ends where the topic begins.
    private static int EndOfName(string text, IReadOnlyList<Word> words, int first, int end)
    {
        for (var at = first + 2; at < words.Count - 1; at++)
        {
            // 'Statement by Mr Owen Blake, Minister for Trade, at the General Debate'
            if (text[words[at - 1].Span.End] == ',' && NameReader.IsRole(text[words[at].Span.Start..end]) && NameReader.LooksLikeName(text[words[first].Span.Start..words[at - 1].Span.End])) return words[at - 1].Span.End;
            if (!words[at].IsCapitalised && Vocabulary.TopicPrepositions.Contains(NameKey.Of(words[at].Text)) && NameReader.LooksLikeName(text[words[first].Span.Start..words[at - 1].Span.End]))
                return words[at - 1].Span.End;
        }
        return end;
    }

    // 'Ana Lopez, General Secretary, said:' goes on with a quotation.
    private static bool BringsInWords(string text, TextSpan line, TextSpan passage) =>
        line.End < passage.End && Words.LastOf(text, line, 1) is [{ IsCapitalised: false } last] && Vocabulary.Reporting.Contains(NameKey.Of(last.Text));

    // 'The Petition of residents of Dudley South,' goes on in the next paragraph.
    private static TextSpan WithoutComma(string text, TextSpan span) => text[span.End - 1] == ',' ? (span with { End = span.End - 1 }).TrimmedIn(text) : span;

    private static TextSpan WithoutColon(string text, TextSpan span) =>
        !span.IsEmpty && text[span.End - 1] is ':' or '：' ? (span with { End = span.End - 1 }).TrimmedIn(text) : span;
}
