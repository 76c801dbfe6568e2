using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>What the archive has of an author whom a draft names.</summary>
/// <param name="Records">The records that are meant: one that publishing takes; none where it makes one; more than one where the name tells nobody apart and publishing is refused.</param>
/// <param name="Statements">How many public statements are theirs or were made for them; those of the draft's own article among them, if it was published.</param>
public sealed record AuthorInArchive(IReadOnlyList<Author> Records, int Statements);

/// <summary>Finds the authors of a draft among the records, as <see cref="AuthorityRecords"/> will when it is published.</summary>
public static class AuthorsInArchive
{
    /// <summary>Whether those whom a name means are people or organisations; <c>null</c> if it means nobody, or some of both.</summary>
    public static async Task<AuthorKind?> KindAsync(ArchiveContext db, string name, CancellationToken cancellation) =>
        (await db.AuthorsByKeysAsync([Author.KeyOf(name)], cancellation)).Keys.Select(meant => meant.Kind).Distinct().ToList() is [var only] ? only : null;

    /// <returns>One for each of the authors.</returns>
    public static async Task<IReadOnlyDictionary<DraftAuthor, AuthorInArchive>> FindAsync(ArchiveContext db, IEnumerable<DraftAuthor> authors, CancellationToken cancellation)
    {
        var all = authors.Distinct().ToList();
        var slugs = all.Select(author => author.Slug).OfType<string>().Distinct().ToList();
        var named = await db.Authors.AsNoTracking().Where(a => EF.Parameter(slugs).Contains(a.Slug)).ToListAsync(cancellation);
        var left = await db.LeftOfMergesAsync(named, cancellation);
        var bySlug = named.ToDictionary(a => a.Slug, a => left[a.Id]);
        var byName = await db.AuthorsByKeysAsync([.. all.Where(author => author.Slug is null).Select(author => Author.KeyOf(author.Name)).Distinct()], cancellation);
        var meant = all.ToDictionary(author => author, author => author.Slug is { } slug
            ? bySlug.TryGetValue(slug, out var one) && one.Kind == author.Kind ? [one] : []
            : byName.GetValueOrDefault((author.Kind, Author.KeyOf(author.Name))) ?? []);
        var found = meant.Values.SelectMany(records => records).Select(record => record.Id).Distinct().ToList();
        var counts = await db.PublicSpeakers().Where(speaker => EF.Parameter(found).Contains(speaker.AuthorId)).Select(speaker => new { speaker.StatementId, Of = speaker.AuthorId })
            .Union(db.PublicSpeakers().Where(speaker => speaker.AffiliationId != null && EF.Parameter(found).Contains(speaker.AffiliationId.Value)).Select(speaker => new { speaker.StatementId, Of = speaker.AffiliationId!.Value }))
            .GroupBy(one => one.Of).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count, cancellation);
        return meant.ToDictionary(one => one.Key, one => new AuthorInArchive(one.Value, one.Value.Sum(record => counts.GetValueOrDefault(record.Id))));
    }
}
