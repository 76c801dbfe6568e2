using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages;

/// <summary>What the page of an organisation or a person shows.</summary>
/// <param name="Id">Of the record, for who looks after it.</param>
/// <param name="Related">For an organisation its people, for a person the organisations for which they spoke, or to which an archivist says that they belong.</param>
/// <param name="Statements">The newest; an organisation's include those of its people.</param>
/// <param name="Total">Number of all its statements.</param>
/// <param name="State">Of the index from which both are told.</param>
public sealed record AuthorPage(
    int Id, AuthorRef Author, AuthorityFacts Facts, IReadOnlyList<NameGroup> Names, IReadOnlyList<NameGroup> Suggestions,
    IReadOnlyList<RelatedAuthor> Related, IReadOnlyList<StatementRow> Statements, int Total, IndexState State, string AllPath)
{
    /// <summary>The page of a public author of this kind; <c>null</c> if there is none.</summary>
    public static async Task<AuthorPage?> FindAsync(ArchiveContext db, StatementListing listing, AuthorKind kind, string slug, CancellationToken cancellation)
    {
        var author = await db.PublicAuthors().Where(a => a.Slug == slug && a.Kind == kind)
            .Select(a => new
            {
                a.Id,
                Ref = new AuthorRef(a.Slug, a.Name, a.Kind),
                Facts = new AuthorityFacts(
                    a.Founded, a.Dissolved, a.Note,
                    a.GivenNames.OrderBy(n => n.Form).Select(n => new OtherName(n.Form, n.Kind, n.Language, n.Used)).ToList(),
                    a.Identifiers.OrderBy(i => i.Id).Select(i => new ElsewhereKnown(i.Scheme, i.Value)).ToList()),
            }).AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (author is null) return null;

        var names = await db.PublicNames().Where(n => n.AuthorId == author.Id)
            .OrderBy(n => n.ArticleId).ThenBy(n => n.Start)
            .Select(n => new { n.Form, n.Status, n.Kind, ArticleSlug = n.Article.Slug, n.Article.Title, StatementSlug = n.Statement == null ? null : n.Statement.Slug })
            .ToListAsync(cancellation);
        var groups = names.GroupBy(n => (n.Form, n.Status))
            .Select(g => (g.Key.Status, Group: new NameGroup(g.Key.Form, [.. g
                .GroupBy(n => (n.ArticleSlug, n.Title))
                .Select(places => new NamePlace(
                    [.. places.Select(n => n.Kind).Distinct()], places.Key.ArticleSlug, places.Key.Title,
                    places.Select(n => n.StatementSlug).Distinct().ToList() is [{ } only] ? only : null))])))
            .OrderByDescending(g => g.Group.Places.Count).ThenBy(g => g.Group.Form, StringComparer.Ordinal).ToList();

        string[] one = [slug];
        var filter = StatementFilter.Everything.With(kind == AuthorKind.Person ? Facet.Author : Facet.Organisation, one);
        // What a public statement shows, and what an archivist says; not what a draft tells.
        var speakers = db.PublicSpeakers();
        var others = kind == AuthorKind.Person
            ? speakers.Where(a => a.AuthorId == author.Id && a.AffiliationId != null).Select(a => new { a.StatementId, Of = a.AffiliationId!.Value })
            : speakers.Where(a => a.AffiliationId == author.Id).Select(a => new { a.StatementId, Of = a.AuthorId });
        var related = await others.Distinct().GroupBy(pair => pair.Of)
            .Select(g => new { Of = g.Key, Count = g.Count() })
            .Join(db.PublicAuthors(), pair => pair.Of, a => a.Id, (pair, a) => new { a.Slug, a.Name, pair.Count })
            .ToListAsync(cancellation);
        var given = await (kind == AuthorKind.Person
                ? db.Affiliations.Where(a => a.PersonId == author.Id && a.IsGiven).Select(a => new { Of = a.OrganisationId, a.Held })
                : db.Affiliations.Where(a => a.OrganisationId == author.Id && a.IsGiven).Select(a => new { Of = a.PersonId, a.Held }))
            .Join(db.PublicAuthors(), pair => pair.Of, a => a.Id, (pair, a) => new { a.Slug, a.Name, pair.Held }).ToDictionaryAsync(a => a.Slug, cancellation);
        var (found, _) = await listing.FindAsync(filter, cancellation, withFacets: false);
        if (found is null) return null;
        return new AuthorPage(
            author.Id,
            author.Ref,
            author.Facts with
            {
                Relations = await db.AuthorRelations.Where(r => r.AuthorId == author.Id).OrderBy(r => r.Id)
                    .Join(db.PublicAuthors(), r => r.OtherId, a => a.Id, (r, a) => new RelatedOrganisation(r.Kind, a.Slug, a.Name, r.Date)).ToListAsync(cancellation),
            },
            [.. groups.Where(g => g.Status == NameStatus.Attested).Select(g => g.Group)],
            [.. groups.Where(g => g.Status == NameStatus.Suggested).Select(g => g.Group)],
            [
                .. related.Select(a => new RelatedAuthor(a.Slug, a.Name, a.Count, given.GetValueOrDefault(a.Slug)?.Held))
                    .Concat(given.Values.ExceptBy(related.Select(a => a.Slug), a => a.Slug).Select(a => new RelatedAuthor(a.Slug, a.Name, 0, a.Held)))
                    .OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Slug, StringComparer.Ordinal),
            ],
            found.List.Rows,
            found.List.Total,
            found.State,
            "/statements" + filter.ToQueryString());
    }
}

