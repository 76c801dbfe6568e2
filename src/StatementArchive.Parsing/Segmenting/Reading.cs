using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>A statement as a reading sees it. Line numbers are indexes into <see cref="Document.Lines"/>.</summary>
/// <param name="Start">The candidate with which it begins; without rules and name where the text just begins.</param>
/// <param name="EndLine">The line after its last.</param>
/// <param name="BodyLine">The first line below the heading.</param>
/// <param name="HeadingDate">A date in the heading or on the line right under it.</param>
/// <param name="FirstLine">The line of <paramref name="Start"/>, or the first of the headings right above it.</param>
public sealed record Segment(BoundaryCandidate Start, int FirstLine, int EndLine, int BodyLine, DateMention? HeadingDate, SignOff? SignOff)
{
    /// <summary>Those who signed below the text.</summary>
    public SignatoryList? Signatories { get; init; }

    public AuthorLine? Heading => Start.Author;

    /// <summary>Whether a heading says what it is without saying whose: a text in full, or the same text in another language.</summary>
    public bool IsAnnounced => Start.Rules.Contains("full-text-heading") || IsTranslation;

    /// <summary>Whether the name of a language heads it, one of several versions of one text.</summary>
    public bool IsTranslation => Start.Rules.Contains("language-name");

    /// <summary>Whether a report gives it in full: whoever wrote the report did not write it.</summary>
    public bool IsReported => Start.Rules.Contains("full-text-heading");

    /// <summary>Whether its first lines head it without naming anybody.</summary>
    public bool IsUnderTopic => Start.Author is null && Start.LineIndex == FirstLine && BodyLine > FirstLine && !IsAnnounced && !IsPost;

    /// <summary>Whether it is a post of the page itself: a heading and a date, and nobody named.</summary>
    public bool IsPost => Start.Rules.Contains("heading-over-date");
}

/// <summary>One way to split the whole document, and what speaks for it.</summary>
/// <param name="Style">What its statements begin with, in a few words for people.</param>
/// <param name="Observations">What each rule of <see cref="ReadingRules"/> counted, where it counted anything.</param>
public sealed record Reading(string Style, IReadOnlyList<Segment> Segments, IReadOnlyDictionary<string, double> Observations)
{
    public double Score { get; } = Observations.Sum(observed => ReadingWeights.OfReading[observed.Key] * observed.Value);

    /// <summary>The reading in a few words.</summary>
    public string Description => Segments.Count == 1 ? $"one statement, by {Style}" : $"{Segments.Count} statements, by {Style}";

    /// <summary>Whether two readings split at the same lines.</summary>
    public bool SplitsAs(Reading other) => Segments.Select(segment => segment.FirstLine).SequenceEqual(other.Segments.Select(segment => segment.FirstLine));
}

/// <summary>Forms the readings of a document from the candidates, each with one style of beginning throughout.</summary>
public static class Readings
{
    /// <summary>The styles, each with the candidates that belong to it.</summary>
    private static readonly (string Style, Func<BoundaryCandidate, bool> Takes)[] Styles =
    [
        ("names of the byline", candidate => candidate.IsDeclared),
        ("bylines under headings", candidate => candidate.Author is { Form: AuthorLineForm.ByUnderHeading }),
        ("headings with a date below", candidate => candidate.Rules.Contains("heading-over-date")),
        ("headings that say whose statement follows", candidate => candidate.Author is { Form: AuthorLineForm.StatementOf }),
        ("headings that name organisations and their people", candidate => candidate.Author is { Form: not AuthorLineForm.NameShape } || candidate.Rules.Contains("beside-named-headings")),
        ("headings that look like names", candidate => candidate.Author is not null),
        ("salutations", candidate => candidate.Rules.Contains("letter-salutation")),
        ("headings with mark-up", candidate => candidate.Rules.Contains("heading-markup")),
        ("headings over full texts", candidate => candidate.Rules.Contains("full-text-heading")),
        ("names with mark-up", candidate => candidate.Author is not null && candidate.Rules.Contains("heading-markup")),
    ];

