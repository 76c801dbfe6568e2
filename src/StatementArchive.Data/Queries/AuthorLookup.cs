using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Queries;

/// <summary>Finds the authors that a name means: by the name under which they were made, and by the preferred one.</summary>
internal static class AuthorLookup
{
    /// <param name="keys">Of names, made by <see cref="Author.KeyOf"/>, or as <see cref="Author.Key"/> holds them.</param>
    /// <returns>
    /// By kind and key those that are called so, none of them merged; first who was made under the name, or of whom that one was found to be a part. More than
    /// one where the name tells nobody apart. The context does not follow them.
    /// </returns>
    public static async Task<Dictionary<(AuthorKind Kind, string Key), List<Author>>> AuthorsByKeysAsync(this ArchiveContext db, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return [];
        var authors = db.Authors.AsNoTracking();
        var found = await authors.Where(a => EF.Parameter(keys).Contains(a.Key)).ToDictionaryAsync(a => (a.Kind, a.Key), a => new List<Author> { a }, cancellation);
        var left = await db.LeftOfMergesAsync([.. found.Values.Select(called => called[0])], cancellation);
        foreach (var called in found.Values) called[0] = left[called[0].Id];
        // Who was renamed has a given name, the one before; few have one, and no index holds the key of a preferred name.
        var wanted = keys.ToHashSet();
        var renamed = (await authors.Where(a => a.MergedIntoId == null && db.GivenNames.Select(n => n.AuthorId).Contains(a.Id)).Select(a => new { a.Id, a.Name, a.Key }).ToListAsync(cancellation))
            .Where(a => Author.KeyOf(a.Name) is var key && key != a.Key && !Author.IsOfOneArticle(a.Key, key) && wanted.Contains(key)).Select(a => a.Id).ToList();
        if (renamed.Count == 0) return found;
        foreach (var author in await authors.Where(a => EF.Parameter(renamed).Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancellation))
        {
            var name = (author.Kind, Author.KeyOf(author.Name));
            if (!found.TryGetValue(name, out var called)) found[name] = [author];
            else if (!called.Exists(one => one.Id == author.Id)) called.Add(author);
        }
        return found;
    }

    /// <summary>What is left of some records where records were merged: themselves, or those that they are part of now.</summary>
    /// <returns>By the numbers of the records. The context does not follow them.</returns>
    public static async Task<Dictionary<int, Author>> LeftOfMergesAsync(this ArchiveContext db, IReadOnlyCollection<Author> records, CancellationToken cancellation)
    {
        var left = records.ToDictionary(a => a.Id);
        while (left.Where(one => one.Value.MergedIntoId is not null).ToList() is { Count: > 0 } merged)
        {
            var ids = merged.Select(one => one.Value.MergedIntoId!.Value).Distinct().ToList();
            var into = await db.Authors.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
            foreach (var (id, author) in merged) left[id] = into[author.MergedIntoId!.Value];
        }
        return left;
    }
}
