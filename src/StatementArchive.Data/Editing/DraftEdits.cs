using System.Globalization;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>A single change of a draft. Pure: it makes another draft and touches nothing.</summary>
public abstract record DraftEdit
{
    /// <summary>The draft as it is afterwards, and what was done, in words.</summary>
    /// <exception cref="RefusedEditException">It cannot be done; says why.</exception>
    public abstract (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text);

    /// <summary>A part cut to a passage of it; what is known of places outside it goes.</summary>
    internal static DraftPart Cut(DraftPart part, int start, int end, DraftText text)
    {
        var span = text.Trimmed(start, end);
        if (span.IsEmpty) throw new RefusedEditException("One of the two sides would be empty.");
        return part with { Start = span.Start, End = span.End, Statement = part.Statement is { } statement ? Inside(statement, part, span) : null, Known = part.Known is { } known ? Inside(known, part, span) : null };
    }

    // What a statement says of places holds only for those that are still its own; what is put before a heading is not a part of it. Those who signed behind it, in a list that is left out, are.
    private static DraftStatement Inside(DraftStatement statement, DraftPart part, TextSpan span) => statement with
    {
        HeadingEnd = statement.HeadingEnd is { } heading && part.Start <= span.Start && span.Start < heading && heading < span.End ? heading : null,
        SignOffStart = statement.SignOffStart is { } signOff && span.Start <= signOff && signOff < span.End ? signOff : null,
        Signatories = [.. statement.Signatories.Where(one => StandsIn(one, span.Start, span.End) || one.End <= part.Start || part.End <= one.Start)],
    };

    /// <summary>Puts a part where others are. Those keep what they have of other passages.</summary>
    /// <param name="rest">What becomes of a passage that then belongs to no part, by the part that had it and its place; key and place are given to it.</param>
    internal static ArticleDraft Place(ArticleDraft draft, DraftPart placed, DraftText text, Func<DraftPart, TextSpan, DraftPart> rest)
    {
        List<DraftPart> parts = [placed];
        var next = Math.Max(draft.NextKey, placed.Key + 1);
        foreach (var part in draft.Parts)
        {
            var isOwn = part.Key == placed.Key;
            if (!isOwn && (part.End <= placed.Start || placed.End <= part.Start))
            {
                parts.Add(part);
                continue;
            }
            var (before, after) = (text.Trimmed(part.Start, Math.Clamp(placed.Start, part.Start, part.End)), text.Trimmed(Math.Clamp(placed.End, part.Start, part.End), part.End));
            List<TextSpan> pieces = [.. new[] { before, after }.Where(piece => !piece.IsEmpty).Distinct()];
            if (!isOwn && pieces is [var first, ..]) parts.Add(Cut(part, first.Start, first.End, text));
            parts.AddRange(pieces.Skip(isOwn ? 0 : 1).Select(piece => rest(part, piece) with { Key = next++, Start = piece.Start, End = piece.End }));
        }
        var known = parts.Select(part => part.Key).ToHashSet();
        return draft with
        {
            Parts = [.. parts.OrderBy(part => part.Start).Select(part => part.Statement is { TranslationOf: { } key } statement && !known.Contains(key) ? part with { Statement = statement with { TranslationOf = null } } : part)],
            NextKey = next,
        };
    }

    private protected static void RefuseWithdrawn(params ReadOnlySpan<DraftPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.Fate == PartFate.Withdrawn) throw new RefusedEditException("A statement that was withdrawn stays as it is; an administrator can publish it again.");
        }
    }

    private protected static bool StandsIn(DraftSignatory signatory, int start, int end) => start <= signatory.Start && signatory.End <= end;

    private protected static string Named(ArticleDraft draft, DraftPart part) => part.Fate switch
    {
        PartFate.Statement => string.Create(CultureInfo.InvariantCulture, $"statement {draft.OrdinalOf(part.Key)}"),
        PartFate.Preface => "a passage of the preface",
        PartFate.Republication => "another publication",
        PartFate.Withdrawn => "a withdrawn statement",
        _ => $"a passage that was left out ({part.Reason})",
    };

    private protected static (int At, DraftPart Part, DraftStatement Statement) StatementOf(ArticleDraft draft, int key)
    {
        var at = draft.IndexOf(key);
        var part = draft.Parts[at];
        return part.Statement is { } statement ? (at, part, statement) : throw new RefusedEditException("This part is no statement.");
    }

    private protected static void Refuse(string field, string? value, Func<string, string?> faultOf)
    {
        if (value is not null && faultOf(value) is { } fault) throw new RefusedEditException($"The {field}: {fault}.");
    }
}