    /// <summary>All readings, the best first; at least one.</summary>
    public static IReadOnlyList<Reading> Of(BoundaryContext context)
    {
        var candidates = BoundaryRules.Candidates(context);
        var readings = new List<Reading> { Judged(context, candidates, "the text as a whole", [StartOfText(context, candidates)]) };
        foreach (var (style, takes) in Styles)
        {
            var starts = WithoutRepeats(context, candidates.Where(candidate => candidate.Weight > 0 && !candidate.HasOwnReading && takes(candidate)));
            // One line that merely looks like a name, somewhere in the text, splits nothing.
            if (starts is [{ IsGuess: true } lonely] && lonely.LineIndex > context.FirstLine) continue;
            if (starts.Count > 0) readings.Add(Judged(context, candidates, style, starts));
        }
        var speeches = Proceedings.Of(context, candidates);
        if (speeches.Count > 0) readings.Add(Judged(context, candidates, "speaker labels", speeches));
        var labelled = LabelledSpeeches(context, candidates);
        if (labelled.Count > 0) readings.Add(Judged(context, candidates, "labelled names", labelled));
        var mails = Mails(context, candidates);
        if (mails.Count > 0) readings.Add(Judged(context, candidates, "mail headers", mails));
        var languages = candidates.Where(candidate => candidate.Rules.Contains("language-name")).ToList();
        if (languages.Count > 0) readings.Add(Judged(context, candidates, "names of languages", languages[0].LineIndex == context.FirstLine ? languages : [StartOfText(context, candidates), .. languages]));
        var afterSignatures = candidates.Where(candidate => candidate.Rules.Contains("after-signature")).Select(candidate => AsSubject(context, candidate)).ToList();
        // Who signs what they wrote does so to the last.
        if (afterSignatures.Count > 0 && Judged(context, candidates, "signatures", [AsSubject(context, StartOfLetter(context, candidates)), .. afterSignatures]) is { Segments: [.., { SignOff.Name: not null }] } signed) readings.Add(signed with { Segments = [.. signed.Segments.Select(segment => UnderTopic(context, segment))] });
        // Of readings that split alike the first names the style best; the sort is stable.
        return [.. readings.OrderByDescending(reading => reading.Score)];
    }

    // Where letters are signed below, what merely looks like a name above one is its subject.
    private static BoundaryCandidate AsSubject(BoundaryContext context, BoundaryCandidate candidate) =>
        candidate.IsGuess && context.IsTopicLine(candidate.LineIndex) ? new BoundaryCandidate(candidate.LineIndex, null, candidate.Rules) : candidate;

    // A letter's heading is no part of its text.
    private static Segment UnderTopic(BoundaryContext context, Segment segment)
    {
        if (segment.Start.Author is not null || !(context.Lines[segment.BodyLine].Block.Kind == BlockKind.Heading || context.IsTopicLine(segment.BodyLine))) return segment;
        var body = segment.BodyLine + 1;
        while (body < segment.EndLine && !context.Lines[body].IsFirstOfBlock) body++;
        return body < segment.EndLine ? segment with { BodyLine = body } : segment;
    }

    // Of those who stand for something some say nothing, and under some names stands a formula each time: neither is a statement.
    private static List<Speech> LabelledSpeeches(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates)
    {
        var starts = candidates.Where(candidate => candidate.Author is { Form: AuthorLineForm.LabelledName }).ToList();
        var speeches = starts.Select((start, at) => new Speech(start, at + 1 < starts.Count ? context.WithLabels(starts[at + 1].LineIndex) : context.Lines.Count)).ToList();
        var said = speeches.GroupBy(Words).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        return [.. speeches.Where(speech => !said.Contains(Words(speech)) && Enumerable.Range(speech.Start.LineIndex + 1, speech.EndLine - speech.Start.LineIndex - 1).Any(context.IsProse))];

        string Words(Speech speech) => string.Join('\n', context.Lines.Take(speech.EndLine).Skip(speech.Start.LineIndex + 1).Select(line => line.Text));
    }

