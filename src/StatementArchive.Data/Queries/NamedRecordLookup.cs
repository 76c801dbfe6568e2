using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Queries;

/// <summary>Finds the sources and subjects that bear a name, whichever of their names it is; where records were merged, the one that is left.</summary>
public static class NamedRecordLookup
{
    /// <param name="keys">Of the names, made by <see cref="INamedRecord.KeyOf"/>.</param>
    /// <returns>Records by those of the keys that are known. The context does not follow them.</returns>
    public static async Task<Dictionary<string, TRecord>> ByKeysAsync<TRecord>(this ArchiveContext db, IReadOnlyCollection<string> keys, CancellationToken cancellation) where TRecord : class, INamedRecord
    {
        if (keys.Count == 0) return [];
        var records = db.Set<TRecord>().AsNoTracking();
        var found = await records.Where(r => EF.Parameter(keys).Contains(r.Key)).ToDictionaryAsync(r => r.Key, cancellation);
        await foreach (var name in db.Set<RecordName<TRecord>>().AsNoTracking().Where(n => EF.Parameter(keys).Contains(n.Key)).Select(n => new { n.Key, n.Record }).AsAsyncEnumerable().WithCancellation(cancellation))
            found.TryAdd(name.Key, name.Record);
        while (found.Where(one => one.Value.MergedIntoId is not null).ToList() is { Count: > 0 } merged)
        {
            var ids = merged.Select(one => one.Value.MergedIntoId!.Value).Distinct().ToList();
            var into = await records.Where(r => EF.Parameter(ids).Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
            foreach (var (key, record) in merged) found[key] = into[record.MergedIntoId!.Value];
        }
        return found;
    }

    /// <summary>The address of the record that one with this address is part of now; <c>null</c> if it was not merged, or if the public does not see that one. It can be undone, so nobody is to keep it.</summary>
    /// <param name="seen">The records that the public sees.</param>
    public static async Task<string?> MergedSlugAsync<TRecord>(this ArchiveContext db, IQueryable<TRecord> seen, string slug, CancellationToken cancellation) where TRecord : class, INamedRecord
    {
        var next = await db.Set<TRecord>().Where(r => r.Slug == slug).Select(r => new { r.Slug, r.MergedIntoId }).SingleOrDefaultAsync(cancellation);
        if (next?.MergedIntoId is null) return null;
        while (next.MergedIntoId is { } into) next = await db.Set<TRecord>().Where(r => r.Id == into).Select(r => new { r.Slug, r.MergedIntoId }).SingleAsync(cancellation);
        return await seen.AnyAsync(r => r.Slug == next.Slug, cancellation) ? next.Slug : null;
    }
}