/// <summary>Moves the beginning of a part; the part before it ends where it begins.</summary>
/// <param name="To">In code points of the text.</param>
public sealed record MoveBoundary(int Key, int To) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var at = draft.IndexOf(Key);
        if (at == 0) throw new RefusedEditException("Nothing stands before the first part.");
        var (before, part) = (draft.Parts[at - 1], draft.Parts[at]);
        RefuseWithdrawn(before, part);
        if (To <= before.Start || To >= part.End) throw new RefusedEditException("A boundary moves between the two parts that it parts; join them to be rid of one.");
        // Whoever signed in a passage that changes sides signed what it belongs to now; in what is left out they sign what stands beside it.
        var down = before.Statement?.Signatories.Where(one => StandsIn(one, To, before.End)) ?? [];
        var up = part.Statement?.Signatories.Where(one => StandsIn(one, part.Start, To)) ?? [];
        var moved = draft.Replace(
            at - 1, 2,
            WithSignatories(Cut(before, before.Start, To, text), part.Fate == PartFate.LeftOut ? down : up),
            WithSignatories(Cut(part, To, part.End, text), before.Fate == PartFate.LeftOut ? up : down));
        if (moved.Parts[at].Start == part.Start) throw new RefusedEditException("The boundary is there already.");
        return (moved, $"Moved the boundary between {Named(draft, before)} and {Named(draft, part)}");
    }

    private static DraftPart WithSignatories(DraftPart part, IEnumerable<DraftSignatory> more) =>
        part.Statement is { } statement ? part with { Statement = statement with { Signatories = [.. statement.Signatories.Concat(more).OrderBy(one => one.Start)] } } : part;
}

/// <summary>Cuts a part in two of the same fate. The second part of a statement has its language and subjects and begins without author and date: nobody said that they are the same. What the whole was said not to be, neither part is.</summary>
/// <param name="At">In code points of the text.</param>
public sealed record SplitPart(int Key, int At) : DraftEdit
{
    /// <summary>Numbers of the statements of which the archive's records say that they are not the same as the part.</summary>
    public IEnumerable<int> KnownDistinct { get; init; } = [];

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var index = draft.IndexOf(Key);
        var part = draft.Parts[index];
        RefuseWithdrawn(part);
        if (At <= part.Start || At >= part.End) throw new RefusedEditException("A part is split between its first and its last letter.");
        var first = Cut(part, part.Start, At, text);
        var second = Cut(part, At, part.End, text) with { Key = draft.NextKey, RepublicationOf = null, Known = null };
        if (part.Fate == PartFate.Republication) throw new RefusedEditException("Another publication is split after it has been marked as a statement.");
        if (part.Statement is { } statement)
        {
            // Evidence goes where its words are, and a list of signatories stands behind what they signed.
            first = first with { Statement = first.Statement! with { Signatories = [.. first.Statement.Signatories.Where(one => one.Start < part.End)], Evidence = [.. statement.Evidence.Where(item => item.Start is not { } start || start < second.Start || start >= part.End)] } };
            second = second with
            {
                Statement = new DraftStatement
                {
                    SignOffStart = second.Statement!.SignOffStart,
                    Language = statement.Language,
                    Subjects = statement.Subjects,
                    Signatories = [.. second.Statement.Signatories.Where(one => one.Start >= part.Start)],
                    Evidence = [.. statement.Evidence.Where(item => item.Start >= second.Start && item.Start < part.End).Select(item => item with { IsChosen = item.IsChosen && item.Fact is not ("author" or "kind" or "affiliation" or "date") }), .. statement.Evidence.Where(item => item.Fact is "language" or "subject" && item.Start is null)],
                    Distinctions = [.. statement.DistinctFrom(KnownDistinct).Order().Select(other => new DraftDistinction(other, IsDistinct: true))],
                },
            };
        }
        return (draft.Replace(index, 1, first, second), $"Split {Named(draft, part)}");
    }
}