    // A mail inside an article ends where its sender signs, or at a line of stars or rules below its text.
    private static List<Speech> Mails(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates)
    {
        var starts = candidates.Where(candidate => candidate.Author is { Form: AuthorLineForm.MailHeader }).ToList();
        return [.. starts.Select((start, at) =>
        {
            var limit = at + 1 < starts.Count ? starts[at + 1].LineIndex : context.Lines.Count;
            var body = context.BelowMailHeader(start.LineIndex);
            var prose = Enumerable.Range(body, Math.Max(0, limit - body)).FirstOrDefault(context.IsProse, limit);
            var separator = Enumerable.Range(prose, limit - prose).Skip(1).FirstOrDefault(line => context.Lines[line].IsSeparator || context.IsUnderSeparator(line), limit);
            return new Speech(start, EndOfMail(context, start, prose, separator));
        })];
    }

    // Below 'Yours, Ana' a report goes on that the sender of the mail did not write.
    private static int EndOfMail(BoundaryContext context, BoundaryCandidate start, int prose, int limit)
    {
        IReadOnlyList<string> sender = start.Name is { } name ? [name] : [];
        for (var line = prose + 1; line < limit; line++)
        {
            if (!context.IsProse(line) || context.IsProse(line - 1)) continue;
            if (SignOff.TryRead(context.Document, Math.Max(prose, line - LongestSignature), line, context.Declared, sender) is { Name.Author.Authors: [var signed, ..] } signature
                && (signature.Lines[0].Part == SignOffPart.Valediction || sender.Any(one => NameTokens.SameName(signed.Name, one) || NameTokens.IsShortFormOf(signed.Name, one)))) return line;
        }
        return limit;
    }

    private const int LongestSignature = 8;

    // An author's name as a line inside their own statement begins no new one, unless what stands above it was closed.
    private static List<BoundaryCandidate> WithoutRepeats(BoundaryContext context, IEnumerable<BoundaryCandidate> candidates)
    {
        var starts = new List<BoundaryCandidate>();
        foreach (var candidate in candidates)
        {
            var repeats = starts is [.., var last] && candidate.Author is not { Form: AuthorLineForm.ByUnderHeading } && candidate.NameKey is { } key && last.NameKey == key
                && SignOff.TryRead(context.Document, last.LineIndex + 1, candidate.LineIndex, context.Declared, [last.Name!]) is null;
            if (!repeats) starts.Add(candidate);
        }
        return starts;
    }

    private static BoundaryCandidate StartOfText(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates) =>
        candidates.FirstOrDefault(candidate => candidate.LineIndex == context.FirstLine && candidate.Author is not null && !candidate.HasOwnReading && candidate.Weight > 0)
        ?? new BoundaryCandidate(context.FirstLine, null, []);

    private const int FewestWordsOfProse = 25;

    // Above the heading of the first letter stand the page's own headings and invitations.
    private static BoundaryCandidate StartOfLetter(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates)
    {
        var prose = Enumerable.Range(context.FirstLine, context.Lines.Count - context.FirstLine).FirstOrDefault(line => context.Lines[line].WordCount >= FewestWordsOfProse, context.FirstLine);
        if (prose <= context.FirstLine + 1 || context.Lines[prose - 1].Block.Kind != BlockKind.Heading) return StartOfText(context, candidates);
        var heading = prose - 1;
        while (!context.Lines[heading].IsFirstOfBlock) heading--;
        return heading > context.FirstLine ? new BoundaryCandidate(heading, null, []) : StartOfText(context, candidates);
    }

    private static Reading Judged(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates, string style, List<BoundaryCandidate> starts) =>
        Judged(context, candidates, style, [.. starts.Select((start, at) => new Speech(start, at + 1 < starts.Count ? Math.Max(start.LineIndex + 1, context.WithHeadings(starts[at + 1].LineIndex)) : context.Lines.Count))]);

    private static Reading Judged(BoundaryContext context, IReadOnlyList<BoundaryCandidate> candidates, string style, IReadOnlyList<Speech> speeches)
    {
        List<Segment> segments = [.. speeches.Select((speech, at) => Segment(context, speech.Start, at == 0 ? context.FirstLine : speeches[at - 1].EndLine, speech.EndLine))];
        var split = new Split(context, candidates, segments);
        var observations = ReadingRules.InOrder
            .Select(rule => (rule.Name, Count: rule.Counts(split)))
            .Where(observed => observed.Count != 0)
            .ToDictionary(observed => observed.Name, observed => observed.Count);
        return new Reading(style, segments, observations);
    }

