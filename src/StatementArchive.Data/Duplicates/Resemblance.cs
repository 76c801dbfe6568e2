using DiffPlex;
using DiffPlex.Chunkers;

namespace StatementArchive.Data.Duplicates;

/// <summary>What two texts are to each other; a proposal that somebody decides.</summary>
public enum Likeness
{
    /// <summary>The same statement, published twice.</summary>
    Same,

    /// <summary>Perhaps the same: somebody has to look.</summary>
    ProbablySame,

    /// <summary>The one holds the other.</summary>
    PartOf,

    /// <summary>The same wording with other figures: letters written from one pattern.</summary>
    SamePattern,
}

/// <summary>Compares two texts by their words.</summary>
/// <param name="Contained">Share of the shorter text's shingles that the other has, 0 to 1.</param>
/// <param name="Resembles">Share of all shingles that both have, 0 to 1.</param>
internal sealed record Resemblance(Likeness Likeness, double Contained, double Resembles)
{
    private const double LeastContained = 0.4;
    private const int FewestShared = 8;

    // Equal texts shorter than this say little: many thank for the attention.
    private const int ShortestEqual = 20;

    /// <summary>Words of the shortest text of which anything is told.</summary>
    public const int ShortestWorthTelling = 8;

    private const int MostDaysApart = 31;

    // A replacement that is longer is another passage.
    private const int LongestReplacement = 10;

    // Beyond this the comparison word by word takes too long.
    private const int MostWordsCompared = 40_000;

    /// <summary>What the texts are to each other; <c>null</c> if nothing worth telling.</summary>
    /// <param name="daysApart">Days between their dates; <c>null</c> if one is not known.</param>
    /// <param name="shareAuthor">Whether an author speaks in both.</param>
    public static Resemblance? Of(IReadOnlyList<string> one, IReadOnlyList<string> other, int? daysApart, bool shareAuthor)
    {
        if (one.SequenceEqual(other))
        {
            return one.Count >= ShortestEqual ? new Resemblance(Likeness.Same, 1, 1)
                : one.Count >= ShortestWorthTelling && (shareAuthor || daysApart is <= MostDaysApart) ? new Resemblance(Likeness.ProbablySame, 1, 1)
                : null;
        }
        var (first, second) = (Shingles.Of(one).ToHashSet(), Shingles.Of(other).ToHashSet());
        var shared = first.Count(second.Contains);
        if (shared < FewestShared) return null;
        var contained = (double)shared / Math.Min(first.Count, second.Count);
        if (contained < LeastContained) return null;
        var resembles = (double)shared / (first.Count + second.Count - shared);
        var likeness = HasOtherFigures(one, other) ? Likeness.SamePattern
            : contained >= 0.8 && resembles >= 0.5 && daysApart is null or <= MostDaysApart ? Likeness.Same
            : contained >= 0.6 && resembles < 0.35 ? Likeness.PartOf
            : Likeness.ProbablySame;
        return new Resemblance(likeness, contained, resembles);
    }

    // Inside the shared text, other figures stand in place of figures: another town, another sum.
    private static bool HasOtherFigures(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count + other.Count > MostWordsCompared) return false;
        var diff = Differ.Instance.CreateDiffs(string.Join('\n', one), string.Join('\n', other), ignoreWhiteSpace: false, ignoreCase: false, new CustomFunctionChunker(text => text.Split('\n')));
        for (var at = 0; at < diff.DiffBlocks.Count; at++)
        {
            var block = diff.DiffBlocks[at];
            var (endA, endB) = (block.DeleteStartA + block.DeleteCountA, block.InsertStartB + block.InsertCountB);
            if ((block.DeleteStartA == 0 && block.InsertStartB == 0) || (endA == one.Count && endB == other.Count)) continue;
            if (block.DeleteCountA is 0 or > LongestReplacement || block.InsertCountB is 0 or > LongestReplacement) continue;
            var before = block.DeleteStartA - (at == 0 ? 0 : diff.DiffBlocks[at - 1].DeleteStartA + diff.DiffBlocks[at - 1].DeleteCountA);
            var behind = (at == diff.DiffBlocks.Count - 1 ? one.Count : diff.DiffBlocks[at + 1].DeleteStartA) - endA;
            if (Math.Max(before, behind) < 2) continue;
            var (was, now) = (one.Skip(block.DeleteStartA).Take(block.DeleteCountA).ToList(), other.Skip(block.InsertStartB).Take(block.InsertCountB).ToList());
            if (string.Concat(was) == string.Concat(now)) continue;
            var (figures, others) = (was.Where(IsFigure).ToHashSet(), now.Where(IsFigure).ToHashSet());
            if (figures.Count == 0 || others.Count == 0 || figures.Overlaps(others)) continue;
            if ((figures.Any(IsSum) && others.Any(IsSum)) || IsInTheMiddle(block.DeleteStartA, one.Count) && IsInTheMiddle(block.InsertStartB, other.Count)) return true;
        }
        return false;
    }

    private static bool IsFigure(string word) => word.All(char.IsDigit);

    // Three digits and more, and no year.
    private static bool IsSum(string figure) => figure.Length > 2 && !(figure.Length == 4 && figure[..2] is "19" or "20");

    // Heads and feet of letters give dates and telephone numbers.
    private static bool IsInTheMiddle(int at, int count) => at >= 40 && at < count - 30;
}
