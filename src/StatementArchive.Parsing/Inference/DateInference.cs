using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>When the article appeared, and the words that say so (<c>null</c> if an archivist gave it).</summary>
public sealed record ArticleDate(DateOnly Day, TextSpan? Span);

/// <summary>A date that a rule found, with the words it rests on.</summary>
public sealed record DateFinding(StatementDate Date, IReadOnlyList<Evidence> Evidence);

/// <summary>When a statement was made: the rules in the order in which they are believed. The first that finds a date decides; the others stay as alternatives.</summary>
public static class DateInference
{
    public static readonly IReadOnlyList<(string Name, Func<DateContext, DateFinding?> Finds)> Rules =
    [
        ("signoff-date", context => context.Segment.SignOff?.Date is { } date ? context.Found(date, DateBasis.SignOff, "signoff-date", 0.99) : null),
        ("heading-date", context => context.Segment.HeadingDate is { } date ? context.Found(date, DateBasis.Heading, "heading-date", 0.97) : null),
        // 'Earlier this morning [3 January]'
        ("day-of-speaking", DayOfSpeaking),
        // '[Presented by X, 3 December 2013]' below the text
        ("closing-note", ClosingNote),
        // No earlier than the latest past event that the text dates in full, no later than the article.
        ("bounds", Bounds),
    ];

    /// <summary>The date and, as evidence, every rule's finding; no date where nothing at all bounds it.</summary>
    public static (StatementDate? Date, IReadOnlyList<Evidence> Evidence) Infer(DateContext context)
    {
        DateFinding? chosen = null;
        var evidence = new List<Evidence>();
        foreach (var (_, finds) in Rules)
        {
            if (finds(context) is not { } finding) continue;
            if (chosen is null) evidence.AddRange(finding.Evidence);
            // Bounds are a last resort and speak against nothing that was read.
            else if (finding.Date.Basis != DateBasis.Bounds) evidence.AddRange(finding.Evidence.Select(one => one with { IsChosen = finding.Date.Edtf == chosen.Date.Edtf }));
            chosen ??= finding;
        }
        return (chosen?.Date, evidence);
    }

    private const int LongestDayOfSpeaking = 4;

    private static DateFinding? DayOfSpeaking(DateContext context)
    {
        foreach (var (line, mention) in context.Mentions)
        {
            var before = Words.LastOf(context.Text, line.Span with { End = mention.Span.Start }, LongestDayOfSpeaking + 1);
            if (before.Count == 0 || !IsShortGap(context.Text[before[^1].Span.End..mention.Span.Start])) continue;
            List<Word> spokenBefore = [.. before[^1].Text is "on" or "am" or "le" or "el" ? before.SkipLast(1) : before];
            var key = NameKey.Of(string.Join(' ', spokenBefore.TakeLast(LongestDayOfSpeaking).Select(word => word.Text)));
            var spoken = Vocabulary.DayOfSpeaking.FirstOrDefault(phrase => key == phrase.Phrase || key.EndsWith(" " + phrase.Phrase, StringComparison.Ordinal));
            if (spoken.Phrase is null || mention.Resolve(context.Article?.Day, DateBasis.Body) is not { Precision: DatePrecision.Day, Earliest: { } named }) continue;
            var day = named.AddDays(spoken.DaysBefore);
            var words = spoken.Phrase.Split(' ').Length;
            var phrase = new TextSpan(spokenBefore[^Math.Min(words, spokenBefore.Count)].Span.Start, EndWithBracket(context.Text, mention.Span.End, line.Span.End));
            return context.Found(new StatementDate(day, day, DatePrecision.Day, DateBasis.Body), "day-of-speaking", phrase, 0.85);
        }
        return null;
    }

    private const int LinesOfClosingNotes = 3;
    private const int LongestClosingNote = 400;

    private static DateFinding? ClosingNote(DateContext context)
    {
        foreach (var line in context.Lines.Reverse().Take(LinesOfClosingNotes))
        {
            var note = line.Span;
            if (line.Text.LastIndexOf('[') is var open and >= 0 && line.Text.LastIndexOf(']') > open) note = new TextSpan(note.Start + open + 1, note.Start + line.Text.LastIndexOf(']'));
            if (note.Length > LongestClosingNote || Words.Of(context.Text, note) is not [var first, ..] || !Vocabulary.ClosingActs.Contains(NameKey.Of(first.Text))) continue;
            if (DateReader.Find(context.Text, note) is [{ FullDay: not null } mention]) return context.Found(mention, DateBasis.Body, "closing-note", 0.85);
        }
        return null;
    }

