using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>A line at which a statement may begin, with everything that speaks for it or against it.</summary>
/// <param name="LineIndex">Index into <see cref="Document.Lines"/>.</param>
/// <param name="Author">The line as a name; <c>null</c> if it begins a statement without naming who speaks.</param>
/// <param name="Rules">Names of the rules that proposed or doubted it, as in <see cref="BoundaryRules"/>.</param>
public sealed record BoundaryCandidate(int LineIndex, AuthorLine? Author, IReadOnlyList<string> Rules)
{
    /// <summary>What its rules weigh together.</summary>
    public double Weight { get; } = Rules.Sum(rule => ReadingWeights.OfRule[rule]);

    /// <summary>Whether the byline speaks for it.</summary>
    public bool IsDeclared => Author is { Form: AuthorLineForm.DeclaredName or AuthorLineForm.DeclaredAffiliation };

    /// <summary>Whether nothing but the shape of the line says that it is a name.</summary>
    public bool IsGuess => Author is { Form: AuthorLineForm.NameShape } && !Rules.Contains("announced");

    /// <summary>Whether such starts are read by themselves and not among headings: speakers, candidates, mails.</summary>
    public bool HasOwnReading => Author is { Form: AuthorLineForm.SpeakerLabel or AuthorLineForm.MailHeader or AuthorLineForm.LabelledName };

    /// <summary>The first author's name, without which no two candidates can be compared.</summary>
    public string? Name => Author is { Authors: [var first, ..] } ? first.Name : null;

    /// <summary><see cref="NameTokens.KeyOf"/> of <see cref="Name"/>.</summary>
    public string? NameKey { get; } = Author is { Authors: [var first, ..] } ? NameTokens.KeyOf(first.Name) : null;
}

/// <summary>What the rules see: the document, its masthead, and the line in question.</summary>
public sealed class BoundaryContext
{
    private readonly IReadOnlyList<NameToken> _opening;
    private readonly NameSet _stated;
    private readonly HashSet<int> _overDates;
    private readonly HashSet<int> _senders;
    private readonly HashSet<int> _described;
    private readonly HashSet<int> _signatures;
    private readonly HashSet<int> _labels;
    private readonly HashSet<int> _languages;
    private readonly HashSet<int> _numbered;
    private readonly Dictionary<int, MailHeader> _mailHeaders;
    private readonly Dictionary<int, int> _belowMailHeader;
    private readonly Dictionary<int, SignatoryList> _signatoriesByEnd;
    private readonly DateMention?[] _dates;
    private readonly int _lastProse;

    public BoundaryContext(Document document, Masthead masthead)
    {
        Document = document;
        Masthead = masthead;
        Declared = new NameSet(masthead.Authors.Select(author => author.Name));
        _stated = new NameSet(document.Facts.Where(fact => fact.Kind == DocumentFactKind.Author).Select(fact => fact.Value).Concat(masthead.Authors.Select(author => author.Name)));
        FirstLine = masthead.LineCount;
        _dates = [.. document.Lines.Select(line => LineShapes.DateLine(document.Text, line.Span))];
        _languages = [.. Enumerable.Range(FirstLine, Lines.Count - FirstLine).Where(line => LanguageNames.TryRead(Lines[line].Text) is not null)];
        if (_languages.Select(line => LanguageNames.TryRead(Lines[line].Text)).Distinct().Count() < 2) _languages.Clear();
        Signatories = SignatoryLists.In(document);
        _signatoriesByEnd = Signatories.ToDictionary(list => list.End);
        _mailHeaders = MailHeaders(document);
        _belowMailHeader = BelowEach(_mailHeaders);
        _signatures = [.. Signatories.SelectMany(list => Enumerable.Range(list.Label, list.End - list.Label))];
        _labels = [.. Signatories.Select(list => list.Label)];
        _senders = [.. Enumerable.Range(FirstLine, Lines.Count - FirstLine).Where(line => Lines[line].Block.Kind == BlockKind.Heading && AuthorLine.TryReadFrom(document.Text, Lines[line].Span, Declared) is not null)];
        if (_senders.Count < FewestSenders) _senders.Clear();
        _described = [.. Enumerable.Range(FirstLine, Lines.Count - FirstLine).Where(line => AuthorLine.TryReadDescribed(document.Text, Lines[line].Span) is not null && IsSetOff(Lines[line]))];
        if (_described.Count < FewestDescribed) _described.Clear();
        _overDates = [.. Enumerable.Range(FirstLine, Math.Max(0, Lines.Count - 2 - FirstLine)).Where(line => Lines[line].Block.Kind == BlockKind.Heading && PostByline.TryRead(document.Text, Lines[line + 1].Span) is { Author: null })];
        Authors = [.. document.Lines.Select((line, at) => Named(at))];
        // A blog's headings may look like names; where they are people, each heads what they wrote that day.
        if (_overDates.Any(line => Authors[line] is null or { Form: AuthorLineForm.NameShape, Authors: [{ Kind.Kind: not AuthorKind.Person }] } || Words.Of(Lines[line].Text).Any(word => !word.IsCapitalised && word.HasCase)))
            Authors = [.. Authors.Select((author, line) => IsOverDate(line) && author is { Form: AuthorLineForm.NameShape } ? null : author)];
        _numbered = [.. Enumerable.Range(FirstLine, Lines.Count - FirstLine).Where(line => Authors[line] is { Form: AuthorLineForm.NameShape } && Lines[line].WordCount is >= 2 and <= LongestNumberInWords)
            .Select(line => (Line: line, First: NameKey.Of(Words.Of(Lines[line].Text)[0].Text)))
            .Where(one => !Vocabulary.Honorifics.Contains(one.First) && !Vocabulary.Particles.Contains(one.First))
            .GroupBy(one => one.First).Where(alike => alike.Count() >= FewestNumbered).SelectMany(alike => alike.Select(one => one.Line))];
        _opening = Opening();
        _lastProse = Enumerable.Range(0, Lines.Count).LastOrDefault(IsProse, -1);
    }

