using System.Globalization;
using System.Text;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>
/// Brings back what a statement was in one of its revisions: its passage and its facts. What it then gives up of its passage becomes a statement of its own, without
/// author and date. It takes nothing from other statements. What spoke for a fact then speaks for it again; that it is brought back is no evidence.
/// </summary>
/// <param name="Slug">Address of the statement whose revision it is.</param>
/// <param name="Number">Of the revision.</param>
/// <param name="Content">What it was.</param>
public sealed record RestoreRevision(int Key, string Slug, int Number, RevisionContent Content) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        if (StatementOf(draft, Key).Statement.Slug != Slug) throw new RefusedEditException("This is a revision of another statement.");
        var restored = WithPassage(draft, text);
        var (at, part, statement) = StatementOf(restored, Key);
        List<DraftAuthor> authors = [.. Content.Authors.Select(author => new DraftAuthor(author.Name, author.Kind, author.Slug, author.Affiliation, author.AffiliationSlug))];
        if (!authors.Select(Identity).SequenceEqual(statement.Authors.Select(Identity)))
        {
            statement = statement with { Authors = authors };
            statement = Believed(statement, "author", [.. authors.Select(author => author.Name)]);
            statement = Believed(statement, "kind", [.. authors.Select(author => author.KindWord).Distinct()]);
            statement = Believed(statement, "affiliation", [.. authors.Select(author => author.Affiliation).OfType<string>().Distinct()]);
        }
        var date = Content.Date is { } known ? new StatementDate(known.Earliest, known.Latest, known.Precision, known.Basis) : null;
        if (date != statement.Date) statement = Believed(statement with { Date = date }, "date", date is null ? [] : [date.Edtf]);
        var isTitleHidden = HiddenWords.StandIn(Content.Title, restored.Redactions, text);
        if (!isTitleHidden && Content.Title != statement.Title) statement = Believed(statement with { Title = Content.Title }, "title", Content.Title is null ? [] : [Content.Title]);
        if (Content.Language != statement.Language) statement = Believed(statement with { Language = Content.Language }, "language", Content.Language is null ? [] : [Content.Language]);
        // Revisions older than subjects do not say that there were none.
        if (Content.Subjects is { } subjects && !subjects.Select(subject => subject.Name).Order(StringComparer.Ordinal).SequenceEqual(statement.Subjects.Order(StringComparer.Ordinal)))
            statement = Believed(statement with { Subjects = [.. subjects.Select(subject => subject.Name)] }, "subject", [.. subjects.Select(subject => subject.Name)]);
        var original = Content.TranslationOf is { } of ? restored.Parts.FirstOrDefault(one => one.Key != Key && (one.Statement?.Slug ?? one.Withdrawn) == of && one.Statement?.TranslationOf is null) : null;
        if (original is null || !restored.Statements.Any(one => one.Statement!.TranslationOf == Key)) statement = statement with { TranslationOf = original?.Key };
        if ((part.Start, part.End) == (Content.Start, Content.End))
        {
            var heading = DraftReader.Heading(Content, statement.HeadingEnd, text);
            statement = statement with
            {
                HeadingEnd = heading,
                // The body was written with what was hidden then, which is not known any more.
                SignOffStart = DraftReader.SignOff(part.Start, part.End, heading, Content.BodySignOffStart, text, restored.Redactions)
                    ?? DraftReader.SignOff(part.Start, part.End, heading, Content.BodySignOffStart, text, [])
                    ?? (Content.BodySignOffStart is null ? null : statement.SignOffStart),
                Signatories = [.. statement.Signatories.Concat(Found(statement, part, text)).OrderBy(one => one.Start)],
            };
        }
        return (restored.With(at, part with { Statement = statement }), string.Create(CultureInfo.InvariantCulture, $"Brought revision {Number} of {Named(restored, part)} back{(isTitleHidden ? ", but not its title, which repeats hidden words" : "")}"));
    }

    private ArticleDraft WithPassage(ArticleDraft draft, DraftText text)
    {
        var (_, part, statement) = StatementOf(draft, Key);
        if ((part.Start, part.End) == (Content.Start, Content.End)) return draft;
        var span = Content.Start < 0 || Content.End > text.Length || Content.Start >= Content.End ? default : text.Trimmed(Content.Start, Content.End);
        if (span.IsEmpty) throw new RefusedEditException("Its passage is no longer in the text.");
        if (draft.Parts.FirstOrDefault(other => other.Key != Key && other.Fate is not (PartFate.Preface or PartFate.LeftOut) && other.Start < span.End && span.Start < other.End) is { } holder)
            throw new RefusedEditException(string.Create(CultureInfo.InvariantCulture, $"Revision {Number} also held words that are in {Named(draft, holder)} now. Join the two, or move the boundary between them, and bring it back then."));
        var placed = part with
        {
            Start = span.Start,
            End = span.End,
            Statement = statement with { HeadingEnd = null, SignOffStart = null, Signatories = [.. statement.Signatories.Where(one => StandsIn(one, span.Start, span.End) || one.End <= part.Start || part.End <= one.Start)] },
        };
        return Place(draft, placed, text, (had, piece) => had.Key != Key ? had with { Known = null }
            : new DraftPart(0, 0, 0, PartFate.Statement, Statement: new DraftStatement { Language = statement.Language, Signatories = [.. statement.Signatories.Where(one => StandsIn(one, piece.Start, piece.End))] }));
    }

    private static (string, AuthorKind, string?) Identity(DraftAuthor author) => (author.Slug ?? author.Name, author.Kind, author.AffiliationSlug ?? author.Affiliation);

    private static DraftStatement Believed(DraftStatement statement, string fact, IReadOnlyList<string> values)
    {
        var weighed = statement.Evidence.Where(item => item.Fact == fact && item.Rule != DraftEvidence.Archivist).Select(item => item.Value).ToHashSet();
        if (!values.All(weighed.Contains)) return statement with { Evidence = statement.GivenBy(fact, values) };
        return statement with
        {
            Evidence = [.. statement.Evidence.Where(item => item.Fact != fact || item.Rule != DraftEvidence.Archivist).Select(item => item.Fact == fact ? item with { IsChosen = values.Contains(item.Value) } : item)],
        };
    }

    // A revision tells the names, not where they stand. Two who bear one name stand in two places.
    private IEnumerable<DraftSignatory> Found(DraftStatement statement, DraftPart part, DraftText text)
    {
        var passage = text.Passage(part.Start, part.End);
        foreach (var namesakes in Content.Signatories.Where(one => !statement.Signatories.Any(there => there.Name == one.Name)).GroupBy(one => one.Name))
        {
            // A list of those who signed stands at the end.
            foreach (var (signatory, at) in namesakes.Zip(Places(passage, namesakes.Key).TakeLast(namesakes.Count())))
            {
                var start = part.Start + new CodePointIndex(passage[..at]).Length;
                yield return new DraftSignatory(signatory.Name, signatory.Description, start, start + new CodePointIndex(signatory.Name).Length);
            }
        }
    }

    private static IEnumerable<int> Places(string passage, string name)
    {
        if (name.Length == 0) yield break;
        for (var at = passage.IndexOf(name, StringComparison.Ordinal); at >= 0; at = passage.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            Rune.DecodeLastFromUtf16(passage.AsSpan(0, at), out var before, out _);
            Rune.DecodeFromUtf16(passage.AsSpan(at + name.Length), out var behind, out _);
            if (!StatementWords.GoesOn(before) && !StatementWords.GoesOn(behind)) yield return at;
        }
    }
}
