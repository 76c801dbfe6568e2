using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Authors that a rule found, with the words that name them.</summary>
/// <param name="Confidence">From 0 to 1, that these are the statement's authors.</param>
public sealed record AuthorFinding(IReadOnlyList<NamedAuthor> Authors, string Rule, double Confidence);

/// <summary>Who speaks: the rules in the order in which they are believed. The first that finds someone decides; the others stay as alternatives.</summary>
public static class AuthorInference
{
    public static readonly IReadOnlyList<(string Name, Func<Segmentation, Segment, AuthorFinding?> Finds)> Rules =
    [
        ("heading-name", (_, segment) => segment.Heading is { Authors.Count: > 0 } heading ? new AuthorFinding(heading.Authors, "heading-name", OfHeading(heading.Form)) : null),
        ("signoff-name", SignatureOf),
        // 'We, the students of X, …'
        ("we-the", SelfNamed),
        // 'Statement by X' over a document with one statement.
        ("title-name", (segmentation, _) => segmentation is { IsOneText: true, Title: { } title }
            && AuthorLine.TryRead(segmentation.Context.Document.Text, title, segmentation.Context.Declared) is { Form: AuthorLineForm.StatementOf or AuthorLineForm.DeclaredName } named
                ? new AuthorFinding(named.Authors, "title-name", 0.9)
                : null),
        // Who is asked speaks; whose name stands above is who asks.
        ("interviewed", Interviewed),
        ("byline-name", (segmentation, segment) => segmentation is { IsOneText: true, Masthead.Authors: { Count: > 0 } declared } && !segment.IsReported
            ? new AuthorFinding([.. declared.Select(author => Declared(segmentation, author))], "byline-name", declared.Count == 1 ? 0.9 : 0.7)
            : null),
        // A few who sign together, and nobody else who speaks.
        ("signatories", JointlySigned),
        // 'The Bakers' Union is committed to bread. We welcome …'
        ("speaks-as-we", SpeaksAsWe),
        // A text in several languages has one author, whichever version names them.
        ("as-its-original", AsItsOriginal),
        // What the mark-up of a page with one statement says, and, as a guess, whose page it is.
        ("stated-author", (segmentation, segment) => segmentation.IsOneText && !segment.IsReported ? Stated(segmentation, DocumentFactKind.Author, "stated-author", 0.75) : null),
        ("site-of-organisation", (segmentation, segment) => (segmentation.IsOneText && !segment.IsReported) || segment.IsPost ? Stated(segmentation, DocumentFactKind.Source, "site-of-organisation", 0.4) : null),
    ];

    /// <summary>The authors and, as evidence, every rule's finding.</summary>
    public static (IReadOnlyList<StatementAuthor> Authors, IReadOnlyList<Evidence> Evidence) Infer(Segmentation segmentation, Segment segment)
    {
        var evidence = new List<Evidence>();
        AuthorFinding? chosen = null;
        HashSet<string> names = [];
        foreach (var (_, finds) in Rules)
        {
            if (finds(segmentation, segment) is not { } finding) continue;
            if (chosen is null)
            {
                chosen = finding;
                names = [.. finding.Authors.Select(author => NameTokens.KeyOf(author.Name))];
            }
            foreach (var author in finding.Authors)
            {
                // A later rule that names the chosen author again confirms; one that names someone else is an alternative.
                var agrees = names.Contains(NameTokens.KeyOf(author.Name));
                evidence.Add(Of(segmentation, "author", author.Name, finding.Rule, author.Span, agrees ? finding.Confidence : finding.Confidence / 2, agrees));
            }
        }
        var authors = new List<StatementAuthor>();
        var affiliations = new HashSet<string>();
        foreach (var author in chosen?.Authors ?? [])
        {
            // 'Ana Lopez, Permanent Spring', where the preface says that she is of it: one author, not two.
            if (affiliations.Contains(NameTokens.KeyOf(author.Name))) continue;
            var affiliation = AffiliationInference.Infer(segmentation, author);
            var kind = KindInference.Infer(segmentation, author, affiliation);
            evidence.Add(Of(segmentation, "kind", kind.Kind.ToString().ToLowerInvariant(), kind.Rule, kind.Span, kind.Confidence, chosen: true));
            if (affiliation is { Organisation: var organisation })
                evidence.Add(Of(segmentation, "affiliation", organisation.Name, affiliation.Rule, organisation.Span, affiliation.Confidence, chosen: true));
            authors.Add(new StatementAuthor(author.Name, kind.Kind, affiliation?.Organisation.Name));
            if (affiliation is not null) affiliations.Add(NameTokens.KeyOf(affiliation.Organisation.Name));
        }
        return (authors, evidence);
    }