    /// <param name="first">The line after the segment before.</param>
    private static Segment Segment(BoundaryContext context, BoundaryCandidate start, int first, int end)
    {
        var text = context.Document.Text;
        while (end > start.LineIndex + 1 && (context.Lines[end - 1] is { IsSeparator: true } or { IsFurniture: true } || LineShapes.IsEditorsNote(context.Lines[end - 1].Text))) end--;
        var signatories = context.SignatoriesEndingAt(end) is { } list && list.Label > start.LineIndex ? list : null;
        if (signatories is not null) end = Math.Max(start.LineIndex + 1, signatories.TextEnd);
        var body = start.Author is { Form: AuthorLineForm.MailHeader } ? Math.Min(context.BelowMailHeader(start.LineIndex), end - 1)
            : start.Author is null && !start.Rules.Contains("full-text-heading") && !start.Rules.Contains("language-name") ? start.LineIndex : Math.Min(start.LineIndex + 1, end - 1);
        var dated = start.Author?.Date;
        if (start.Rules.Contains("heading-over-date"))
        {
            body = Math.Min(start.LineIndex + 2, end);
            dated = PostByline.TryRead(text, context.Lines[start.LineIndex + 1].Span)?.Date;
        }
        else if (start.Author is not null && dated is null)
        {
            dated = body < end && context.IsProse(body + 1) ? LineShapes.DateLine(text, context.Lines[body].Span) : null;
            if (dated is not null) body = Math.Min(body + 1, end);
            dated ??= context.DateAbove(start.LineIndex);
        }
        var names = start.Author?.Authors.Select(author => author.Name).ToList() ?? [];
        return new Segment(start, start.Author is null ? start.LineIndex : Math.Max(first, context.WithHeadings(start.LineIndex)), end, body, dated, SignOff.TryRead(context.Document, body, end, context.Declared, names)) { Signatories = signatories };
    }
}

/// <summary>What the rules for readings see.</summary>
/// <param name="Candidates">All of the document, taken as starts or not.</param>
public sealed record Split(BoundaryContext Context, IReadOnlyList<BoundaryCandidate> Candidates, IReadOnlyList<Segment> Segments)
{
    /// <summary>Whether a candidate begins a statement, signs one, or names again who speaks in it.</summary>
    public bool IsAccountedFor(BoundaryCandidate candidate)
    {
        if ((SegmentAt(candidate.LineIndex) ?? Segments[0]) is var segment && candidate.LineIndex < segment.FirstLine)
            return candidate.HasOwnReading && segment.Heading?.Form == candidate.Author!.Form;
        return segment.Start.LineIndex == candidate.LineIndex
            || (candidate.HasOwnReading && segment.Heading?.Form == candidate.Author!.Form)
            || candidate.LineIndex >= segment.SignOff?.FirstLine
            || (candidate.NameKey is { } key && segment.Start.NameKey == key);
    }

    /// <summary>Keys of all names in headings, and of the organisations for which they speak (<see cref="NameTokens.KeyOf"/>).</summary>
    public HashSet<string> Speakers => field ??=
    [
        .. Segments.SelectMany(segment => segment.Heading?.Authors ?? []).SelectMany(author => author.Affiliation is { } of ? new[] { author.Name, of.Name } : [author.Name]).Select(NameTokens.KeyOf),
    ];

    private Segment? SegmentAt(int line)
    {
        int low = 0, high = Segments.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Segments[middle].FirstLine <= line) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : Segments[low - 1];
    }

    public bool HasText(Segment segment) => Enumerable.Range(segment.BodyLine, segment.EndLine - segment.BodyLine).Any(Context.IsProse);
}