    private const int LongestNameInWords = 24;

    // More than a few headings one below the other are a table of contents.
    private const int MostHeadings = 3;

    // Names are announced at the top of a document; looking further would cost without telling more.
    private const int OpeningInCharacters = 4_000;

    public Document Document { get; }

    public Masthead Masthead { get; }

    /// <summary>The names of the byline.</summary>
    public NameSet Declared { get; }

    public IReadOnlyList<SignatoryList> Signatories { get; }

    /// <summary>The list whose last name stands right above a line; <c>null</c> if none ends there.</summary>
    public SignatoryList? SignatoriesEndingAt(int line) => _signatoriesByEnd.GetValueOrDefault(line);

    /// <summary>Whether a line names somebody who signed.</summary>
    public bool IsSignatory(int line) => _signatures.Contains(line) && !_labels.Contains(line);

    /// <summary>Every line read as a name; <c>null</c> where it is none.</summary>
    public IReadOnlyList<AuthorLine?> Authors { get; }

    /// <summary>Index of the first line below the masthead.</summary>
    public int FirstLine { get; }

    public IReadOnlyList<Line> Lines => Document.Lines;

    public bool IsProse(int line) => line < Lines.Count && !Lines[line].IsFurniture && LineShapes.IsProse(Lines[line]);

    public bool IsDate(int line) => line < Lines.Count && _dates[line] is not null;

    /// <summary>The first of the headings right above a line; the line itself if there is none.</summary>
    public int WithHeadings(int line)
    {
        var first = line;
        while (first > FirstLine && line - first < MostHeadings && Lines[first - 1].Block.Kind == BlockKind.Heading && IsTopic(first - 1, line)) first--;
        return first;
    }

    /// <summary>The date that one of the headings right above a line gives alone; <c>null</c> if none does.</summary>
    public DateMention? DateAbove(int line) => Enumerable.Range(WithHeadings(line), line - WithHeadings(line)).Select(heading => _dates[heading]).LastOrDefault(date => date is not null);

    /// <summary>The first of the lines right above a labelled name that say for what the next ones stand: 'Position: Treasurer'.</summary>
    public int WithLabels(int line)
    {
        var first = line;
        while (first > FirstLine && line - first < MostHeadings && Lines[first - 1] is { WordCount: <= LongestNameInWords } above
            && (above.Block.Kind == BlockKind.Heading || (above.Text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Words.Count(above.Text.AsSpan(0, colon)) == 1)) && Authors[first - 1]?.Form != AuthorLineForm.LabelledName) first--;
        return first;
    }

    // Over a line that surely says who speaks even a heading with a group's name is a topic.
    private bool IsTopic(int heading, int start) => Authors[heading] switch
    {
        null or { Form: AuthorLineForm.NameShape } => true,
        { Form: AuthorLineForm.PersonWithOrganisation or AuthorLineForm.OrganisationName } => Authors[start] is { Form: AuthorLineForm.StatementOf or AuthorLineForm.SpeakerLabel or AuthorLineForm.ByUnderHeading },
        _ => false,
    };

