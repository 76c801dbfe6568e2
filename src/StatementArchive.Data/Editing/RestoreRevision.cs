using System.Globalization;
using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Brings back what a statement was in one of its revisions: its facts and, where its neighbours leave room, its boundaries.</summary>
/// <param name="Number">Of the revision.</param>
/// <param name="Content">What it was.</param>
public sealed record RestoreRevision(int Key, int Number, RevisionContent Content) : DraftEdit
{
    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (at, part, statement) = StatementOf(draft, Key);
        var restored = draft;
        if (part.Start != Content.Start && at > 0) restored = new MoveBoundary(Key, Content.Start).Apply(restored, text).Draft;
        if (part.End != Content.End && at < draft.Parts.Count - 1) restored = new MoveBoundary(draft.Parts[at + 1].Key, Content.End).Apply(restored, text).Draft;
        restored = new SetAuthors(Key, [.. Content.Authors.Select(author => new DraftAuthor(author.Name, author.Kind, author.Slug, author.Affiliation, author.AffiliationSlug))]).Apply(restored, text).Draft;
        restored = new DescribeStatement(Key, Content.Title, Content.Language, statement.TranslationOf, [.. (Content.Subjects ?? []).Select(subject => subject.Name)]).Apply(restored, text).Draft;
        (at, part, statement) = StatementOf(restored, Key);
        statement = statement with
        {
            Date = Content.Date is { } date ? new StatementDate(date.Earliest, date.Latest, date.Precision, date.Basis) : null,
            HeadingEnd = Content.Heading is { } heading && part.Start == Content.Start ? Content.Start + new CodePointIndex(heading).Length : null,
        };
        statement = statement with { Evidence = statement.GivenBy("date", statement.Date is { } known ? [known.Edtf] : []) };
        return (restored.With(at, part with { Statement = statement }), string.Create(CultureInfo.InvariantCulture, $"Brought revision {Number} of {Named(restored, part)} back"));
    }
}