/// <summary>Joins a part with the one behind it; what is known of the first holds for both. What is no statement becomes a part of the statement behind it. What either was said not to be, the whole is not.</summary>
public sealed record JoinWithNext(int Key) : DraftEdit
{
    /// <summary>Numbers of the statements of which the archive's records say that they are not the same as the part, and as the next one.</summary>
    public (IEnumerable<int> First, IEnumerable<int> Next) KnownDistinct { get; init; } = ([], []);

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var at = draft.IndexOf(Key);
        if (at == draft.Parts.Count - 1) throw new RefusedEditException("Nothing stands behind the last part.");
        var (part, next) = (draft.Parts[at], draft.Parts[at + 1]);
        RefuseWithdrawn(part, next);
        if (part.Fate == PartFate.Republication || next.Fate == PartFate.Republication) throw new RefusedEditException("Another publication of a statement is not joined with anything.");
        var joined = part.Statement is null && next.Statement is not null ? next with { Start = part.Start, Statement = next.Statement with { HeadingEnd = null } } : part with { End = next.End };
        if (part.Statement is { } first)
        {
            var second = next.Statement;
            var added = (second?.DistinctFrom(KnownDistinct.Next) ?? new HashSet<int>()).Except(first.DistinctFrom(KnownDistinct.First)).ToHashSet();
            joined = joined with
            {
                Statement = first with
                {
                    SignOffStart = second?.SignOffStart,
                    Signatories = [.. first.Signatories, .. second?.Signatories ?? []],
                    Evidence = [.. first.Evidence, .. (second?.Evidence ?? []).Select(item => item with { IsChosen = false })],
                    Distinctions = [.. first.Distinctions.Where(one => !added.Contains(one.StatementId)), .. added.Order().Select(other => new DraftDistinction(other, IsDistinct: true))],
                },
            };
        }
        var result = draft.Replace(at, 2, joined);
        return (WithoutTranslationOf(result, next.Key), $"Joined {Named(draft, part)} with {Named(draft, next)}");
    }

    internal static ArticleDraft WithoutTranslationOf(ArticleDraft draft, int key) => draft with
    {
        Parts = [.. draft.Parts.Select(part => part.Statement?.TranslationOf == key ? part with { Statement = part.Statement with { TranslationOf = null } } : part)],
    };
}

/// <summary>Says what becomes of a part.</summary>
/// <param name="Reason">Why it is left out; needed for nothing else.</param>
/// <param name="RepublicationOf">The address of the statement of which it is another publication.</param>
public sealed record MarkPart(int Key, PartFate Fate, string? Reason = null, string? RepublicationOf = null) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var at = draft.IndexOf(Key);
        var part = draft.Parts[at];
        RefuseWithdrawn(part);
        if (Fate == PartFate.Withdrawn) throw new RefusedEditException("Statements are withdrawn by an administrator, after they were published.");
        var reason = Fate == PartFate.LeftOut ? GivenValues.Worded(Reason) ?? throw new RefusedEditException("Say why the passage is left out.") : null;
        Refuse("reason", reason, GivenValues.FaultOfName);
        var statement = Fate == PartFate.Republication ? GivenValues.Worded(RepublicationOf) ?? throw new RefusedEditException("Say of which statement it is another publication.") : null;
        if (part.Fate == Fate && part.Reason == reason && part.RepublicationOf == statement) throw new RefusedEditException("It is so already.");
        var known = part.Statement ?? part.Known;
        var marked = new DraftPart(part.Key, part.Start, part.End, Fate, reason, RepublicationOf: statement);
        // Who marks it as a statement again finds what was known of it.
        marked = Fate != PartFate.Statement ? marked with { Known = known } : marked with { Statement = known is null ? new DraftStatement { Language = draft.Facts.Language } : known with { TranslationOf = CanBeTranslated(known.TranslationOf) ? known.TranslationOf : null } };
        var result = draft.With(at, marked);
        if (Fate != PartFate.Statement) result = JoinWithNext.WithoutTranslationOf(result, Key);
        return (result, $"Marked {Named(draft, part)} as {Named(result, marked)}");

        bool CanBeTranslated(int? original) => draft.Parts.Any(one => one.Key == original && one.Key != Key && one.Statement is { TranslationOf: null });
    }
}