    /// <summary>Whether a line is part of a mail's header inside the text: fields one below the other, or a date right above a salutation.</summary>
    public bool IsMailHeader(int line) => line >= 0 && line < Lines.Count && _mailHeaders.ContainsKey(line);

    /// <summary>The line below a mail's header.</summary>
    public int BelowMailHeader(int line) => _belowMailHeader.GetValueOrDefault(line, line);

    private AuthorLine SenderOf(int first)
    {
        var fields = Enumerable.Range(first, BelowMailHeader(first) - first).Select(line => _mailHeaders[line]).ToList();
        var date = fields.Where(field => field.Field == MailField.Date).Select(field => DateReader.Find(Document.Text, field.Value)).FirstOrDefault(dates => dates.Count > 0)?[0];
        var name = fields.FirstOrDefault(field => field.Field == MailField.From)?.Name(Document.Text);
        return new AuthorLine(AuthorLineForm.MailHeader, name is { } sender ? [new NamedAuthor(sender.In(Document.Text), sender, NameReader.KindOf(sender.In(Document.Text)))] : []) { Date = date };
    }

    private static Dictionary<int, MailHeader> MailHeaders(Document document)
    {
        var headers = new Dictionary<int, MailHeader>();
        for (var at = 0; at < document.Lines.Count; at++)
        {
            var run = new List<MailHeader>();
            while (at + run.Count < document.Lines.Count && run.Count < LongestMailHeader && MailHeader.TryRead(document.Text, document.Lines[at + run.Count].Span) is { } field) run.Add(field);
            var below = at + run.Count;
            var isHeader = run.Count >= FewestMailFields && run.Any(field => field.Field is MailField.From or MailField.Date)
                || run is [{ Field: MailField.Date } date] && LineShapes.DateLine(document.Text, date.Value) is not null && below < document.Lines.Count && OpensLetter(document.Lines[below].Text);
            for (var i = 0; isHeader && i < run.Count; i++) headers[at + i] = run[i];
            at += Math.Max(0, run.Count - 1);
        }
        return headers;
    }

    private static Dictionary<int, int> BelowEach(Dictionary<int, MailHeader> headers)
    {
        var below = new Dictionary<int, int>();
        foreach (var line in headers.Keys.OrderDescending()) below[line] = below.GetValueOrDefault(line + 1, line + 1);
        return below;
    }

    // 'Dear Stefan' with its comma or without.
    private static bool OpensLetter(string line) => LineShapes.IsLetterSalutation(line) || (Words.Count(line) <= 4 && LineShapes.IsLetterSalutation(line + ","));

    private const int FewestMailFields = 2;

    // 'From Dusk till Dawn' alone is no sender.
    private const int FewestSenders = 2;
    private const int FewestDescribed = 2;

    private const int LongestMailHeader = 8;

    private bool IsUnderHeading(int line) => line > 0 && Lines[line - 1].Block.Kind == BlockKind.Heading;

    private AuthorLine? Named(int at)
    {
        var line = Document.Lines[at];
        if (line.Block.Kind == BlockKind.SpeakerLabel) return SpeakerLabels.IsReplyHeading(line.Text) && AskedAbove(at) is { } office ? SpeakerName.Replying(Document.Text, office) : SpeakerName.Read(Document.Text, line.Span);
        if (_signatures.Contains(at) || _languages.Contains(at)) return null;
        if (IsMailHeader(at) && !IsMailHeader(at - 1)) return SenderOf(at);
        if (line.WordCount > LongestNameInWords || line.IsSeparator || line.IsFurniture) return null;
        if (AuthorLine.TryReadLabelled(Document.Text, line.Span) is { } labelled) return labelled;
        if (line.Block.Kind == BlockKind.Heading && _senders.Contains(at) && AuthorLine.TryReadFrom(Document.Text, line.Span, Declared) is { } from) return from;
        if (IsUnderHeading(at) && (AuthorLine.TryReadBy(Document.Text, line.Span) ?? AuthorLine.TryReadPostedBy(Document.Text, line.Span)) is { } by) return by;
        return AuthorLine.TryRead(Document.Text, line.Span, Declared) ?? (_described.Contains(at) ? AuthorLine.TryReadDescribed(Document.Text, line.Span) : null);
    }

    private bool IsSetOff(Line line) => line.Block.Kind == BlockKind.Heading || Document.IsMarked(MarkKind.Strong, line.Span);

