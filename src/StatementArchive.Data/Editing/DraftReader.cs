using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Reads an article's records as a draft.</summary>
internal static class DraftReader
{
    /// <summary>Why a passage is left out of which the records say nothing.</summary>
    public const string Unaccounted = "not accounted for";

    // A sign-off stands at the end, a heading at the beginning; further away nobody looks for it.
    private const int MostLinesOfSignOff = 60;
    private const int MostLinesOfHeading = 20;

    /// <summary>The article with everything that a draft of it holds, followed by the context; <c>null</c> if there is none.</summary>
    public static Task<Article?> LoadAsync(ArchiveContext db, int id, CancellationToken cancellation) => db.Articles
        .Include(a => a.Source).Include(a => a.Original).Include(a => a.Republications).ThenInclude(r => r.Statement)
        .Include(a => a.Statements).ThenInclude(s => s.Authors).ThenInclude(a => a.Author)
        .Include(a => a.Statements).ThenInclude(s => s.Authors).ThenInclude(a => a.Affiliation)
        .Include(a => a.Statements).ThenInclude(s => s.Subjects).ThenInclude(s => s.Subject)
        .Include(a => a.Evidence)
        .AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, cancellation);

    /// <summary>The draft that its records are; loaded by <see cref="LoadAsync"/>.</summary>
    public static ArticleDraft Read(Article article, DraftText text)
    {
        var statements = article.Statements.Where(s => s.Status != PublicationStatus.Withdrawn).OrderBy(s => s.Start).ToList();
        List<DraftPart> others =
        [
            .. article.Parts.Select(p => new DraftPart(0, p.Start, p.End, p.LeftOutReason is null ? PartFate.Preface : PartFate.LeftOut, p.LeftOutReason)),
            .. article.Republications.Select(r => new DraftPart(0, r.Start, r.End, PartFate.Republication, RepublicationOf: r.Statement.Slug)),
        ];
        var withdrawn = Withdrawn(article, [.. statements.Select(s => new TextSpan(s.Start, s.End)), .. others.Select(part => new TextSpan(part.Start, part.End))]);
        var keys = statements.Concat(withdrawn).Select((statement, at) => (statement.Id, Key: at + 1)).ToDictionary(one => one.Id, one => one.Key);
        var evidence = article.Evidence.ToLookup(e => e.StatementId);
        List<DraftRedaction> redactions = [.. article.Redactions.Select(hidden => new DraftRedaction(hidden.Start, hidden.End, hidden.Reason)).OrderBy(hidden => hidden.Start)];
        List<DraftPart> parts =
        [
            .. statements.Select(s => new DraftPart(keys[s.Id], s.Start, s.End, PartFate.Statement, Statement: Read(s, text, redactions, [.. evidence[s.Id].OrderBy(e => e.Id).Select(Read)], s.TranslationOfId is { } id && keys.TryGetValue(id, out var key) ? key : null))),
            .. withdrawn.Select(s => new DraftPart(keys[s.Id], s.Start, s.End, PartFate.Withdrawn, Withdrawn: s.Slug)),
            .. others,
        ];
        var next = keys.Count + 1;
        return new ArticleDraft
        {
            Facts = DraftFacts.Of(article),
            Parts = [.. Whole(parts, text).Select(part => part.Key == 0 ? part with { Key = next++ } : part)],
            Redactions = redactions,
            NextKey = next,
        };
    }

    /// <summary>What a draft knows of the text of a statement whose record was read with hidden passages.</summary>
    public static DraftPart TextOf(Statement statement, DraftText text, IReadOnlyList<DraftRedaction> redactions) =>
        new(0, statement.Start, statement.End, PartFate.Statement, Statement: Read(statement, text, redactions, [], null));

    // Those whose passage nothing else holds: a correction can have made it another statement's.
    private static List<Statement> Withdrawn(Article article, List<TextSpan> held)
    {
        List<Statement> withdrawn = [];
        foreach (var statement in article.Statements.Where(s => s.Status == PublicationStatus.Withdrawn && s.Start < s.End).OrderBy(s => s.Start).ThenByDescending(s => s.Id))
        {
            if (held.Any(span => span.Start < statement.End && statement.Start < span.End)) continue;
            withdrawn.Add(statement);
            held.Add(new TextSpan(statement.Start, statement.End));
        }
        return withdrawn;
    }

    private static DraftStatement Read(Statement statement, DraftText text, IReadOnlyList<DraftRedaction> redactions, IReadOnlyList<DraftEvidence> evidence, int? translationOf)
    {
        var heading = statement.Heading is { } words ? statement.Start + new CodePointIndex(words).Length : HiddenHeading(statement, text, redactions);
        return new DraftStatement
        {
            Slug = statement.Slug,
            HeadingEnd = heading,
            SignOffStart = SignOff(statement.Start, statement.End, heading, statement.BodySignOffStart, text, redactions),
            Title = statement.Title,
            Language = statement.Language,
            Authors = [.. statement.Authors.OrderBy(a => a.Position).Select(a => new DraftAuthor(a.Author.Name, a.Author.Kind, a.Author.Slug, a.Affiliation?.Name, a.Affiliation?.Slug))],
            Date = statement is { Edtf: not null, Precision: { } precision, Basis: { } basis } ? new StatementDate(statement.Earliest, statement.Latest, precision, basis) : null,
            Signatories = [.. statement.Signatories.Select(s => new DraftSignatory(s.Name, s.Description, s.Start, s.End))],
            TranslationOf = translationOf,
            Subjects = [.. statement.Subjects.Select(s => s.Subject.Name).Order(StringComparer.Ordinal)],
            Evidence = evidence,
        };
    }

    /// <summary>Where the heading of a revision ended; like a record, a revision does not repeat one that was hidden.</summary>
    /// <param name="known">Where the heading of its passage ends now, as far as that is known.</param>
    public static int? Heading(RevisionContent content, int? known, DraftText text)
    {
        if (content.Heading is { } words) return content.Start + new CodePointIndex(words).Length;
        // What was hidden then is not known any more: only the words before it can be compared.
        var hidden = content.Body.IndexOf("\\[█", StringComparison.Ordinal);
        var shown = hidden < 0 ? content.Body : content.Body[..hidden];
        if (shown.Length == 0) return known;
        var part = new DraftPart(0, content.Start, content.End, PartFate.Statement);
        return text.Lines(content.Start, content.End).Take(MostLinesOfHeading).Select(line => (int?)line.End).Where(end => end != content.End).Prepend(known).Prepend(null)
            .Where(end => text.Body(part with { Statement = new DraftStatement { HeadingEnd = end } }, []).Body.StartsWith(shown, StringComparison.Ordinal)).Append(known).First();
    }

    // A record does not repeat a hidden heading; its body begins behind it.
    private static int? HiddenHeading(Statement statement, DraftText text, IReadOnlyList<DraftRedaction> redactions)
    {
        if (!redactions.Any(hidden => hidden.Start < statement.End && statement.Start < hidden.End)) return null;
        var part = new DraftPart(0, statement.Start, statement.End, PartFate.Statement);
        return text.Lines(statement.Start, statement.End).Take(MostLinesOfHeading).Select(line => (int?)line.End).Prepend(null)
            .FirstOrDefault(end => end != statement.End && text.Body(part with { Statement = new DraftStatement { HeadingEnd = end } }, redactions).Body == statement.Body);
    }

    /// <summary>Where the line begins with which a sign-off begins: a record knows it in the body; a draft, whose body may begin elsewhere, in the text.</summary>
    /// <param name="start">Of the statement.</param>
    /// <param name="heading">Where its heading ends.</param>
    /// <param name="inBody">Where the sign-off begins in the body, in UTF-16 code units.</param>
    public static int? SignOff(int start, int end, int? heading, int? inBody, DraftText text, IReadOnlyList<DraftRedaction> redactions)
    {
        if (inBody is null) return null;
        return text.Lines(heading ?? start, end).Reverse().Take(MostLinesOfSignOff)
            .Where(line => text.Body(new DraftPart(0, start, end, PartFate.Statement, Statement: new DraftStatement { HeadingEnd = heading, SignOffStart = line.Start }), redactions).SignOffStart == inBody)
            .Select(line => (int?)line.Start).FirstOrDefault();
    }

    public static DraftEvidence Read(EvidenceItem item) => new(item.Fact, item.Value, item.Rule, item.Quote, item.Start, item.End, item.Confidence, item.IsChosen);

    // What no record speaks of is shown as such, and can be put right.
    private static IEnumerable<DraftPart> Whole(IEnumerable<DraftPart> parts, DraftText text)
    {
        var at = 0;
        foreach (var part in parts.OrderBy(part => part.Start))
        {
            if (text.Trimmed(at, part.Start) is { IsEmpty: false } gap) yield return new DraftPart(0, gap.Start, gap.End, PartFate.LeftOut, Unaccounted);
            if (text.Trimmed(part.Start, part.End) is { IsEmpty: false } own) yield return part with { Start = own.Start, End = own.End };
            at = part.End;
        }
        if (text.Trimmed(at, text.Length) is { IsEmpty: false } rest) yield return new DraftPart(0, rest.Start, rest.End, PartFate.LeftOut, Unaccounted);
    }
}