    private static AuthorFinding? Stated(Segmentation segmentation, DocumentFactKind kind, string rule, double confidence)
    {
        var facts = segmentation.Context.Document.Facts.Where(fact => fact.Kind == kind).ToList();
        if (facts.MaxBy(fact => fact.Confidence) is not { Rule: var mostTrusted }) return null;
        var names = facts.Where(fact => fact.Rule == mostTrusted)
            .Select(fact => (fact.Span, Name: AsWritten(fact.Value)))
            // A lone small word is an account: 'felix', 'lc3310'.
            .Where(author => NameReader.LooksLikeName(author.Name) || author.Name.Contains(' ', StringComparison.Ordinal))
            .Select(author => new NamedAuthor(author.Name, author.Span ?? default, NameReader.KindOf(author.Name)))
            .Where(author => kind == DocumentFactKind.Author || author.Kind is { Kind: AuthorKind.Organisation, Confidence: >= NameReader.Sure })
            .Take(MostStatedAuthors).ToList();
        return names.Count == 0 ? null : new AuthorFinding(names, rule, confidence);
    }

    // 'science_communication_students' is how a file system writes a name.
    private static string AsWritten(string value) => value.Contains(' ', StringComparison.Ordinal) ? value : value.Replace('_', ' ');

    private const int MostStatedAuthors = 20;

    /// <summary>More than these who sign are no joint authors but a list.</summary>
    internal const int MostJointAuthors = 12;

    private static double OfHeading(AuthorLineForm form) => form switch
    {
        AuthorLineForm.SpeakerLabel => 0.97,
        AuthorLineForm.ByUnderHeading => 0.9,
        AuthorLineForm.MailHeader => 0.9,
        AuthorLineForm.LabelledName => 0.9,
        AuthorLineForm.DeclaredName => 0.99,
        AuthorLineForm.DeclaredAffiliation => 0.97,
        AuthorLineForm.StatementOf => 0.95,
        AuthorLineForm.PersonWithOrganisation => 0.9,
        AuthorLineForm.OrganisationName => 0.85,
        _ => 0.6,
    };

    private static AuthorFinding? SignatureOf(Segmentation segmentation, Segment segment)
    {
        var names = segment.SignOff?.Lines.Where(line => line.Part == SignOffPart.Name).SelectMany(line => line.Author!.Authors).ToList() ?? [];
        if (names.Count == 0) return null;
        if (names is [var signer, ..] && segmentation.Overview.FullNames.Of(signer) is { } full) return new AuthorFinding([full, .. names.Skip(1)], "signoff-name-in-full", 0.7);
        // What stands under a person's name and is not surely a group is a town more often, and a town signs nothing.
        if (names is [{ Kind.Kind: AuthorKind.Person } writer, { Kind.Confidence: < NameReader.Sure } place] && !segmentation.Context.Declared.Contains(place.Name)
            && (place.Kind.Kind == AuthorKind.Organisation || segmentation.Overview.PlacesSign)) names = [writer];
        if (names is [{ Affiliation: null, Kind.Kind: AuthorKind.Person } alone] && RoleUnder(segmentation, segment, alone) is { } role)
            names = [alone with { Affiliation = role.Organisation, Kind = role.Verdict }];
        // A person and below it an organisation: the person signs, for the organisation.
        if (names is [{ Affiliation: null, Kind.Kind: AuthorKind.Person } person, { Kind: { Kind: AuthorKind.Organisation, Confidence: >= NameReader.Sure } } organisation])
            names = [person with { Affiliation = new DeclaredAuthor(organisation.Name, organisation.Span), Kind = new KindVerdict(AuthorKind.Person, "person-with-organisation", 0.9) }];
        return new AuthorFinding(names, "signoff-name", segment.SignOff!.Lines.Any(line => line.Part is SignOffPart.Valediction or SignOffPart.Date) ? 0.85 : 0.7);
    }

    private static AuthorFinding? JointlySigned(Segmentation segmentation, Segment segment) =>
        segment.Signatories is { Signatories.Count: <= MostJointAuthors } list && !segmentation.Context.Document.Facts.Any(fact => fact.Kind == DocumentFactKind.Author)
            ? new AuthorFinding([.. list.Signatories.Select(one => new NamedAuthor(one.Name, one.Span, NameReader.KindOf(one.Name)))], "signatories", 0.6)
            : null;

    private const int FewestQuestions = 2;
    private const int LongestQuestionInWords = 60;

    private static AuthorFinding? Interviewed(Segmentation segmentation, Segment segment)
    {
        if (!segmentation.IsOneText || segment.IsReported) return null;
        var context = segmentation.Context;
        var title = segmentation.Title?.In(context.Document.Text) ?? context.Document.Facts.Where(fact => fact.Kind == DocumentFactKind.Title).MaxBy(fact => fact.Confidence)?.Value;
        if (title is null || InterviewTitle.Interviewed(title) is not { } name) return null;
        var questions = Enumerable.Range(segment.BodyLine, segment.EndLine - segment.BodyLine).Count(line => context.Lines[line] is { WordCount: > 1 and <= LongestQuestionInWords, Text: [.., '?' or '؟'] } && context.Lines[line].Block.Lines.Count == 1);
        if (questions < FewestQuestions) return null;
        var span = segmentation.Title is { } line ? new TextSpan(line.Start + name.Start, line.Start + name.End) : default;
        return new AuthorFinding([new NamedAuthor(name.In(title), span, NameReader.KindOf(name.In(title)))], "interviewed", 0.75);
    }