/// <summary>Says who speaks in a statement; several speak jointly, in this order.</summary>
public sealed record SetAuthors(int Key, IReadOnlyList<DraftAuthor> Authors) : DraftEdit
{
    public const int Most = 50;

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        List<DraftAuthor> authors = [.. Authors.Select(Checked).DistinctBy(author => (author.Kind, author.Slug ?? Author.KeyOf(author.Name)))];
        if (authors.Count > Most) throw new RefusedEditException(string.Create(CultureInfo.InvariantCulture, $"A statement has at most {Most} authors; who merely signed it is a signatory."));
        var evidence = statement.GivenBy("author", [.. authors.Select(author => author.Name)]);
        evidence = (statement with { Authors = authors, Evidence = evidence }).GivenBy("kind", [.. authors.Select(author => author.KindWord).Distinct()]);
        evidence = (statement with { Evidence = evidence }).GivenBy("affiliation", [.. authors.Select(author => author.Affiliation).OfType<string>().Distinct()]);
        var names = authors.Count == 0 ? "nobody" : string.Join(", ", authors.Select(author => author.Name));
        return (draft.With(at, part with { Statement = statement with { Authors = authors, Evidence = evidence } }), $"Gave {Named(draft, part)} to {names}");
    }

    private static DraftAuthor Checked(DraftAuthor author)
    {
        var (name, affiliation) = (GivenValues.Worded(author.Name) ?? throw new RefusedEditException("An author has a name."), GivenValues.Worded(author.Affiliation));
        Refuse("name", name, GivenValues.FaultOfName);
        Refuse("name of the organisation", affiliation, GivenValues.FaultOfName);
        if (affiliation is not null && author.Kind != AuthorKind.Person) throw new RefusedEditException($"Only a person speaks for somebody: say that {GivenValues.Shown(name)} is a person, or empty the field with {GivenValues.Shown(affiliation)}.");
        return author with { Name = name, Affiliation = affiliation, AffiliationSlug = affiliation is null ? null : author.AffiliationSlug };
    }
}

/// <summary>Dates a statement, or says that nothing is known.</summary>
/// <param name="Edtf">Day, month, year, or an interval of these, as <see cref="StatementDate.TryRead"/> reads them; <c>null</c> if nothing is known.</param>
public sealed record SetDate(int Key, string? Edtf) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        var date = GivenValues.Worded(Edtf) is not { } written ? null
            : StatementDate.TryRead(written, DateBasis.Archivist) ?? throw new RefusedEditException($"'{GivenValues.Shown(written)}' is no date. Write 2020-01-03, 2020-01, 2020, or from/to as in 2020-01-03/2020-01-05; .. for an end that is not known.");
        var evidence = statement.GivenBy("date", date is null ? [] : [date.Edtf]);
        return (draft.With(at, part with { Statement = statement with { Date = date, Evidence = evidence } }), $"Dated {Named(draft, part)} {date?.Edtf ?? "as unknown"}");
    }
}

/// <summary>Says where the heading of a statement ends, which its body leaves out.</summary>
/// <param name="End">In code points of the text; <c>null</c> if it has none.</param>
public sealed record SetHeading(int Key, int? End) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        var end = End is { } given ? text.Trimmed(part.Start, given) : default(TextSpan?);
        if (end is { IsEmpty: true } || end?.End >= part.End) throw new RefusedEditException("A heading ends between the first and the last letter of its statement.");
        return (draft.With(at, part with { Statement = statement with { HeadingEnd = end?.End } }), end is null ? $"Took the heading of {Named(draft, part)} into its text" : $"Set the heading of {Named(draft, part)}");
    }
}

