using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Reads an article's records as a draft.</summary>
internal static class DraftReader
{
    /// <summary>Why a passage is left out of which the records say nothing.</summary>
    public const string Unaccounted = "not accounted for";

    // A sign-off stands at the end; further up nobody looks for it.
    private const int MostLinesOfSignOff = 60;

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
        var keys = statements.Select((statement, at) => (statement.Id, Key: at + 1)).ToDictionary(one => one.Id, one => one.Key);
        var evidence = article.Evidence.ToLookup(e => e.StatementId);
        List<DraftPart> parts =
        [
            .. statements.Select(s => new DraftPart(keys[s.Id], s.Start, s.End, PartFate.Statement, Statement: Read(s, text, [.. evidence[s.Id].OrderBy(e => e.Id).Select(Read)], s.TranslationOfId is { } id && keys.TryGetValue(id, out var key) ? key : null))),
            .. article.Parts.Select(p => new DraftPart(0, p.Start, p.End, p.LeftOutReason is null ? PartFate.Preface : PartFate.LeftOut, p.LeftOutReason)),
            .. article.Republications.Select(r => new DraftPart(0, r.Start, r.End, PartFate.Republication, RepublicationOf: r.Statement.Slug)),
        ];
        var next = statements.Count + 1;
        return new ArticleDraft
        {
            Facts = DraftFacts.Of(article),
            Parts = [.. Whole(parts, text).Select(part => part.Key == 0 ? part with { Key = next++ } : part)],
            Redactions = [.. article.Redactions.Select(hidden => new DraftRedaction(hidden.Start, hidden.End, hidden.Reason)).OrderBy(hidden => hidden.Start)],
            NextKey = next,
        };
    }

    private static DraftStatement Read(Statement statement, DraftText text, IReadOnlyList<DraftEvidence> evidence, int? translationOf)
    {
        var heading = statement.Heading is { } words ? statement.Start + new CodePointIndex(words).Length : default(int?);
        return new DraftStatement
        {
            Slug = statement.Slug,
            HeadingEnd = heading,
            SignOffStart = SignOff(statement, heading, text),
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

    // The record knows it in the body; a draft, whose body may begin elsewhere, in the text.
    private static int? SignOff(Statement statement, int? heading, DraftText text)
    {
        if (statement.BodySignOffStart is not { } start) return null;
        var part = new DraftPart(0, statement.Start, statement.End, PartFate.Statement, Statement: new DraftStatement { HeadingEnd = heading });
        return text.Lines(heading ?? statement.Start, statement.End).Reverse().Take(MostLinesOfSignOff)
            .Where(line => text.Body(part with { Statement = part.Statement! with { SignOffStart = line.Start } }, []).SignOffStart == start)
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
