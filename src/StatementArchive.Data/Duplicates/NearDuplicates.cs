using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Duplicates;

/// <summary>A statement of the archive that has much of the same words as a text.</summary>
/// <param name="Text">As it stands in its article.</param>
/// <param name="IsPublic">Whether the public reads it.</param>
public sealed record NearDuplicate(
    Likeness Likeness, double Contained, double Resembles, string Slug, string? Title, IReadOnlyList<string> Authors, string? Edtf, int ArticleId, string? ArticleTitle, string? Source, bool IsPublic, string Text);

/// <summary>Finds statements that were published before. It proposes and joins nothing.</summary>
public sealed class NearDuplicates(ArchiveContext db)
{
    /// <summary>Most proposals for one text.</summary>
    public const int Most = 5;

    // Statements taken in by one transaction.
    private const int Batch = 200;

    // Of a very long text.
    private const int MostAsked = 4_000;

    // Words that more statements share are a form's; the limit grows with the archive.
    private const int LeastCap = 100;
    private const int StatementsOfCap = 2_000;

    // If all of a text is what hundreds have, its rarest words still say something.
    private const int RarestTaken = 4;

    private const int MostVerified = 30;

    // A text of fewer words is found by one shingle.
    private const int ShortText = 60;

    /// <summary>Takes in the statements that are not yet among those that are compared, in transactions of their own; returns how many are still missing.</summary>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<int> FollowAsync(CancellationToken cancellation, int most = int.MaxValue)
    {
        for (var taken = 0; taken < most; taken += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await db.Statements.MaxAsync(s => (int?)s.Id, cancellation) is not { } newest) return 0;
            if (await StateAsync(cancellation) is { Version: Shingles.Version } known && known.LastStatementId >= newest) return 0;
            await db.InOneTransactionAsync(() => TakeInAsync(cancellation), _ => true, cancellation);
        }
        return await MissingAsync(null, cancellation);
    }

    /// <summary>How many statements are not yet among those that are compared.</summary>
    /// <param name="exceptArticleId">An article whose own statements do not count; <c>null</c> for none.</param>
    public async Task<int> MissingAsync(int? exceptArticleId, CancellationToken cancellation)
    {
        var last = await StateAsync(cancellation) is { Version: Shingles.Version } state ? state.LastStatementId : 0;
        if (await db.Statements.MaxAsync(s => (int?)s.Id, cancellation) is not { } newest || newest <= last) return 0;
        var except = exceptArticleId ?? 0;
        // The plus keeps SQLite to a small index of all: by their numbers it would read the rows, with their texts.
        return await db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM \"Statements\" WHERE +\"Id\" > {last} AND \"ArticleId\" <> {except}").SingleAsync(cancellation);
    }

    /// <summary>Statements of other articles that have much of the same words, the most alike first, at most <see cref="Most"/>.</summary>
    /// <param name="text">As it stands in its article.</param>
    /// <param name="articleId">The article in which it stands.</param>
    /// <param name="authors">Addresses of its authors.</param>
    /// <param name="statementId">The statement that it is or was; passages that are linked as other publications of it are left out.</param>
    /// <param name="distinct">Numbers of statements that are left out, for somebody said that they are not the same.</param>
    public async Task<IReadOnlyList<NearDuplicate>> OfAsync(
        string text, int articleId, DateOnly? earliest, DateOnly? latest, IReadOnlyList<string> authors, CancellationToken cancellation, int? statementId = null, IReadOnlySet<int>? distinct = null)
    {
        var words = StatementWords.Of(text);
        if (words.Count == 0) return [];
        var ids = await CandidatesAsync(words, articleId, distinct ?? new HashSet<int>(), cancellation);
        if (ids.Count == 0) return [];
        // SQLite counts characters as the archive's offsets do.
        var found = await db.Statements.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id) && s.ArticleId != articleId && s.Status != PublicationStatus.Withdrawn && s.Article.Status != PublicationStatus.Withdrawn
                && !db.Republications.Any(r => r.StatementId == statementId && r.ArticleId == s.ArticleId && r.Start < s.End && s.Start < r.End))
            .Select(s => new
            {
                s.Slug,
                s.Title,
                s.Earliest,
                s.Latest,
                s.Edtf,
                s.ArticleId,
                ArticleTitle = s.Article.Title,
                Source = s.Article.Source == null ? null : s.Article.Source.Name,
                IsPublic = s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published,
                Authors = s.Authors.OrderBy(a => a.Position).Select(a => new { a.Author.Name, a.Author.Slug }).ToList(),
                Text = s.Article.Text.Substring(s.Start, s.End - s.Start),
            }).ToListAsync(cancellation);
        return
        [
            .. found.Select(s => (Statement: s, Resemblance: Resemblance.Of(words, StatementWords.Of(s.Text), DaysApart(earliest, latest, s.Earliest, s.Latest), s.Authors.Any(a => authors.Contains(a.Slug)))))
                .Where(one => one.Resemblance is not null)
                .OrderBy(one => one.Resemblance!.Likeness).ThenByDescending(one => one.Resemblance!.Resembles).Take(Most)
                .Select(one => new NearDuplicate(
                    one.Resemblance!.Likeness, one.Resemblance.Contained, one.Resemblance.Resembles, one.Statement.Slug, one.Statement.Title, [.. one.Statement.Authors.Select(a => a.Name)], one.Statement.Edtf,
                    one.Statement.ArticleId, one.Statement.ArticleTitle, one.Statement.Source, one.Statement.IsPublic, one.Statement.Text)),
        ];
    }

    /// <summary>Adds what a statement says now; the caller's transaction.</summary>
    internal Task RenewAsync(int statementId, string text, CancellationToken cancellation) => InsertAsync([.. Rows(statementId, text)], cancellation);

    /// <summary>Removes every trace of a statement whose text was destroyed; the caller's transaction.</summary>
    internal Task ForgetAsync(IReadOnlyList<int> statementIds, CancellationToken cancellation) =>
        db.Set<Shingle>().Where(s => EF.Parameter(statementIds).Contains(s.StatementId)).ExecuteDeleteAsync(cancellation);

    private async Task<IReadOnlyList<int>> CandidatesAsync(IReadOnlyList<string> words, int articleId, IReadOnlySet<int> distinct, CancellationToken cancellation)
    {
        var cap = Math.Max(LeastCap, await db.Statements.CountAsync(cancellation) / StatementsOfCap);
        var asked = JsonSerializer.Serialize(Shingles.Of(words).Take(MostAsked).Select(hash => unchecked((long)hash)));
        var frequent = await db.Database.SqlQuery<HashCount>($"SELECT h.value AS \"Hash\", (SELECT count(*) FROM (SELECT 1 FROM \"Shingles\" s WHERE s.\"Hash\" = h.value LIMIT {cap + 1})) AS \"Count\" FROM json_each({asked}) h")
            .Where(h => h.Count > 0).ToListAsync(cancellation);
        var telling = frequent.Where(h => h.Count <= cap).ToList();
        if (telling.Count < RarestTaken) telling = [.. frequent.OrderBy(h => h.Count).Take(RarestTaken)];
        var hashes = JsonSerializer.Serialize(telling.Select(h => h.Hash));
        var own = await db.Statements.Where(s => s.ArticleId == articleId).Select(s => s.Id).ToListAsync(cancellation);
        var shared = (await db.Database.SqlQuery<StatementCount>($"SELECT s.\"StatementId\" AS \"Id\", count(*) AS \"Count\" FROM json_each({hashes}) h JOIN \"Shingles\" s ON s.\"Hash\" = h.value GROUP BY s.\"StatementId\"").ToListAsync(cancellation))
            .Where(one => !own.Contains(one.Id) && !distinct.Contains(one.Id));
        var whole = unchecked((long)Shingles.Whole(words));
        var equal = await db.Set<Shingle>().Where(s => s.Hash == whole).OrderBy(s => s.StatementId).Select(s => s.StatementId).Take(MostVerified).ToListAsync(cancellation);
        var fewest = words.Count < ShortText ? 1 : 2;
        return [.. equal.Where(id => !distinct.Contains(id)).Concat(shared.Where(one => one.Count >= fewest).OrderByDescending(one => one.Count).ThenByDescending(one => one.Id).Take(MostVerified).Select(one => one.Id)).Distinct()];
    }

    private Task<Shingling?> StateAsync(CancellationToken cancellation) => db.Set<Shingling>().AsNoTracking().SingleOrDefaultAsync(cancellation);

    private async Task<int> TakeInAsync(CancellationToken cancellation)
    {
        var state = await db.Set<Shingling>().SingleOrDefaultAsync(cancellation);
        if (state is null) db.Add(state = new Shingling { Version = Shingles.Version, LastStatementId = 0 });
        if (state.Version != Shingles.Version)
        {
            await db.Set<Shingle>().ExecuteDeleteAsync(cancellation);
            (state.Version, state.LastStatementId) = (Shingles.Version, 0);
        }
        var last = state.LastStatementId;
        var statements = await db.Statements.AsNoTracking().Where(s => s.Id > last).OrderBy(s => s.Id).Take(Batch).Select(s => new { s.Id, Text = s.Article.Text.Substring(s.Start, s.End - s.Start) }).ToListAsync(cancellation);
        if (statements.Count > 0)
        {
            await InsertAsync([.. statements.SelectMany(s => Rows(s.Id, s.Text))], cancellation);
            state.LastStatementId = statements[^1].Id;
        }
        return statements.Count;
    }

    private static IEnumerable<long[]> Rows(int statementId, string text)
    {
        var words = StatementWords.Of(text);
        return words.Count == 0 ? [] : Shingles.Sketch(Shingles.Of(words)).Append(Shingles.Whole(words)).Select(hash => new[] { unchecked((long)hash), statementId });
    }

    private async Task InsertAsync(IReadOnlyList<long[]> rows, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(rows);
        await db.Database.ExecuteSqlAsync($"INSERT OR IGNORE INTO \"Shingles\" (\"Hash\", \"StatementId\") SELECT value ->> 0, value ->> 1 FROM json_each({json})", cancellation);
    }

    private static int? DaysApart(DateOnly? earliest, DateOnly? latest, DateOnly? otherEarliest, DateOnly? otherLatest)
    {
        var (one, other) = (latest ?? earliest, otherLatest ?? otherEarliest);
        return one is { } first && other is { } second ? Math.Abs(first.DayNumber - second.DayNumber) : null;
    }

    private sealed record HashCount(long Hash, int Count);

    private sealed record StatementCount(int Id, int Count);
}
