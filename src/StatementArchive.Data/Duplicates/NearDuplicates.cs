using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Duplicates;

/// <summary>A statement of the archive that has much of the same words as a text.</summary>
/// <param name="Text">As it stands in its article.</param>
/// <param name="IsPublic">Whether the public reads it.</param>
public sealed record NearDuplicate(
    Likeness Likeness, double Contained, double Resembles, string Slug, string? Title, IReadOnlyList<string> Authors, string? Edtf, int ArticleId, string? ArticleTitle, string? Source, bool IsPublic, string Text)
{
    /// <summary>When and why it was taken back; <c>null</c> if it was not.</summary>
    public Tombstone? Withdrawn { get; init; }

    /// <summary>Whether a passage of it is hidden from the public.</summary>
    public bool IsPartlyHidden { get; init; }

    /// <summary>Whether hidden words of it stand in the text where everybody would read them.</summary>
    public bool ShowsHidden { get; init; }
}

/// <summary>A text that is compared with the statements of other articles.</summary>
/// <param name="Text">As it stands in its article.</param>
/// <param name="Authors">Addresses of its authors.</param>
/// <param name="StatementId">The statement that it is or was; passages that are linked as other publications of it are left out. <c>null</c> for none.</param>
/// <param name="Distinct">Numbers of statements that are left out, for somebody said that they are not the same.</param>
public sealed record ComparedText(string Text, DateOnly? Earliest, DateOnly? Latest, IReadOnlyList<string> Authors, int? StatementId, IReadOnlySet<int> Distinct)
{
    /// <summary>What of it is not hidden.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [Text];
}

/// <summary>Finds statements that were published before, those that were taken back among them. It proposes and joins nothing.</summary>
public sealed class NearDuplicates(ArchiveContext db)
{
    /// <summary>Most proposals for one text, and as many again of what was taken back.</summary>
    public const int Most = 5;

    // Statements taken in by one transaction.
    private const int Batch = 200;

    // Of a very long text, and of all texts together.
    private const int MostAsked = 4_000;
    private const int MostAskedAtOnce = 400_000;

    // Words that more statements share are a form's; the limit grows with the archive.
    private const int LeastCap = 100;
    private const int StatementsOfCap = 2_000;

    // If all of a text is what hundreds have, its rarest words still say something.
    private const int RarestTaken = 4;

    private const int MostVerified = 30;

    // Statements whose texts are in memory together.
    private const int VerifiedAtOnce = 200;

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