    // The office to which the question above a reply is put.
    private TextSpan? AskedAbove(int reply)
    {
        for (var line = reply - 1; line >= 0; line--)
        {
            if (Lines[line].Block.Kind == BlockKind.SpeakerLabel) return SpeakerName.Asked(Document.Text, Lines[line].Span);
        }
        return null;
    }

    /// <summary>Whether a line is the heading of one of several posts: the date of the text below stands right under it.</summary>
    public bool IsOverDate(int line) => _overDates.Count > 1 && _overDates.Contains(line);

    /// <summary>Whether a heading, or a line wholly in bold, says that a text follows in full.</summary>
    public bool IsOverFullText(int line)
    {
        if (line <= FirstLine || !(Lines[line].Block.Kind == BlockKind.Heading || (Lines[line].Block.Lines.Count == 1 && Document.IsMarked(MarkKind.Strong, Lines[line].Span)))) return false;
        var key = NameKey.Of(Lines[line].Text);
        return key.Length < LongestFullTextHeading && Vocabulary.FullTextHeadings.Any(phrase => key.StartsWith(phrase, StringComparison.Ordinal));
    }

    private const int LongestFullTextHeading = 80;

    /// <summary>Whether a line is one of several that begin with the same word, as numbered sections do: 'Article 1', 'Article 2' …</summary>
    public bool IsNumbered(int line) => _numbered.Contains(line);

    private const int LongestNumberInWords = 4;
    private const int FewestNumbered = 3;

    /// <summary>Whether the text under a name speaks of it as of somebody else, and the document names another author.</summary>
    public bool IsAboutItsHeading(int line) => (_spokenAbout ??= SpokenAbout()).Contains(line);

    private HashSet<int>? _spokenAbout;

    private HashSet<int> SpokenAbout()
    {
        if (_stated.Count == 0) return [];
        var sections = Enumerable.Range(FirstLine, Lines.Count - FirstLine)
            .Where(line => Authors[line] is { Form: AuthorLineForm.OrganisationName or AuthorLineForm.NameShape } && IsProse(line + 1) && !_stated.Contains(Authors[line]!.Authors[0].Name)).ToList();
        if (sections.Count == 0) return [];
        var silent = sections.Where(line => !SpeaksOfItself(line)).ToList();
        var about = silent.Where(BeginsWithItsHeading).ToHashSet();
        // Where most sections are about whom they are headed by, the others are, too.
        return 2 * about.Count > sections.Count ? [.. silent] : about;
    }

    private bool BeginsWithItsHeading(int line)
    {
        var name = NameTokens.Of(Authors[line]!.Authors[0].Name);
        var text = NameTokens.Of(Document.Text, Lines[line + 1].Span);
        return text.Count > name.Count && name.SequenceEqual(text.Take(name.Count).Select(token => token.Key)) && !Vocabulary.Declaring.Contains(text[name.Count].Key);
    }

    // Whether the lines under a name, up to the next, have a word of the first person.
    private bool SpeaksOfItself(int heading)
    {
        for (var at = heading + 1; at < Lines.Count && Authors[at] is null && Lines[at].Block.Kind != BlockKind.Heading; at++)
        {
            if (Words.Of(Document.Text, Lines[at].Span).Any(word => Vocabulary.FirstPerson.Contains(NameKey.Of(word.Text)))) return true;
        }
        return false;
    }

    /// <summary>Whether a line is a heading of a level whose other headings mostly, and at least two of them, surely name somebody.</summary>
    public bool IsBesideNamedHeadings(int line)
    {
        _namedLevels ??= [.. Enumerable.Range(FirstLine, Lines.Count - FirstLine).Where(at => Lines[at].Block.Kind == BlockKind.Heading && Lines[at].IsFirstOfBlock)
            .GroupBy(at => Lines[at].Block.Level)
            .Where(level => level.Count(at => Authors[at] is { Form: not AuthorLineForm.NameShape }) is >= 2 and var named && 2 * named > level.Count())
            .Select(level => level.Key)];
        return Lines[line].Block.Kind == BlockKind.Heading && _namedLevels.Contains(Lines[line].Block.Level);
    }

    private HashSet<int>? _namedLevels;

    /// <summary>Whether a line names a language and nothing more, one of several such lines.</summary>
    public bool IsLanguageName(int line) => _languages.Count > 1 && _languages.Contains(line);

    public bool IsName(int line) => line < Lines.Count && Authors[line] is not null;