/// <summary>The rules that look at a reading as a whole. Each counts; <see cref="ReadingWeights.OfReading"/> judges.</summary>
public static class ReadingRules
{
    public static readonly IReadOnlyList<(string Name, Func<Split, double> Counts)> InOrder =
    [
        ("starts", split => split.Segments.Sum(segment => segment.Start.Weight)),
        ("declared-speaks", split => Declared(split, speaks: true)),
        ("declared-is-silent", split => Declared(split, speaks: false)),
        // The document names its author, and the headings that look like names name somebody else: they are its sections.
        ("guessed-beside-stated-author", GuessedBesideStatedAuthor),
        ("passed-over", split => split.Candidates
            .Where(candidate => candidate.Author is not null && candidate.Weight > 0 && !candidate.IsGuess && !split.IsAccountedFor(candidate))
            .Sum(candidate => candidate.Weight)),
        ("without-text", split => split.Segments.Count(segment => !split.HasText(segment))),
        ("nobody-speaks", split => split.Segments.Count == 1 && split.Segments[0].FirstLine == split.Context.FirstLine
            ? 0
            : split.Segments.Count(segment => segment.Heading is null && !segment.IsPost && !segment.IsAnnounced && SignatureOf(segment) is null)),
        ("signed-by-its-author", split => split.Segments.Count(segment => SignatureOf(segment) is { } name && (segment.Heading is null ? split.Segments.Count > 1 : IsOf(name, segment)))),
        ("signed-by-another", split => split.Segments.Count(segment =>
            SignatureOf(segment) is { } name && segment.Heading is not null && !IsOf(name, segment) && split.Speakers.Contains(NameTokens.KeyOf(name)))),
        // Name, date, and a name again: the last one heads what follows.
        ("signed-below-its-date", split => split.Segments.Count(segment => segment.SignOff is { } signOff
            && signOff.Lines.SkipWhile(line => line.Part != SignOffPart.Name).SkipWhile(line => line.Part != SignOffPart.Date).Any(line => line.Part == SignOffPart.Name))),
        ("one-style", split => split.Segments.Select(Family).Distinct().Count() == 1 ? split.Segments.Count - 1 : 0),
        ("preface", Preface),
    ];

    private static double Declared(Split split, bool speaks)
    {
        var speakers = new NameSet(split.Segments
            .SelectMany(segment => segment.Heading?.Authors ?? segment.SignOff?.Name?.Author?.Authors ?? [])
            .SelectMany(author => author.Affiliation is null ? [author.Name] : new[] { author.Name, author.Affiliation.Name }));
        return split.Context.Masthead.Authors.Count(author => speakers.Contains(author.Name) == speaks);
    }

    private static double GuessedBesideStatedAuthor(Split split)
    {
        var stated = split.Context.Document.Facts.Where(fact => fact.Kind == DocumentFactKind.Author && fact.Value.Contains(' ', StringComparison.Ordinal) && NameReader.LooksLikeName(fact.Value)).Select(fact => fact.Value)
            .Concat(split.Context.Masthead.Authors.Select(author => author.Name)).ToList();
        if (stated.Count == 0) return 0;
        var named = split.Segments.SelectMany(segment => (segment.Heading?.Authors ?? []).Select(author => author.Name).Concat(SignatureOf(segment) is { } signer ? [signer] : Array.Empty<string>()));
        var names = new NameSet(stated);
        return named.Any(names.Contains) ? 0 : split.Segments.Count(segment => segment.Heading is { Form: AuthorLineForm.NameShape });
    }

    private static string? SignatureOf(Segment segment) => segment.SignOff?.Name?.Author?.Authors[0].Name;

    private static bool IsOf(string name, Segment segment) =>
        segment.Heading?.Authors.Any(author => NameTokens.SameName(name, author.Name) || (author.Affiliation is { } of && NameTokens.SameName(name, of.Name))) == true;

    // The names of a byline and the people of its organisations head statements side by side.
    private static string Family(Segment segment) => segment.Start switch
    {
        { IsDeclared: true } => "declared",
        { Author: { } author } => author.Form.ToString(),
        _ => "text",
    };

    // Share of the words that belong to nobody; a few paragraphs of an editor are as usual as none.
    private static double Preface(Split split)
    {
        // A report that gives a text in full is all preface, however long.
        if (split.Segments[0] is { IsAnnounced: true } or { Heading.Form: AuthorLineForm.MailHeader }) return 0;
        var lines = split.Context.Lines;
        var first = split.Segments[0].FirstLine;
        double before = 0, all = 0;
        for (var line = split.Context.FirstLine; line < lines.Count; line++)
        {
            all += lines[line].WordCount;
            if (line < first) before += lines[line].WordCount;
        }
        return all == 0 ? 0 : Math.Max(0, (before / all) - 0.25);
    }
}
