using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>An author whom somebody at the desk means: by the address of the record, or by one of its names.</summary>
/// <param name="Slug">The record's; <c>null</c> if nothing was given. It may be no record's.</param>
/// <param name="Problem">Why no record can be told; <c>null</c> if one can, or if nothing is called so.</param>
public sealed record GivenAuthor(string? Slug, string? Problem)
{
    /// <summary>Looks the author up. Names are never matched by likeness: where two records are called the same, the address decides.</summary>
    public static async Task<GivenAuthor> FindAsync(ArchiveContext db, string? given, AuthorKind kind, CancellationToken cancellation)
    {
        var slug = GivenAddress.Slug(given);
        if (GivenValues.Worded(given) is not { } name || name.Contains('/', StringComparison.Ordinal)) return new GivenAuthor(slug, null);
        var (key, form) = (Author.KeyOf(name), NameKey.Of(name));
        var called = await db.Authors.AsNoTracking().Where(a => a.Kind == kind && a.MergedIntoId == null && (a.Slug == name || a.Key == key || a.Name == name || (form != "" && a.GivenNames.Any(n => n.Key == form))))
            .OrderBy(a => a.Id).Select(a => a.Slug).Take(Most).ToListAsync(cancellation);
        if (called.Count <= 1) return new GivenAuthor(called.FirstOrDefault() ?? slug, null);
        if (called.Contains(name)) return new GivenAuthor(name, null);
        var area = kind == AuthorKind.Person ? "/people/" : "/organisations/";
        return new GivenAuthor(null, $"Several records are called “{Words.Cut(name, 60)}”. Give the address of the one that you mean: {string.Join(", ", called.Select(one => area + one))}.");
    }

    private const int Most = 5;
}