/// <summary>Says with which line the sign-off of a statement begins.</summary>
/// <param name="Start">In code points of the text; <c>null</c> if it has none.</param>
public sealed record SetSignOff(int Key, int? Start) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        int? line = null;
        if (Start is { } given)
        {
            var found = text.Lines(statement.HeadingEnd ?? part.Start, part.End).FirstOrDefault(one => one.Start <= given && given < one.End);
            line = found.IsEmpty ? throw new RefusedEditException("A sign-off begins with a line of its statement.") : found.Start;
        }
        return (draft.With(at, part with { Statement = statement with { SignOffStart = line } }), line is null ? $"Took the sign-off of {Named(draft, part)} into its text" : $"Set the sign-off of {Named(draft, part)}");
    }
}

/// <summary>Says that a statement of another article is not the same as this one, however many words they share, or takes that back.</summary>
/// <param name="StatementId">Number of the other.</param>
/// <param name="Slug">Address of the other.</param>
public sealed record Distinguish(int Key, int StatementId, string Slug, bool IsDistinct) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        var decision = new DraftDistinction(StatementId, IsDistinct);
        if (statement.Distinctions.Contains(decision)) throw new RefusedEditException("It is so already.");
        var decided = statement with { Distinctions = [.. statement.Distinctions.Where(one => one.StatementId != StatementId), decision] };
        return (draft.With(at, part with { Statement = decided }), IsDistinct ? $"Said that {Named(draft, part)} is not the same as {Slug}" : $"Took back that {Named(draft, part)} is not the same as {Slug}");
    }
}

/// <summary>Says what a statement is called, in which language it is, of what it is a translation and what it is about.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="TranslationOf">Key of the part that it says in another language.</param>
public sealed record DescribeStatement(int Key, string? Title, string? Language, int? TranslationOf, IReadOnlyList<string> Subjects) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        var (title, language) = (GivenValues.Worded(Title), GivenValues.Worded(Language));
        List<string> subjects = [.. Subjects.Select(GivenValues.Worded).OfType<string>().DistinctBy(INamedRecord.KeyOf)];
        Refuse("title", title, GivenValues.FaultOfRemark);
        Refuse("language", language, GivenValues.FaultOfLanguage);
        foreach (var subject in subjects) Refuse("subject", subject, GivenValues.FaultOfName);
        if (TranslationOf is { } other && other != statement.TranslationOf && (other == Key || StatementOf(draft, other).Statement.TranslationOf is not null || draft.Statements.Any(one => one.Statement!.TranslationOf == Key)))
            throw new RefusedEditException("A translation is one of a statement that is no translation itself.");
        var evidence = statement.Evidence;
        if (title != statement.Title) evidence = (statement with { Evidence = evidence }).GivenBy("title", title is null ? [] : [title]);
        if (language != statement.Language) evidence = (statement with { Evidence = evidence }).GivenBy("language", language is null ? [] : [language]);
        if (!subjects.SequenceEqual(statement.Subjects)) evidence = (statement with { Evidence = evidence }).GivenBy("subject", subjects);
        var described = statement with { Title = title, Language = language, TranslationOf = TranslationOf, Subjects = subjects, Evidence = evidence };
        return (draft.With(at, part with { Statement = described }), $"Described {Named(draft, part)}");
    }
}

/// <summary>Gives the facts of the article as a whole.</summary>
public sealed record DescribeArticle(DraftFacts Facts) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var facts = new DraftFacts(
            GivenValues.Worded(Facts.Title), GivenValues.Worded(Facts.Language), GivenValues.Worded(Facts.Published), GivenValues.Worded(Facts.SubmittedBy), GivenValues.Worded(Facts.Source), GivenValues.Worded(Facts.Url), GivenValues.Worded(Facts.Captured), GivenValues.Worded(Facts.Licence), GivenValues.Worded(Facts.Note));
        Refuse("title", facts.Title, GivenValues.FaultOfRemark);
        Refuse("language", facts.Language, GivenValues.FaultOfLanguage);
        Refuse("day of publication", facts.Published, GivenValues.FaultOfMoment);
        Refuse("time of capture", facts.Captured, GivenValues.FaultOfMoment);
        Refuse("name of who submitted it", facts.SubmittedBy, GivenValues.FaultOfName);
        Refuse("source", facts.Source, GivenValues.FaultOfName);
        Refuse("address", facts.Url, GivenValues.FaultOfUrl);
        Refuse("licence", facts.Licence, GivenValues.FaultOfName);
        Refuse("note", facts.Note, GivenValues.FaultOfRemark);
        if (facts == draft.Facts) throw new RefusedEditException("Nothing was changed.");
        return (draft with { Facts = facts }, "Described the article");
    }
}

