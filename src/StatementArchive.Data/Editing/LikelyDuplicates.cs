using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Two records of which somebody should say whether they are one.</summary>
/// <param name="Reason">Why they may be, in words.</param>
public sealed record LikelyDuplicate(int OneId, string One, int OtherId, string Other, string Reason);

/// <summary>
/// Finds records that are called alike. It proposes and never merges: 'Worker-communist Party of Iran – Hekmatist' and '… (Official Line)' are
/// two parties. Pairs of which somebody said that they are not the same are left out.
/// </summary>
public static class LikelyDuplicates
{
    /// <summary>Most pairs of one answer.</summary>
    public const int Most = 200;

    // Words that more authors share than this (party, union, workers) tell nobody apart.
    private const int MostOfOneWord = 60;

    private const double SharedWords = 0.6;

    private const int ShortestMisspelt = 8;

    private const int MostEdits = 2;

    /// <summary>Authors; a person and an organisation are never the same.</summary>
    public static async Task<IReadOnlyList<LikelyDuplicate>> OfAuthorsAsync(ArchiveContext db, CancellationToken cancellation) => Among(
        (await db.Authors.AsNoTracking().Where(a => a.MergedIntoId == null).Select(a => new { a.Id, a.Name, a.Kind }).ToListAsync(cancellation)).ConvertAll(a => new Candidate(a.Id, a.Name, a.Kind)),
        (await db.AuthorDistinctions.AsNoTracking().Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation)).Select(d => (d.OneId, d.OtherId)).ToHashSet(), cancellation);

    /// <summary>Sources, or subjects.</summary>
    public static async Task<IReadOnlyList<LikelyDuplicate>> OfAsync<TRecord>(ArchiveContext db, CancellationToken cancellation) where TRecord : class, INamedRecord => Among(
        (await db.Set<TRecord>().AsNoTracking().Where(r => r.MergedIntoId == null).Select(r => new { r.Id, r.Name }).ToListAsync(cancellation)).ConvertAll(r => new Candidate(r.Id, r.Name, null)),
        (await db.Set<Distinction<TRecord>>().AsNoTracking().Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation)).Select(d => (d.OneId, d.OtherId)).ToHashSet(), cancellation);

    private static IReadOnlyList<LikelyDuplicate> Among(IReadOnlyList<Candidate> candidates, HashSet<(int, int)> distinct, CancellationToken cancellation)
    {
        var found = new Dictionary<(int, int), (LikelyDuplicate Pair, double Likeness)>();
        foreach (var block in candidates.SelectMany(candidate => candidate.Words.Select(word => (candidate.Kind, word, candidate))).GroupBy(one => (one.Kind, one.word), one => one.candidate))
        {
            cancellation.ThrowIfCancellationRequested();
            var sharing = block.ToList();
            if (sharing.Count is < 2 or > MostOfOneWord) continue;
            for (var i = 0; i < sharing.Count; i++)
            {
                for (var j = i + 1; j < sharing.Count; j++)
                {
                    var (one, other) = sharing[i].Id < sharing[j].Id ? (sharing[i], sharing[j]) : (sharing[j], sharing[i]);
                    if (found.ContainsKey((one.Id, other.Id)) || distinct.Contains((one.Id, other.Id)) || Likeness(one, other) is not var (likeness, reason)) continue;
                    found[(one.Id, other.Id)] = (new LikelyDuplicate(one.Id, one.Name, other.Id, other.Name, reason), likeness);
                }
            }
        }
        return [.. found.Values.OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.Pair.One, StringComparer.Ordinal).Take(Most).Select(pair => pair.Pair)];
    }

    private static (double Likeness, string Reason)? Likeness(Candidate one, Candidate other)
    {
        var shared = one.Words.Intersect(other.Words).Count();
        if (shared == one.Words.Count && shared == other.Words.Count) return (1, "the same words in another order");
        var (shorter, longer) = one.Joined.Length < other.Joined.Length ? (one, other) : (other, one);
        if (shorter.Joined.Length >= ShortestMisspelt && longer.Joined.Length - shorter.Joined.Length <= MostEdits && EditDistance.Within(shorter.Joined, longer.Joined, MostEdits) is { } edits)
            return (0.95 - (0.05 * edits), edits == 1 ? "one letter apart" : $"{edits} letters apart");
        if (shared == shorter.Words.Count && shared > 1) return (0.5 + (0.4 * shared / longer.Words.Count), "the one name stands in the other");
        var union = one.Words.Count + other.Words.Count - shared;
        return shared > 1 && shared >= SharedWords * union ? (0.4 + (0.4 * shared / union), $"{shared} of {union} words shared") : null;
    }

    private sealed record Candidate(int Id, string Name, AuthorKind? Kind)
    {
        public IReadOnlyList<string> Words { get; } = [.. WordForms.Of(Name).Select(word => word.Key).Distinct()];

        public string Joined => field ??= string.Concat(Words);
    }
}