    private const int LinesOfOpening = 3;

    private static AuthorFinding? SelfNamed(Segmentation segmentation, Segment segment)
    {
        var text = segmentation.Context.Document.Text;
        foreach (var line in segmentation.Context.Lines.Take(Math.Min(segment.EndLine, segment.BodyLine + LinesOfOpening)).Skip(segment.BodyLine))
        {
            var words = Words.Of(text, line.Span);
            if (words.Count < 5 || !Vocabulary.We.Contains(NameKey.Of(words[0].Text))) continue;
            var first = words.Skip(1).TakeWhile(word => Vocabulary.Articles.Contains(NameKey.Of(word.Text)) || NameKey.Of(word.Text) is "undersigned").Count() + 1;
            if (first >= words.Count || text.IndexOf(',', words[first].Span.Start, line.Span.End - words[first].Span.Start) is not (> 0 and var comma)) continue;
            var name = new TextSpan(words[first].Span.Start, comma).TrimmedIn(text);
            if (NameReader.DescribesGroup(name.In(text)) || (NameReader.LooksLikeName(name.In(text)) && NameReader.NamesOrganisation(name.In(text))))
                return new AuthorFinding([new NamedAuthor(name.In(text), name, NameReader.KindOf(name.In(text)))], "we-the", 0.75);
        }
        return null;
    }

    /// <summary>Whom a statement's own text names: who signs it, or who begins it with 'We, the …'.</summary>
    internal static AuthorFinding? OwnName(Segmentation segmentation, Segment segment) => SignatureOf(segmentation, segment) ?? SelfNamed(segmentation, segment) ?? JointlySigned(segmentation, segment);

    private static AuthorFinding? AsItsOriginal(Segmentation segmentation, Segment segment)
    {
        if (!segmentation.IsOneText || segmentation.Segments.Count == 1) return null;
        return segmentation.Overview.FirstNamed.FirstOrDefault(named => !ReferenceEquals(named.Segment, segment)).Finding is { } original
            ? original with { Rule = "as-its-original", Confidence = 0.7 }
            : null;
    }

    private static AuthorFinding? SpeaksAsWe(Segmentation segmentation, Segment segment)
    {
        var text = segmentation.Context.Document.Text;
        var found = new Dictionary<string, TextSpan>();
        foreach (var line in segmentation.Context.Lines.Take(segment.EndLine).Skip(segment.BodyLine))
        {
            var words = Words.Of(text, line.Span);
            var first = words.Count > 0 && Vocabulary.Articles.Contains(NameKey.Of(words[0].Text)) ? 1 : 0;
            var end = first;
            while (end < words.Count && (words[end].IsCapitalised || Vocabulary.Particles.Contains(words[end].Text)) && (end == first || text[words[end - 1].Span.End..words[end].Span.Start] is " " or "' " or "’ ")) end++;
            while (end > first && !words[end - 1].IsCapitalised) end--;
            if (end - first < 2 || end == words.Count) continue;
            var name = new TextSpan(words[first].Span.Start, words[end - 1].Span.End);
            if (!NameReader.LooksLikeName(name.In(text)) || !NameReader.NamesOrganisation(name.In(text))) continue;
            if (words.Skip(end).Any(word => word.IsCapitalised && Vocabulary.We.Contains(NameKey.Of(word.Text)))) found.TryAdd(NameKey.Of(name.In(text)), name);
        }
        return found.Count == 1 && found.Values.First() is var only ? new AuthorFinding([new NamedAuthor(only.In(text), only, NameReader.KindOf(only.In(text)))], "speaks-as-we", 0.55) : null;
    }

    // 'Jane Smith' and below it 'Chair, Bakers' Union'.
    private static (KindVerdict Verdict, DeclaredAuthor? Organisation)? RoleUnder(Segmentation segmentation, Segment segment, NamedAuthor person) =>
        segment.SignOff!.Lines.SkipWhile(line => line.Author?.Authors.Contains(person) != true).ElementAtOrDefault(1) is { Part: SignOffPart.Role } below
            ? AuthorLine.Belonging(segmentation.Context.Document.Text, below.Line.Span, segmentation.Context.Declared)
            : null;

    private static NamedAuthor Declared(Segmentation segmentation, DeclaredAuthor author) =>
        AuthorLine.TryRead(segmentation.Context.Document.Text, author.Span, NameSet.Empty) is { Authors: [var named] }
            ? named
            : new NamedAuthor(author.Name, author.Span, NameReader.KindOf(author.Name));

    internal static Evidence Of(Segmentation segmentation, string fact, string value, string rule, TextSpan span, double confidence, bool chosen) =>
        span.IsEmpty ? new(fact, value, rule, "", null, confidence, chosen) : new(fact, value, rule, span.In(segmentation.Context.Document.Text), span, confidence, chosen);
}
