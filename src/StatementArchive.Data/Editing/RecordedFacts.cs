namespace StatementArchive.Data.Editing;

/// <summary>
/// What a draft leaves alone goes on being what the article's records say. They can change beside it: authors are merged and made two again, sources and
/// subjects are renamed.
/// </summary>
internal static class RecordedFacts
{
    /// <summary>The draft with the authors, subjects and source of the records as they are now, wherever it has those with which it began.</summary>
    /// <param name="began">The records as a draft, with which the work began.</param>
    /// <param name="now">The records as a draft, as they are.</param>
    public static ArticleDraft Follow(this ArticleDraft draft, ArticleDraft began, ArticleDraft now)
    {
        var (first, current) = (BySlug(began), BySlug(now));
        return draft with
        {
            Facts = draft.Facts.Source == began.Facts.Source ? draft.Facts with { Source = now.Facts.Source } : draft.Facts,
            Parts = [.. draft.Parts.Select(part => part.Statement is { Slug: { } slug } own && first.TryGetValue(slug, out var from) && current.TryGetValue(slug, out var to) ? part with { Statement = Follow(own, from, to) } : part)],
        };
    }

    private static DraftStatement Follow(DraftStatement draft, DraftStatement began, DraftStatement now) => draft with
    {
        Authors = draft.Authors.SequenceEqual(began.Authors) && !IsConfirmed(draft, began) ? now.Authors : draft.Authors,
        Subjects = draft.Subjects.ToHashSet().SetEquals(began.Subjects) ? now.Subjects : draft.Subjects,
    };

    // Who confirms a value means that value, though it is the one that stood there.
    private static bool IsConfirmed(DraftStatement draft, DraftStatement began) =>
        draft.Evidence.Any(item => item is { IsChosen: true, Rule: DraftEvidence.Archivist, Fact: "author" or "affiliation" } && !began.Evidence.Contains(item));

    private static Dictionary<string, DraftStatement> BySlug(ArticleDraft draft) => draft.Statements.Select(part => part.Statement!).Where(statement => statement.Slug is not null).ToDictionary(statement => statement.Slug!);
}