/// <summary>What archivists say of an author; dates in EDTF.</summary>
public sealed record AuthorityFacts(string? Founded, string? Dissolved, string? Note, IReadOnlyList<OtherName> Names, IReadOnlyList<ElsewhereKnown> Identifiers)
{
    /// <summary>Public organisations with which it has a history.</summary>
    public IReadOnlyList<RelatedOrganisation> Relations { get; init; } = [];

    public bool IsEmpty => Founded is null && Dissolved is null && Note is null && Names.Count + Identifiers.Count + Relations.Count == 0;
}

/// <summary>A name that an archivist gave.</summary>
public sealed record OtherName(string Form, GivenNameKind Kind, string? Language, string? Used)
{
    /// <summary>Those of a source or a subject.</summary>
    /// <param name="preferred">Its name, which is none of them.</param>
    public static async Task<IReadOnlyList<OtherName>> OfAsync<TRecord>(ArchiveContext db, int id, string preferred, CancellationToken cancellation) where TRecord : class, INamedRecord =>
        await db.Set<RecordName<TRecord>>().Where(n => n.RecordId == id && n.Form != preferred).OrderBy(n => n.Form).Select(n => new OtherName(n.Form, n.Kind, n.Language, n.Used)).ToListAsync(cancellation);
}

/// <summary>What archivists say of a source or a subject.</summary>
public sealed record RecordFactsView(RecordFacts Facts, IReadOnlyList<OtherName> Names)
{
    public bool IsEmpty => Names.Count == 0 && Facts is { Url: null, Issn: null, Date: null, Wikidata: null, Note: null };
}

/// <summary>Its number in another authority file.</summary>
public sealed record ElsewhereKnown(IdentifierScheme Scheme, string Value);

/// <summary>A person's organisation, or an organisation's person.</summary>
/// <param name="Statements">Made by the one for the other; none if an archivist alone says that they belong together.</param>
/// <param name="Held">While it held, EDTF, as an archivist says.</param>
public sealed record RelatedAuthor(string Slug, string Name, int Statements, string? Held);

public sealed record RelatedOrganisation(AuthorRelationKind Kind, string Slug, string Name, string? Date);

/// <summary>Finds where an address leads whose record was found to be the same author as another.</summary>
public static class MergedAuthors
{
    /// <summary>The path of the record that it is part of now; <c>null</c> if it was not merged, or if the public does not see that one. It can be undone, so nobody is to keep it.</summary>
    public static async Task<string?> PathAsync(ArchiveContext db, AuthorKind kind, string slug, CancellationToken cancellation) =>
        await FindAsync(db, slug, cancellation) is { } found && found.Kind == kind ? Words.Path(found) : null;

    /// <summary>The record that it is part of now; <c>null</c> if it was not merged, or if the public does not see that one.</summary>
    public static async Task<AuthorRef?> FindAsync(ArchiveContext db, string slug, CancellationToken cancellation)
    {
        var into = await db.Authors.Where(a => a.Slug == slug).Select(a => a.MergedIntoId).SingleOrDefaultAsync(cancellation);
        AuthorRef? found = null;
        while (into is { } id)
        {
            var next = await db.Authors.Where(a => a.Id == id).Select(a => new { Ref = new AuthorRef(a.Slug, a.Name, a.Kind), a.MergedIntoId }).SingleAsync(cancellation);
            (found, into) = (next.Ref, next.MergedIntoId);
        }
        return found is not null && await db.PublicAuthors().AnyAsync(a => a.Slug == found.Slug, cancellation) ? found : null;
    }
}

/// <summary>A name form and the articles in which it was met.</summary>
public sealed record NameGroup(string Form, IReadOnlyList<NamePlace> Places)
{
    /// <summary>Most articles that are listed for one form.</summary>
    public const int PlacesShown = 3;
}

/// <summary>An article in which a name form was met.</summary>
/// <param name="StatementSlug">The statement in which alone it was met there; else <c>null</c>.</param>
public sealed record NamePlace(IReadOnlyList<NameFormKind> Kinds, string ArticleSlug, string? ArticleTitle, string? StatementSlug)
{
    public string Path => StatementSlug is null ? "/articles/" + Uri.EscapeDataString(ArticleSlug) : "/statements/" + Uri.EscapeDataString(StatementSlug);
}