/// <summary>Hides a passage from the public; the archive keeps it.</summary>
/// <param name="Reason">Why, in public words.</param>
public sealed record RedactPassage(int Start, int End, string? Reason) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var reason = GivenValues.Worded(Reason) ?? throw new RefusedEditException("Say why the passage is hidden; the public reads it.");
        Refuse("reason", reason, GivenValues.FaultOfName);
        if (Start < 0 || End > text.Length || Start >= End) throw new RefusedEditException("This is no passage of the text.");
        var span = text.Trimmed(Start, End);
        if (span.IsEmpty) throw new RefusedEditException("This passage is empty.");
        if (draft.Redactions.Any(other => other.Start < span.End && span.Start < other.End)) throw new RefusedEditException("Some of it is hidden already.");
        DraftRedaction[] added = [new(span.Start, span.End, reason)];
        var hidden = draft with
        {
            Redactions = [.. draft.Redactions.Concat(added).OrderBy(hidden => hidden.Start)],
            Facts = HiddenWords.StandIn(draft.Facts.Title, added, text) ? draft.Facts with { Title = null } : draft.Facts,
            // What was a statement may be marked as one again.
            Parts = [.. draft.Parts.Select(part => part with { Statement = WithoutTitle(part.Statement), Known = WithoutTitle(part.Known) })],
        };
        var titles = (hidden.Facts.Title == draft.Facts.Title ? 0 : 1) + draft.Parts.Zip(hidden.Parts).Count(pair => TitleOf(pair.First) != TitleOf(pair.Second));
        var also = titles == 0 ? "" : titles == 1 ? ", and took away the title that repeats them" : string.Create(CultureInfo.InvariantCulture, $", and took away {titles} titles that repeat them");
        return (hidden, string.Create(CultureInfo.InvariantCulture, $"Hid {span.Length} characters{also}"));

        DraftStatement? WithoutTitle(DraftStatement? statement) => HiddenWords.StandIn(statement?.Title, added, text) ? statement! with { Title = null, Evidence = statement.GivenBy("title", []) } : statement;

        static string? TitleOf(DraftPart part) => (part.Statement ?? part.Known)?.Title;
    }
}

/// <summary>Shows a hidden passage again.</summary>
/// <param name="Start">Where it begins.</param>
public sealed record RevealPassage(int Start) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text) =>
        draft.Redactions.Any(hidden => hidden.Start == Start)
            ? (draft with { Redactions = [.. draft.Redactions.Where(hidden => hidden.Start != Start)] }, "Showed a hidden passage again")
            : throw new RefusedEditException("No hidden passage begins there.");
}

/// <summary>Confirms a guess: an archivist says that what the machine took for a fact is one.</summary>
/// <param name="Fact"><c>author</c>, <c>date</c>, <c>affiliation</c>, <c>language</c>, <c>kind</c>.</param>
public sealed record ConfirmFact(int Key, string Fact) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        List<string> values = Fact switch
        {
            "author" => [.. statement.Authors.Select(author => author.Name)],
            "kind" => [.. statement.Authors.Select(author => author.KindWord).Distinct()],
            "affiliation" => [.. statement.Authors.Select(author => author.Affiliation).OfType<string>().Distinct()],
            "date" => statement.Date is { } date ? [date.Edtf] : [],
            "language" => statement.Language is { } language ? [language] : [],
            _ => throw new RefusedEditException("This is no fact that can be confirmed."),
        };
        if (values.Count == 0) throw new RefusedEditException("There is nothing to confirm.");
        // That it lies between other dates is no longer why it is believed.
        var known = Fact == "date" && statement.Date is { Basis: DateBasis.Bounds } bounded ? bounded with { Basis = DateBasis.Archivist } : statement.Date;
        return (draft.With(at, part with { Statement = statement with { Date = known, Evidence = statement.GivenBy(Fact, values) } }), $"Confirmed the {Fact} of {Named(draft, part)}");
    }
}