    /// <summary>Statements of other articles that have much of the same words as each of some texts, those that were taken back first, then the most alike, at most <see cref="Most"/> of either.</summary>
    /// <param name="articleId">The article in which the texts stand.</param>
    /// <returns>For each of the texts, in their order.</returns>
    /// <remarks>However many they are, the database is asked a few times, and for so many shingles at most: of many long texts for fewer of each.</remarks>
    public async Task<IReadOnlyList<IReadOnlyList<NearDuplicate>>> OfAsync(IReadOnlyList<ComparedText> texts, int articleId, CancellationToken cancellation)
    {
        List<Asked> asked = [.. texts.Select(text => new Asked(text, StatementWords.Of(text.Text)))];
        await FindCandidatesAsync([.. asked.Where(one => one.Words.Count >= Resemblance.ShortestWorthTelling)], articleId, cancellation);
        var statements = asked.Select(one => one.Text.StatementId).OfType<int>().ToList();
        var linked = statements.Count == 0 ? [] : await db.Republications.AsNoTracking().Where(r => EF.Parameter(statements).Contains(r.StatementId)).Select(r => new { r.StatementId, r.ArticleId, r.Start, r.End }).ToListAsync(cancellation);
        var askers = asked.SelectMany(one => one.Candidates.Select(id => (Id: id, Asked: one))).ToLookup(pair => pair.Id, pair => pair.Asked);
        foreach (var ids in askers.Select(one => one.Key).Order().Chunk(VerifiedAtOnce))
        {
            // SQLite counts characters as the archive's offsets do. What a correction gave to another statement was not taken back.
            var found = await db.Statements.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id) && s.ArticleId != articleId)
                .Where(s => s.Status != PublicationStatus.Withdrawn || s.Article.Status == PublicationStatus.Withdrawn
                    || !(s.Article.Statements.Any(other => other.Status != PublicationStatus.Withdrawn && other.Start < s.End && s.Start < other.End)
                        || s.Article.Republications.Any(r => r.Statement.Status != PublicationStatus.Withdrawn && r.Start < s.End && s.Start < r.End)))
                .OrderBy(s => s.Id)
                .Select(s => new
                {
                    s.Id,
                    s.Slug,
                    s.Title,
                    s.Start,
                    s.End,
                    s.Earliest,
                    s.Latest,
                    s.Edtf,
                    s.ArticleId,
                    ArticleTitle = s.Article.Title,
                    Source = s.Article.Source == null ? null : s.Article.Source.Name,
                    IsPublic = s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published,
                    IsWithdrawn = s.Status == PublicationStatus.Withdrawn || s.Article.Status == PublicationStatus.Withdrawn,
                    s.Article.Redactions,
                    Authors = s.Authors.OrderBy(a => a.Position).Select(a => new { a.Author.Name, a.Author.Slug }).ToList(),
                    Text = s.Article.Text.Substring(s.Start, s.End - s.Start),
                }).ToListAsync(cancellation);
            var withdrawn = found.FindAll(s => s.IsWithdrawn);
            var tombstones = withdrawn.Count == 0 ? [] : await TombstonesAsync(withdrawn.ConvertAll(s => s.Id), [.. withdrawn.Select(s => s.ArticleId).Distinct()], cancellation);
            foreach (var s in found)
            {
                cancellation.ThrowIfCancellationRequested();
                var words = StatementWords.Of(s.Text);
                var tombstone = s.IsWithdrawn ? tombstones.Find(one => one.StatementId == s.Id) ?? tombstones.Find(one => one.ArticleId == s.ArticleId) : null;
                var (hidden, beside) = Parted(s.Text, s.Start, s.Redactions);
                foreach (var one in askers[s.Id])
                {
                    if (linked.Any(r => r.StatementId == one.Text.StatementId && r.ArticleId == s.ArticleId && r.Start < s.End && s.Start < r.End)) continue;
                    if (Resemblance.Of(one.Words, words, DaysApart(one.Text.Earliest, one.Text.Latest, s.Earliest, s.Latest), s.IsWithdrawn || s.Authors.Any(a => one.Text.Authors.Contains(a.Slug))) is not { } resemblance) continue;
                    one.Found.Add(new NearDuplicate(resemblance.Likeness, resemblance.Contained, resemblance.Resembles, s.Slug, s.Title, [.. s.Authors.Select(a => a.Name)], s.Edtf, s.ArticleId, s.ArticleTitle, s.Source, s.IsPublic, s.Text)
                    {
                        Withdrawn = tombstone is null ? null : new Tombstone(tombstone.At, tombstone.Reason, tombstone.Note),
                        IsPartlyHidden = hidden.Count > 0,
                        ShowsHidden = one.Text.Shown.Any(shown => hidden.Exists(passage => Holds(shown, passage, beside))),
                    });
                }
            }
        }
        return asked.ConvertAll<IReadOnlyList<NearDuplicate>>(one => [.. one.Found.GroupBy(other => other.Withdrawn is null).OrderBy(group => group.Key).SelectMany(group => group.OrderBy(other => other.Likeness).ThenByDescending(other => other.Resembles).Take(Most))]);
    }

    private Task<List<Withdrawal>> TombstonesAsync(IReadOnlyList<int> statements, IReadOnlyList<int> articles, CancellationToken cancellation) => db.Withdrawals.AsNoTracking()
        .Where(w => EF.Parameter(statements).Contains(w.StatementId!.Value) || EF.Parameter(articles).Contains(w.ArticleId!.Value)).ToListAsync(cancellation);

    // The passages of a statement that are hidden, and those that are not.
    private static (List<string> Hidden, List<string> Shown) Parted(string text, int start, List<Redaction> redactions)
    {
        if (redactions.Count == 0) return ([], [text]);
        var (hidden, shown, at, index) = (new List<string>(), new List<string>(), 0, new CodePointIndex(text));
        foreach (var (from, to) in redactions.Select(one => (From: Math.Max(0, one.Start - start), To: Math.Min(index.Length, one.End - start))).Where(one => one.From < one.To).OrderBy(one => one.From))
        {
            var passage = index.ToUtf16(new TextSpan(from, to));
            shown.Add(text[at..passage.Start]);
            hidden.Add(passage.In(text));
            at = passage.End;
        }
        shown.Add(text[at..]);
        return (hidden, shown);
    }

    /// <summary>Whether a text holds the words of a hidden passage, one after the other; of a longer passage four are enough.</summary>
    /// <param name="beside">What is not hidden of the statement of the passage: four words that stand there, too, are no secret.</param>
    internal static bool Holds(string text, string hidden, IReadOnlyList<string> beside)
    {
        var (words, secret) = (StatementWords.Of(text), StatementWords.Of(hidden));
        if (secret.Count == 0) return false;
        if (Enumerable.Range(0, Math.Max(0, words.Count - secret.Count + 1)).Any(at => words.Skip(at).Take(secret.Count).SequenceEqual(secret))) return true;
        return Shingles.Of(secret).Except(beside.SelectMany(shown => Shingles.Of(StatementWords.Of(shown)))).Intersect(Shingles.Of(words)).Any();
    }

    /// <summary>Adds what a statement says now; the caller's transaction.</summary>
    internal Task RenewAsync(int statementId, string text, CancellationToken cancellation) => InsertAsync([.. Rows(statementId, text)], cancellation);

    /// <summary>Removes every trace of a statement whose text was destroyed; the caller's transaction.</summary>
    internal Task ForgetAsync(IReadOnlyList<int> statementIds, CancellationToken cancellation) =>
        db.Set<Shingle>().Where(s => EF.Parameter(statementIds).Contains(s.StatementId)).ExecuteDeleteAsync(cancellation);

    private async Task FindCandidatesAsync(List<Asked> asked, int articleId, CancellationToken cancellation)
    {
        if (asked.Count == 0) return;
        var cap = Math.Max(LeastCap, await db.Statements.CountAsync(cancellation) / StatementsOfCap);
        var own = await db.Statements.Where(s => s.ArticleId == articleId).Select(s => s.Id).ToHashSetAsync(cancellation);
        var most = Math.Clamp(MostAskedAtOnce / asked.Count, 1, MostAsked);
        var shingles = asked.ConvertAll(one => Shingles.Of(one.Words).Take(most).Select(hash => unchecked((long)hash)).ToList());
        var all = JsonSerializer.Serialize(shingles.SelectMany(hashes => hashes).Distinct());
        var counts = await db.Database.SqlQuery<HashCount>($"SELECT h.value AS \"Hash\", (SELECT count(*) FROM (SELECT 1 FROM \"Shingles\" s WHERE s.\"Hash\" = h.value LIMIT {cap + 1})) AS \"Count\" FROM json_each({all}) h")
            .Where(h => h.Count > 0).ToDictionaryAsync(h => h.Hash, h => h.Count, cancellation);
        var telling = JsonSerializer.Serialize(shingles.SelectMany((hashes, at) => Telling(hashes, counts, cap).Select(hash => new[] { at, hash })));
        var shared = (await db.Database.SqlQuery<SharedCount>($"SELECT h.value ->> 0 AS \"At\", s.\"StatementId\" AS \"Id\", count(*) AS \"Count\" FROM json_each({telling}) h JOIN \"Shingles\" s ON s.\"Hash\" = h.value ->> 1 GROUP BY h.value ->> 0, s.\"StatementId\"")
            .ToListAsync(cancellation)).ToLookup(one => one.At);
        var wholes = JsonSerializer.Serialize(asked.Select((one, at) => new[] { at, unchecked((long)Shingles.Whole(one.Words)) }));
        var equal = (await db.Database.SqlQuery<EqualText>($"SELECT \"At\", \"Id\" FROM (SELECT h.value ->> 0 AS \"At\", s.\"StatementId\" AS \"Id\", row_number() OVER (PARTITION BY h.value ->> 0 ORDER BY s.\"StatementId\") AS \"Place\" FROM json_each({wholes}) h JOIN \"Shingles\" s ON s.\"Hash\" = h.value ->> 1) WHERE \"Place\" <= {MostVerified}")
            .ToListAsync(cancellation)).ToLookup(one => one.At, one => one.Id);
        foreach (var (one, at) in asked.Select((one, at) => (one, at)))
        {
            var fewest = one.Words.Count < ShortText ? 1 : 2;
            var others = shared[at].Where(other => other.Count >= fewest && !own.Contains(other.Id) && !one.Text.Distinct.Contains(other.Id)).OrderByDescending(other => other.Count).ThenByDescending(other => other.Id).Take(MostVerified).Select(other => other.Id);
            one.Candidates = [.. equal[at].Where(id => !own.Contains(id) && !one.Text.Distinct.Contains(id)).Concat(others).Distinct()];
        }
    }

    private static IEnumerable<long> Telling(List<long> hashes, Dictionary<long, int> counts, int cap)
    {
        var known = hashes.FindAll(counts.ContainsKey);
        var telling = known.FindAll(hash => counts[hash] <= cap);
        return telling.Count < RarestTaken ? known.OrderBy(hash => counts[hash]).Take(RarestTaken) : telling;
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

    /// <param name="At">Place of the text among those that are asked for.</param>
    /// <param name="Id">The statement with which it shares so many shingles.</param>
    private sealed record SharedCount(int At, int Id, int Count);

    private sealed record EqualText(int At, int Id);

    /// <summary>A text on its way to its answer.</summary>
    private sealed record Asked(ComparedText Text, IReadOnlyList<string> Words)
    {
        public IReadOnlyList<int> Candidates { get; set; } = [];

        public List<NearDuplicate> Found { get; } = [];
    }
}
