using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>A speech of a sitting: where it begins and the line after its last.</summary>
public readonly record struct Speech(BoundaryCandidate Start, int EndLine);

/// <summary>
/// Records of sittings: turns of speakers, one after the other. Turns that only keep the sitting in order are no
/// statements; between two turns of one speaker they are interruptions and split nothing.
/// </summary>
public static class Proceedings
{
    /// <summary>A chair's turn of fewer words than this keeps order …</summary>
    private const int FewestWordsOfChair = 50;

    /// <summary>… as does anybody's of fewer than this with a formula …</summary>
    private const int FewestWordsWithFormula = 50;

    /// <summary>… unless as many words as this stand in other sentences …</summary>
    private const int FewestWordsBesideFormula = 25;

    /// <summary>… and anybody's of fewer than this at all.</summary>
    private const int FewestWords = 12;

    /// <summary>The speeches, in order; none if nobody is labelled.</summary>
    public static IReadOnlyList<Speech> Of(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates)
    {
        var turns = candidates.Where(candidate => candidate.Author is { Form: AuthorLineForm.SpeakerLabel or AuthorLineForm.ByUnderHeading }).ToList();
        if (!turns.Any(turn => turn.Author!.Form == AuthorLineForm.SpeakerLabel)) return [];
        // Words before a colon also head paragraphs; a record of speeches begins with its first speaker.
        if (!turns.Any(turn => IsSureSpeaker(turn)) && ShareBefore(context, turns[0].LineIndex) > 0.5) return [];
        var speeches = new List<Speech>();
        for (var at = 0; at < turns.Count; at++)
        {
            var limit = at + 1 < turns.Count ? Math.Max(turns[at].LineIndex + 1, context.WithHeadings(turns[at + 1].LineIndex)) : context.Lines.Count;
            var end = EndOfWords(context, turns[at].LineIndex + 1, limit);
            if (IsProcedural(context, turns[at], end)) continue;
            if (speeches is [.., var last] && SameSpeaker(last.Start, turns[at]) && IsInterrupted(context, last.EndLine, turns[at].LineIndex)) speeches[^1] = last with { EndLine = end };
            else speeches.Add(new Speech(turns[at], end));
        }
        return speeches;
    }

    private static bool IsSureSpeaker(BoundaryCandidate turn) => turn.Author!.Authors[0].Kind is { Rule: "honorific" } || SpeakerName.IsChair(turn.Name!);

    private static double ShareBefore(BoundaryContext context, int line)
    {
        double all = context.Lines.Skip(context.FirstLine).Sum(one => one.WordCount);
        return all == 0 ? 0 : context.Lines.Take(line).Skip(context.FirstLine).Sum(one => one.WordCount) / all;
    }

    private static bool SameSpeaker(BoundaryCandidate one, BoundaryCandidate next) =>
        one.Author is { Form: AuthorLineForm.SpeakerLabel } && next.Author is { Form: AuthorLineForm.SpeakerLabel } && one.NameKey == next.NameKey;

    // A heading between two turns begins another matter, even if the speaker stays.
    private static bool IsInterrupted(BoundaryContext context, int from, int to) =>
        Enumerable.Range(from, to - from).All(line => context.Lines[line].Block.Kind != BlockKind.Heading);

    private static bool IsProcedural(BoundaryContext context, BoundaryCandidate turn, int end)
    {
        var lines = Enumerable.Range(turn.LineIndex + 1, Math.Max(0, end - turn.LineIndex - 1)).Select(line => context.Lines[line]).ToList();
        var words = lines.Sum(line => line.WordCount);
        if (words < FewestWords) return true;
        if (SpeakerName.IsChair(turn.Name!)) return words < FewestWordsOfChair;
        if (words >= FewestWordsWithFormula) return false;
        var sentences = lines.SelectMany(line => Sentences(line.Text)).Select(NameKey.Of).ToList();
        var formulas = sentences.Where(sentence => Vocabulary.ProceduralFormulas.Any(formula => sentence.Contains(formula, StringComparison.Ordinal))).ToList();
        return formulas.Count > 0 && words - formulas.Sum(sentence => Words.Count(sentence)) < FewestWordsBesideFormula;
    }

    // Abbreviations end in a stop as well: 'H. Con. Res. 202'.
    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var at = ShortestLastWord; at + 2 < text.Length; at++)
        {
            if (text[at] is not ('.' or '!' or '?' or ';') || text[at + 1] != ' ' || !char.IsUpper(text[at + 2]) || text.AsSpan(at - ShortestLastWord, ShortestLastWord).ContainsAny(' ', '.')) continue;
            yield return text[start..at];
            start = at + 1;
        }
        yield return text[start..];
    }

    private const int ShortestLastWord = 4;

    /// <summary>The line after a turn's last words: what the record narrates behind them belongs to nobody.</summary>
    private static int EndOfWords(BoundaryContext context, int first, int end)
    {
        var spoken = 0;
        var left = Enumerable.Range(first, Math.Max(0, end - first)).Sum(line => context.Lines[line].WordCount);
        for (var line = first; line < end; line++)
        {
            if ((left <= spoken || left < 120) && IsNarration(context.Lines[line].Text)) return line;
            spoken += context.Lines[line].WordCount;
            left -= context.Lines[line].WordCount;
        }
        return end;
    }

    private static bool IsNarration(string line)
    {
        var key = NameKey.Of(line[..Math.Min(line.Length, 80)]);
        return Vocabulary.RecordNarration.Any(phrase => key.StartsWith(phrase, StringComparison.Ordinal));
    }
}