    public bool HasProseFrom(int line) => line <= _lastProse;

    /// <summary>Whether a line of stars or dashes, or a rule, stands right above a line.</summary>
    public bool IsUnderSeparator(int line) => line > FirstLine && (Lines[line - 1].IsSeparator || (Lines[line].IsFirstOfBlock && Lines[line].Block.IsUnderRule));

    /// <summary>Whether text begins right under a line: prose, a salutation or a title above it, with a date line before them or not.</summary>
    public bool OpensText(int line)
    {
        var next = IsMailHeader(line) ? BelowMailHeader(line) : IsDate(line + 1) ? line + 2 : line + 1;
        if (IsProse(next)) return true;
        return next < Lines.Count && !IsName(next) && !IsDate(next) && IsProse(next + 1);
    }

    /// <summary>Whether a short line, alone in its paragraph, heads the running text below without being marked up as a heading.</summary>
    public bool IsTopicLine(int line) =>
        line + 1 < Lines.Count && Lines[line] is { Block: { Kind: BlockKind.Paragraph, Lines.Count: 1 }, WordCount: > 0 and <= LongestTopicInWords } topic
        && (!IsProse(line) || topic.Text[^1] is '!' or '?' or '؟') && !IsDate(line) && (IsProse(line + 1) || LineShapes.IsLetterSalutation(Lines[line + 1].Text));

    private const int LongestTopicInWords = 11;

    /// <summary>The signature right above a line at which text goes on; <c>null</c> if nobody signed there.</summary>
    public SignOff? SignatureAbove(int line)
    {
        if (line - FirstLine < 2 || Lines[line - 1].Block.Kind == BlockKind.Heading || !(IsProse(line) || LineShapes.IsSalutation(Lines[line].Text) || Lines[line].Block.Kind == BlockKind.Heading || IsTopicLine(line))) return null;
        // The subject of a letter signs nothing.
        if (IsTopicLine(line - 1) && SignatureAbove(line - 1) is not null) return null;
        if (SignOff.TryRead(Document, Math.Max(FirstLine, line - 8), line, Declared, []) is not { Name: not null } signature) return null;
        // A name alone right above running text heads it.
        return signature.Lines is [{ IsUnderDash: false, Line.Block.Lines.Count: 1 }] && IsProse(line) && !IsTopicLine(line) && !LineShapes.IsSalutation(Lines[line].Text) && Lines[line].Block.Kind != BlockKind.Heading && !IsUnderSeparator(line) ? null : signature;
    }

    /// <summary>Whether a name is spoken of in running text at the top of the document, before it heads anything.</summary>
    public bool IsAnnounced(string name) => NameTokens.Occurrences(_opening, NameTokens.Of(name)).Any();

    private IReadOnlyList<NameToken> Opening()
    {
        var first = Enumerable.Range(FirstLine, Lines.Count - FirstLine).FirstOrDefault(line => Authors[line] is not null, Lines.Count);
        if (first == Lines.Count || first == FirstLine) return [];
        var span = new TextSpan(Lines[FirstLine].Span.Start, Math.Min(Lines[first - 1].Span.End, Lines[FirstLine].Span.Start + OpeningInCharacters));
        return NameTokens.Of(Document.Text, span);
    }
}

/// <summary>The rules that propose where statements begin, in the order in which they are listed as evidence. They only observe; <see cref="ReadingWeights"/> judges.</summary>
public static class BoundaryRules
{
    /// <summary>Rules that make a line a candidate. One is enough.</summary>
    public static readonly IReadOnlyList<(string Name, Func<BoundaryContext, int, bool> Applies)> Proposing =
    [
        ("speaker-label", (context, line) => context.Authors[line]?.Form == AuthorLineForm.SpeakerLabel),
        // '(By Paul Weyrich)' under a heading
        ("by-under-heading", (context, line) => context.Authors[line]?.Form == AuthorLineForm.ByUnderHeading),
        ("mail-header", (context, line) => context.Authors[line]?.Form == AuthorLineForm.MailHeader),
        // 'Candidate 2: Ana Lopez'
        ("labelled-name", (context, line) => context.Authors[line]?.Form == AuthorLineForm.LabelledName),
        // A report gives somebody's words in full below.
        ("full-text-heading", (context, line) => context.IsOverFullText(line)),
        // 'English', 'Deutsch:' over the same text in that language
        ("language-name", (context, line) => context.IsLanguageName(line)),
        // A heading and under it a date: one of several posts.
        ("heading-over-date", (context, line) => context.Authors[line] is null or { Form: AuthorLineForm.NameShape } && context.IsOverDate(line)),
        // The line is a name of the byline.
        ("byline-name", (context, line) => context.Authors[line]?.Form == AuthorLineForm.DeclaredName),
        // The line is a person with an organisation of the byline.
        ("byline-affiliation", (context, line) => context.Authors[line]?.Form == AuthorLineForm.DeclaredAffiliation),
        // 'Statement by X'
        ("statement-of", (context, line) => context.Authors[line]?.Form == AuthorLineForm.StatementOf),
        ("person-with-organisation", (context, line) => context.Authors[line]?.Form == AuthorLineForm.PersonWithOrganisation),
        ("organisation-name", (context, line) => context.Authors[line]?.Form == AuthorLineForm.OrganisationName),
        ("name-shape", (context, line) => context.Authors[line]?.Form == AuthorLineForm.NameShape),
        ("heading-markup", (context, line) => context.Lines[line].Block.Kind == BlockKind.Heading && context.Lines[line].IsFirstOfBlock),
        ("letter-salutation", (context, line) => LineShapes.IsLetterSalutation(context.Lines[line].Text)),
        // Letters one below the other: text begins right after somebody signed.
        ("after-signature", (context, line) => context.SignatureAbove(line) is not null),
    ];

