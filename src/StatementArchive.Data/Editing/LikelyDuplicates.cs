using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Two records of which somebody should say whether they are one.</summary>
/// <param name="Reason">Why they may be, in words.</param>
public sealed record LikelyDuplicate(int OneId, string One, int OtherId, string Other, AuthorKind Kind, string Reason);

/// <summary>
/// Finds authors that are called alike. It proposes and never merges: 'Worker-communist Party of Iran – Hekmatist' and '… (Official Line)' are
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

    public static async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(ArchiveContext db, CancellationToken cancellation)
    {
        var authors = (await db.Authors.AsNoTracking().Where(a => a.MergedIntoId == null).Select(a => new { a.Id, a.Name, a.Kind }).ToListAsync(cancellation))
            .ConvertAll(a => new Candidate(a.Id, a.Name, a.Kind, [.. WordForms.Of(a.Name).Select(word => word.Key).Distinct()]));
        var distinct = (await db.AuthorDistinctions.AsNoTracking().Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation)).Select(d => (d.OneId, d.OtherId)).ToHashSet();
        var found = new Dictionary<(int, int), (LikelyDuplicate Pair, double Likeness)>();
        foreach (var block in authors.SelectMany(author => author.Words.Select(word => (author.Kind, word, author))).GroupBy(one => (one.Kind, one.word), one => one.author))
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
                    found[(one.Id, other.Id)] = (new LikelyDuplicate(one.Id, one.Name, other.Id, other.Name, one.Kind, reason), likeness);
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

    private sealed record Candidate(int Id, string Name, AuthorKind Kind, IReadOnlyList<string> Words)
    {
        public string Joined { get; } = string.Concat(Words);
    }
}
