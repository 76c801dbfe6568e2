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
public sealed record DistinctStatement(int Id, string Slug, string? Title, IReadOnlyList<string> Authors, int ArticleId, bool IsPublic);

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
    /// <summary>Statements that are compared at once.</summary>
    public const int MostCompared = 20;

    /// <param name="parts">Parts of the draft; those that are statements are compared, at most <see cref="MostCompared"/>.</param>
    public async Task<DraftComparison> OfAsync(OpenDraft open, IEnumerable<DraftPart> parts, CancellationToken cancellation)
    {
        var records = open.Article.Statements.ToDictionary(s => s.Slug);
        var shown = parts.Where(part => part.Statement is not null).Select(part => (Part: part, Statement: part.Statement!, Record: part.Statement!.Slug is { } slug ? records.GetValueOrDefault(slug) : null)).ToList();
        var known = await KnownAsync([.. shown.Select(one => one.Record?.Id).OfType<int>()], cancellation);
        var distinct = shown.ToDictionary(one => one.Part.Key, one => one.Statement.DistinctFrom(one.Record is { } record ? known[record.Id] : []));
        var told = await ToldAsync([.. distinct.Values.SelectMany(ids => ids).Distinct()], cancellation);
        var compared = shown.Where(one => open.Article.Status != PublicationStatus.Published || IsMoved(one.Part, one.Record, open.Text)).Take(MostCompared).Select(one => one.Part.Key).ToHashSet();
        Dictionary<int, DraftDuplicate> found = [];
        foreach (var (part, statement, record) in shown)
        {
            var alike = compared.Contains(part.Key)
                ? await duplicates.OfAsync(
                    open.Text.Passage(part.Start, part.End), open.Article.Id, statement.Date?.Earliest, statement.Date?.Latest, [.. statement.Authors.Select(author => author.Slug).OfType<string>()], cancellation, record?.Id, distinct[part.Key])
                : [];
            List<DistinctStatement> others = [.. told.Where(other => distinct[part.Key].Contains(other.Id))];
            if (alike.Count > 0 || others.Count > 0) found[part.Key] = new DraftDuplicate(alike, others);
        }
        return new DraftComparison(found, compared.Count == 0 ? 0 : await duplicates.MissingAsync(open.Article.Id, cancellation));
    }

    private static bool IsMoved(DraftPart part, Statement? record, DraftText text) =>
        record is null || (text.Trimmed(record.Start, record.End) is var passage && (passage.Start, passage.End) != (part.Start, part.End));

    // From either side: of which others it was said.
    private async Task<ILookup<int, int>> KnownAsync(IReadOnlyList<int> ids, CancellationToken cancellation) =>
        (await db.StatementDistinctions.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.OneId) || EF.Parameter(ids).Contains(d.OtherId)).Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation))
            .SelectMany(d => new[] { (Of: d.OneId, Other: d.OtherId), (Of: d.OtherId, Other: d.OneId) }).ToLookup(one => one.Of, one => one.Other);

    private async Task<IReadOnlyList<DistinctStatement>> ToldAsync(IReadOnlyList<int> ids, CancellationToken cancellation) => ids.Count == 0 ? [] : await db.Statements.AsNoTracking()
        .Where(s => EF.Parameter(ids).Contains(s.Id) && s.Status != PublicationStatus.Withdrawn && s.Article.Status != PublicationStatus.Withdrawn).OrderBy(s => s.Id)
        .Select(s => new DistinctStatement(s.Id, s.Slug, s.Title, s.Authors.OrderBy(a => a.Position).Select(a => a.Author.Name).ToList(), s.ArticleId, s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published))
        .ToListAsync(cancellation);
}
