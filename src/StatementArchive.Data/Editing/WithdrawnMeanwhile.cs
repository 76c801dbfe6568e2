namespace StatementArchive.Data.Editing;

/// <summary>
/// Statements that were taken back, or published again, while somebody worked on their article. Whatever the work made of such a passage, what was taken back
/// must not come to the public by it, nor may what was published again be lost.
/// </summary>
internal static class WithdrawnMeanwhile
{
    /// <summary>The work with these statements as the records have them.</summary>
    /// <param name="draft">The work.</param>
    /// <param name="began">What the records were when it began.</param>
    /// <param name="records">What they are.</param>
    public static ArticleDraft In(ArticleDraft draft, ArticleDraft began, ArticleDraft records, DraftText text)
    {
        foreach (var part in records.Parts)
        {
            var own = draft.Parts.FirstOrDefault(one => SlugOf(one) is { } slug && slug == SlugOf(part));
            var isMissed = part.Fate switch
            {
                PartFate.Withdrawn => own is not { Fate: PartFate.Withdrawn },
                // What the work itself left without a passage stays so.
                PartFate.Statement => own is { Fate: PartFate.Withdrawn } || (own is null && began.Statements.All(one => SlugOf(one) != SlugOf(part))),
                _ => false,
            };
            if (isMissed) draft = DraftEdit.Place(draft, Translated(part, records, draft) with { Key = own?.Key ?? draft.NextKey }, text, (_, _) => new DraftPart(0, 0, 0, PartFate.LeftOut, DraftReader.Unaccounted));
        }
        return draft;
    }

    private static string? SlugOf(DraftPart part) => part.Statement?.Slug ?? part.Withdrawn;

    // Keys are each draft's own.
    private static DraftPart Translated(DraftPart part, ArticleDraft records, ArticleDraft draft)
    {
        if (part.Statement?.TranslationOf is not { } key) return part;
        var original = SlugOf(records.Parts[records.IndexOf(key)]);
        return part with { Statement = part.Statement with { TranslationOf = draft.Parts.FirstOrDefault(one => SlugOf(one) == original)?.Key } };
    }
}
