using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Duplicates;

/// <summary>What the archive has that is much like a statement of a draft.</summary>
/// <param name="Alike">Of which somebody has to say whether it is the same.</param>
/// <param name="Distinct">Of which somebody said that it is not.</param>
public sealed record DraftDuplicate(IReadOnlyList<NearDuplicate> Alike, IReadOnlyList<DistinctStatement> Distinct);

/// <summary>A statement that was said not to be the same as another one.</summary>
/// <param name="IsPublic">Whether the public reads it.</param>
/// <param name="IsWithdrawn">Whether it was taken back.</param>
public sealed record DistinctStatement(int Id, string Slug, string? Title, IReadOnlyList<string> Authors, int ArticleId, bool IsPublic, bool IsWithdrawn);

/// <summary>What a draft's statements were compared with.</summary>
/// <param name="OfParts">By the keys of the parts; only those for which there is something to say.</param>
/// <param name="Missing">Statements of other articles with which nothing can be compared yet; 0 if nothing was to be compared.</param>
public sealed record DraftComparison(IReadOnlyDictionary<int, DraftDuplicate> OfParts, int Missing)
{
    public static DraftComparison None { get; } = new(new Dictionary<int, DraftDuplicate>(), 0);
}

/// <summary>Compares the statements of a draft with those of all other articles: of a draft all, of a correction those whose passage is another than the public reads.</summary>
public sealed class DraftDuplicates(ArchiveContext db, NearDuplicates duplicates)
{
    /// <param name="parts">Parts of the draft; those that are statements are compared.</param>
    public async Task<DraftComparison> OfAsync(OpenDraft open, IEnumerable<DraftPart> parts, CancellationToken cancellation)
    {
        var shown = parts.Where(part => part.Statement is not null).Select(part => (Part: part, Statement: part.Statement!, Record: open.RecordOf(part), Distinct: part.Statement!.DistinctFrom(open.DistinctFrom(part)))).ToList();
        var told = await ToldAsync([.. shown.SelectMany(one => one.Distinct).Distinct()], cancellation);
        var compared = shown.FindAll(one => open.Article.Status != PublicationStatus.Published || IsMoved(one.Part, one.Record, open.Text));
        var alike = (await duplicates.OfAsync(
            compared.ConvertAll(one => new ComparedText(open.Text.Passage(one.Part.Start, one.Part.End), one.Statement.Date?.Earliest, one.Statement.Date?.Latest, [.. one.Statement.Authors.Select(author => author.Slug).OfType<string>()], one.Record?.Id, one.Distinct) { Shown = Shown(open, one.Part) }),
            open.Article.Id, cancellation)).Zip(compared).ToDictionary(pair => pair.Second.Part.Key, pair => pair.First);
        Dictionary<int, DraftDuplicate> found = [];
        foreach (var (part, _, _, distinct) in shown)
        {
            var (same, others) = (alike.GetValueOrDefault(part.Key, []), told.Where(other => distinct.Contains(other.Id)).ToList());
            if (same.Count + others.Count > 0) found[part.Key] = new DraftDuplicate(same, others);
        }
        return new DraftComparison(found, compared.Count == 0 ? 0 : await duplicates.MissingAsync(open.Article.Id, cancellation));
    }

    private static List<string> Shown(OpenDraft open, DraftPart part)
    {
        List<string> shown = [];
        var at = part.Start;
        foreach (var hidden in open.Content.Redactions.Where(hidden => hidden.Start < part.End && part.Start < hidden.End))
        {
            if (at < hidden.Start) shown.Add(open.Text.Passage(at, hidden.Start));
            at = hidden.End;
        }
        if (at < part.End) shown.Add(open.Text.Passage(at, part.End));
        return shown;
    }

    private static bool IsMoved(DraftPart part, Statement? record, DraftText text) =>
        record is null || (text.Trimmed(record.Start, record.End) is var passage && (passage.Start, passage.End) != (part.Start, part.End));

    private async Task<IReadOnlyList<DistinctStatement>> ToldAsync(IReadOnlyList<int> ids, CancellationToken cancellation) => ids.Count == 0 ? [] : await db.Statements.AsNoTracking()
        .Where(s => EF.Parameter(ids).Contains(s.Id)).OrderBy(s => s.Id)
        .Select(s => new DistinctStatement(s.Id, s.Slug, s.Title, s.Authors.OrderBy(a => a.Position).Select(a => a.Author.Name).ToList(), s.ArticleId, s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published, s.Status == PublicationStatus.Withdrawn || s.Article.Status == PublicationStatus.Withdrawn))
        .ToListAsync(cancellation);
}
