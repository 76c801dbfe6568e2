namespace StatementArchive.Data.Editing;

/// <summary>What the audit log says of a draft. Without the words of the article, its titles, headings and notes too: they can be destroyed one day, and the log cannot.</summary>
internal static class DraftLog
{
    public static object Told(ArticleDraft draft) => new { Facts = Told(draft.Facts), Parts = draft.Parts.Select(part => Told(draft, part)), draft.Redactions };

    /// <summary>What differs between two drafts, as it was and as it is; <c>null</c> where there is nothing.</summary>
    public static (object? Before, object? After) Changed(ArticleDraft before, ArticleDraft after)
    {
        var (was, now) = (Written(before), Written(after));
        var (taken, put) = (was.Except(now).ToHashSet(), now.Except(was).ToHashSet());
        return (Differing(before, taken, before.Facts != after.Facts), Differing(after, put, before.Facts != after.Facts));

        static List<string> Written(ArticleDraft draft) => [.. draft.Parts.Select(part => Line(Told(draft, part))), .. draft.Redactions.Select(hidden => Line(hidden))];

        static object? Differing(ArticleDraft draft, HashSet<string> lines, bool withFacts) => lines.Count == 0 && !withFacts ? null : new
        {
            Facts = withFacts ? Told(draft.Facts) : null,
            Parts = draft.Parts.Select(part => Told(draft, part)).Where(part => lines.Contains(Line(part))),
            Redactions = draft.Redactions.Where(hidden => lines.Contains(Line(hidden))),
        };

        static string Line(object told) => System.Text.Json.JsonSerializer.Serialize(told, told.GetType(), ArticleDraft.Json);
    }

    private static object Told(DraftFacts facts) => new
    {
        TitleLength = facts.Title?.Length,
        facts.Language,
        facts.Published,
        facts.SubmittedBy,
        facts.Source,
        facts.Url,
        facts.Captured,
        facts.Licence,
        NoteLength = facts.Note?.Length,
    };

    private static object Told(ArticleDraft draft, DraftPart part) => new
    {
        part.Start,
        part.End,
        part.Fate,
        part.Reason,
        part.RepublicationOf,
        Slug = part.Statement?.Slug ?? part.Withdrawn,
        part.Statement?.HeadingEnd,
        part.Statement?.SignOffStart,
        TitleLength = part.Statement?.Title?.Length,
        part.Statement?.Language,
        Date = part.Statement?.Date?.Edtf,
        DateBasis = part.Statement?.Date?.Basis,
        Authors = part.Statement?.Authors.Select(author => new { Author = author.Slug ?? author.Name, author.Kind, Affiliation = author.AffiliationSlug ?? author.Affiliation }),
        part.Statement?.Subjects,
        TranslationOf = part.Statement?.TranslationOf is { } key ? draft.Parts.FirstOrDefault(other => other.Key == key) is { } original ? original.Start : default(int?) : null,
        Given = part.Statement?.Evidence.Where(item => item.Rule == DraftEvidence.Archivist && item.Fact != "title").Select(item => item.Fact).Distinct(),
        part.Statement?.Distinctions,
    };
}
