using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using AuthorKind = StatementArchive.Parsing.AuthorKind;

namespace StatementArchive.Data.Search;

/// <summary>What the index holds of a public statement.</summary>
/// <param name="Authors">Each with all its name forms that stand in what is public.</param>
/// <param name="SourceNames">The source's name, then its other ones; none without a source.</param>
internal sealed record IndexedStatement(
    int Id, int ArticleId, int Ordinal, string? Title, string? Heading, string Body, string? Language, DateOnly? Earliest, DateOnly? Latest,
    IReadOnlyList<IndexedAuthor> Authors, int? SourceId, IReadOnlyList<string> SourceNames, IReadOnlyList<IndexedSubject> Subjects)
{
    /// <summary>Those of some statements that are public now, in no order: what is missing must not be found.</summary>
    /// <param name="names">Public name forms by author, as far as they were looked up; what is missing is added.</param>
    public static async Task<IReadOnlyList<IndexedStatement>> LoadAsync(ArchiveContext db, IReadOnlyCollection<int> ids, Dictionary<int, IReadOnlyList<string>> names, CancellationToken cancellation)
    {
        var statements = await db.PublicStatements().AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id))
            .Select(s => new
            {
                s.Id,
                s.ArticleId,
                s.Ordinal,
                s.Title,
                s.Heading,
                s.Body,
                Language = s.Language ?? s.Article.Language,
                s.Earliest,
                s.Latest,
                SourceId = s.Article.SourceId,
                Source = s.Article.Source == null ? null : s.Article.Source.Name,
            })
            .ToListAsync(cancellation);
        var speakers = await db.Set<StatementAuthor>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.StatementId))
            .OrderBy(a => a.StatementId).ThenBy(a => a.Position)
            .Select(a => new { a.StatementId, a.AuthorId, a.Author.Name, a.Author.Kind, a.AffiliationId, Affiliation = a.Affiliation == null ? null : a.Affiliation.Name })
            .ToListAsync(cancellation);
        var named = speakers.SelectMany(a => a.AffiliationId is { } of ? [a.AuthorId, of] : new[] { a.AuthorId }).Where(id => !names.ContainsKey(id)).ToHashSet();
        var met = db.PublicNames();
        // Begins at an index that holds all that is asked for: some names were met a hundred thousand times.
        var forms = (await db.AuthorNames.AsNoTracking().Where(n => EF.Parameter(named).Contains(n.AuthorId) && n.Status == NameStatus.Attested).Select(n => new { n.AuthorId, n.Form }).Distinct()
                .Where(form => met.Any(n => n.AuthorId == form.AuthorId && n.Status == NameStatus.Attested && n.Form == form.Form)).ToListAsync(cancellation))
            .ToLookup(form => form.AuthorId, form => form.Form);
        var given = (await db.GivenNames.AsNoTracking().Where(n => EF.Parameter(named).Contains(n.AuthorId)).Select(n => new { n.AuthorId, n.Form }).ToListAsync(cancellation)).ToLookup(form => form.AuthorId, form => form.Form);
        foreach (var id in named) names[id] = [.. forms[id].Concat(given[id]).Distinct()];
        var authors = speakers.ToLookup(a => a.StatementId, a => new IndexedAuthor(
            a.AuthorId, a.Kind, [a.Name, .. names[a.AuthorId].Where(form => form != a.Name)],
            a.AffiliationId, a.AffiliationId is { } of ? [a.Affiliation!, .. names[of].Where(form => form != a.Affiliation)] : []));
        var subjects = (await db.Set<StatementSubject>().AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.StatementId)).Select(s => new { s.StatementId, s.SubjectId, s.Subject.Name }).ToListAsync(cancellation))
            .ToLookup(s => s.StatementId);
        var (sourceNames, subjectNames) = (await OtherNamesAsync<Source>(db, statements.Select(s => s.SourceId).OfType<int>(), cancellation), await OtherNamesAsync<Subject>(db, subjects.SelectMany(of => of).Select(s => s.SubjectId), cancellation));
        return
        [
            .. statements.Select(s => new IndexedStatement(
                s.Id, s.ArticleId, s.Ordinal, s.Title, s.Heading, s.Body, s.Language, s.Earliest, s.Latest, [.. authors[s.Id]],
                s.SourceId, s.SourceId is { } source ? [s.Source!, .. sourceNames[source].Where(form => form != s.Source)] : [],
                [.. subjects[s.Id].Select(subject => new IndexedSubject(subject.SubjectId, [subject.Name, .. subjectNames[subject.SubjectId].Where(form => form != subject.Name)]))])),
        ];
    }

    private static async Task<ILookup<int, string>> OtherNamesAsync<TRecord>(ArchiveContext db, IEnumerable<int> records, CancellationToken cancellation) where TRecord : class, INamedRecord
    {
        var ids = records.ToHashSet();
        return (ids.Count == 0 ? [] : await db.Set<RecordName<TRecord>>().AsNoTracking().Where(n => EF.Parameter(ids).Contains(n.RecordId)).OrderBy(n => n.Id).Select(n => new { n.RecordId, n.Form }).ToListAsync(cancellation)).ToLookup(n => n.RecordId, n => n.Form);
    }
}

/// <param name="Names">The subject's name, then its other ones.</param>
internal sealed record IndexedSubject(int Id, IReadOnlyList<string> Names);

/// <param name="Names">The author's name, then its other forms.</param>
/// <param name="AffiliationNames">Of the organisation for which the person speaks, likewise; none without one.</param>
internal sealed record IndexedAuthor(int Id, AuthorKind Kind, IReadOnlyList<string> Names, int? AffiliationId, IReadOnlyList<string> AffiliationNames);