    private static DateFinding? Bounds(DateContext context)
    {
        var latest = context.Article?.Day;
        DateMention? last = null;
        Sentence? sentence = null;
        foreach (var (line, mention) in context.Mentions)
        {
            if (mention.FullDay is not { } day || day > latest || day <= last?.FullDay) continue;
            if (sentence is not { } same || !same.Span.Contains(mention.Span)) sentence = SentenceAround(context.Text, line.Span, mention.Span);
            if (!sentence.Value.SpeaksOfTheFuture) last = mention;
        }
        if (last is null && latest is null) return null;
        var date = new StatementDate(last?.FullDay, latest, DatePrecision.Interval, DateBasis.Bounds);
        var evidence = new List<Evidence>();
        if (last is not null) evidence.Add(new Evidence("date", $"{new StatementDate(last.FullDay, null, DatePrecision.Interval, DateBasis.Bounds).Edtf}", "bounds-event", last.Span.In(context.Text), last.Span, 0.8));
        if (context.Article is { } article)
        {
            evidence.Add(new Evidence("date", $"{new StatementDate(null, article.Day, DatePrecision.Interval, DateBasis.Bounds).Edtf}", "bounds-article",
                article.Span?.In(context.Text) ?? "", article.Span, 0.95));
        }
        return new DateFinding(date, evidence);
    }

    // What is announced has not happened yet: it says nothing of when the text was written.
    private readonly record struct Sentence(TextSpan Span, bool SpeaksOfTheFuture);

    private static Sentence SentenceAround(string text, TextSpan line, TextSpan mention)
    {
        int start = mention.Start, end = mention.End;
        while (start > line.Start && text[start - 1] is not ('.' or '!' or '?' or '\n')) start--;
        while (end < line.End && text[end] is not ('.' or '!' or '?' or '\n')) end++;
        // The stop of '3. Januar' ends no sentence for its own date, but one for the next date.
        var holdsOthers = !text.AsSpan(mention.Start, mention.Length).ContainsAny('.', '!', '?');
        return new Sentence(holdsOthers ? new TextSpan(start, end) : default, Words.Of(text, new TextSpan(start, end)).Any(word => Vocabulary.Future.Contains(NameKey.Of(word.Text))));
    }

    private static bool IsShortGap(string gap) => gap.Length <= 4 && gap.All(c => char.IsWhiteSpace(c) || c is ',' or '[' or '(' or '-' or '–' or '—' or '،');

    private static int EndWithBracket(string text, int end, int limit) => end < limit && text[end] is ']' or ')' ? end + 1 : end;
}

/// <summary>What the rules for dates see: one statement, and the article's own date.</summary>
/// <param name="language">BCP 47 tag of the statement's language, which orders day and month in figures; <c>null</c> if not known.</param>
public sealed class DateContext(Segmentation segmentation, Segment segment, ArticleDate? article, string? language)
{
    public string Text { get; } = segmentation.Context.Document.Text;

    public Segment Segment { get; } = segment;

    public ArticleDate? Article { get; } = article;

    /// <summary>The lines of the statement below its heading, sign-off aside.</summary>
    public IReadOnlyList<Line> Lines { get; } = [.. segmentation.Context.Lines.Take(segment.SignOff?.FirstLine ?? segment.EndLine).Skip(segment.BodyLine)];

    /// <summary>The dates named in the statement's text, sign-off aside, each with its line.</summary>
    public IReadOnlyList<(Line Line, DateMention Mention)> Mentions { get; } =
    [
        .. segmentation.Context.Lines.Take(segment.SignOff?.FirstLine ?? segment.EndLine).Skip(segment.BodyLine)
            .SelectMany(line => DateReader.Find(segmentation.Context.Document.Text, line.Span).Select(mention => (line, mention.In(language)))),
    ];

    /// <summary>A finding that rests on a date as it stands; <c>null</c> if the date names no year and none can be told.</summary>
    public DateFinding? Found(DateMention mention, DateBasis basis, string rule, double confidence)
    {
        mention = mention.In(language);
        if (mention.Resolve(Article?.Day, basis) is not { } date) return null;
        // A day after the article's own is possible (a page that grew) but doubtful.
        var doubtful = date.Earliest > Article?.Day || mention.Year is null || date.Precision == DatePrecision.Interval;
        return Found(date, rule, mention.Span, doubtful ? confidence - 0.3 : confidence);
    }

    public DateFinding Found(StatementDate date, string rule, TextSpan quote, double confidence) =>
        new(date, [new Evidence("date", date.Edtf, rule, quote.In(Text), quote, confidence)]);
}