    /// <summary>Rules that strengthen or weaken a candidate.</summary>
    public static readonly IReadOnlyList<(string Name, Func<BoundaryContext, int, bool> Applies)> Weighing =
    [
        // Running text above the first name speaks of it: 'Thanks to X for this statement'.
        ("announced", (context, line) => context.Authors[line] is { } named && named.Authors.Any(author => context.IsAnnounced(author.Name))),
        ("above-text", (context, line) => context.Authors[line] is not null && context.OpensText(line)),
        ("under-separator", (context, line) => context.IsUnderSeparator(line)),
        ("person-name", (context, line) => context.Authors[line] is { Form: AuthorLineForm.NameShape, Authors: [{ Kind.Kind: AuthorKind.Person }] } && Words.Of(context.Lines[line].Text) is { Count: 2 or 3 } words && words.All(word => word.IsCapitalised)),
        // A single word is a name too seldom: 'Background', 'Comments'.
        ("single-word", (context, line) => context.Authors[line] is { Form: AuthorLineForm.NameShape } && context.Lines[line].WordCount == 1),
        // 'Momentum' as a heading among headings that are surely names.
        ("beside-named-headings", (context, line) => context.Authors[line] is { Form: AuthorLineForm.NameShape } && context.IsBesideNamedHeadings(line)),
        // 'The Labour Party has said for years …' under 'The Labour Party': a section about it, in a text whose author is somebody else.
        ("spoken-about", (context, line) => context.IsAboutItsHeading(line)),
        ("numbered-section", (context, line) => context.IsNumbered(line)),
        ("alone-in-paragraph", (context, line) => context.Lines[line].Block.Lines.Count == 1),
        ("inside-paragraph", (context, line) => !context.Lines[line].IsFirstOfBlock),
        ("after-full-signature", (context, line) => context.SignatureAbove(line) is { } signature && (signature.Date is not null || signature.Lines[0].Part == SignOffPart.Valediction)),
        // A name above a date that no text follows signs what stands above it.
        ("above-closing-date", (context, line) => !context.IsMailHeader(line) && context.IsDate(line + 1) && !context.OpensText(line)),
        ("above-another-name", (context, line) => context.IsName(line) && context.IsName(line + 1) && !context.OpensText(line)),
        ("above-nothing", (context, line) => context.Authors[line] is not null && !context.HasProseFrom(line + 1)),
        ("under-valediction", (context, line) => line > context.FirstLine && LineShapes.IsValediction(context.Lines[line - 1].Text)),
    ];

    public static IReadOnlyList<BoundaryCandidate> Candidates(BoundaryContext context)
    {
        var candidates = new List<BoundaryCandidate>();
        for (var line = context.FirstLine; line < context.Lines.Count; line++)
        {
            if (context.IsSignatory(line)) continue;
            var proposed = Proposing.Where(rule => rule.Applies(context, line)).Select(rule => rule.Name).ToList();
            if (proposed.Count == 0) continue;
            var weighed = Weighing.Where(rule => rule.Applies(context, line)).Select(rule => rule.Name);
            candidates.Add(new BoundaryCandidate(line, context.Authors[line], [.. proposed, .. weighed]));
        }
        return candidates;
    }
}
