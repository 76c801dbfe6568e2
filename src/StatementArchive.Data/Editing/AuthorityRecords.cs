using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Finds the authority records that an archivist names, and makes those that are missing. Names are matched as ingestion matches them, never by likeness.</summary>
/// <remarks>For one transaction; what it makes is followed by the context, and stored when the caller saves changes.</remarks>
internal sealed class AuthorityRecords(ArchiveContext db)
{
    private readonly Dictionary<(AuthorKind, string), Author> _authors = [];
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Dictionary<string, Subject> _subjects = [];

    /// <param name="slug">The address of the record that is meant; <c>null</c> to go by name and kind.</param>
    /// <exception cref="RefusedEditException">No record has this address, or one of another kind; or more than one is called so.</exception>
    public async Task<Author> AuthorAsync(string name, AuthorKind kind, string? slug, CancellationToken cancellation)
    {
        if (slug is not null)
        {
            return await FollowedAsync(await db.Authors.SingleOrDefaultAsync(a => a.Slug == slug && a.Kind == kind, cancellation), cancellation)
                ?? throw new RefusedEditException($"'{name}' ({slug}) is no longer among the {(kind == AuthorKind.Person ? "people" : "organisations")} of the archive.");
        }
        var key = Author.KeyOf(name);
        if (_authors.TryGetValue((kind, key), out var author)) return author;
        var called = (await db.AuthorsByKeysAsync([key], cancellation)).GetValueOrDefault((kind, key)) ?? [];
        if (called.Count > 1) throw new RefusedEditException($"'{name}' can be {string.Join(" or ", called.Select(one => $"{one.Name} ({one.Slug})"))}. Give one of them another preferred name, or merge them, before this name is used.");
        author = called is [var one] ? await db.Authors.SingleAsync(a => a.Id == one.Id, cancellation) : null;
        if (author is null) db.Add(author = new Author { Slug = await FreeAsync(db.Authors.Select(a => a.Slug), RecordSlugs.OfAuthor(name, kind, key), _authors.Values.Select(a => a.Slug), cancellation), Name = name, Kind = kind, Key = key });
        return _authors[(kind, key)] = author;
    }

    private async Task<Author?> FollowedAsync(Author? author, CancellationToken cancellation)
    {
        while (author?.MergedIntoId is { } into) author = await db.Authors.SingleAsync(a => a.Id == into, cancellation);
        return author;
    }

    public async Task<Source> SourceAsync(string name, CancellationToken cancellation)
    {
        var key = INamedRecord.KeyOf(name);
        if (_sources.TryGetValue(key, out var source)) return source;
        source = await BearingAsync<Source>(key, cancellation);
        if (source is null) db.Add(source = new Source { Slug = await FreeAsync(db.Sources.Select(s => s.Slug), RecordSlugs.OfSource(name), _sources.Values.Select(s => s.Slug), cancellation), Name = name, Key = key });
        return _sources[key] = source;
    }

    public async Task<Subject> SubjectAsync(string name, CancellationToken cancellation)
    {
        var key = INamedRecord.KeyOf(name);
        if (_subjects.TryGetValue(key, out var subject)) return subject;
        subject = await BearingAsync<Subject>(key, cancellation);
        if (subject is null) db.Add(subject = new Subject { Slug = await FreeAsync(db.Subjects.Select(s => s.Slug), RecordSlugs.OfSubject(name), _subjects.Values.Select(s => s.Slug), cancellation), Name = name, Key = key });
        return _subjects[key] = subject;
    }

    private async Task<TRecord?> BearingAsync<TRecord>(string key, CancellationToken cancellation) where TRecord : class, INamedRecord =>
        (await db.ByKeysAsync<TRecord>([key], cancellation)).Values.FirstOrDefault()?.Id is { } id ? await db.Set<TRecord>().SingleAsync(r => r.Id == id, cancellation) : null;

    /// <summary>The first of some addresses that nobody has.</summary>
    /// <param name="own">Those that were given in this transaction and are not stored yet.</param>
    public static async Task<string> FreeAsync(IQueryable<string> slugs, IReadOnlyList<string> candidates, IEnumerable<string> own, CancellationToken cancellation)
    {
        var given = (await slugs.Where(slug => EF.Parameter(candidates).Contains(slug)).ToListAsync(cancellation)).Concat(own).ToHashSet();
        if (candidates.FirstOrDefault(candidate => !given.Contains(candidate)) is { } free) return free;
        // Statements that came and went at the same place have taken them all.
        for (var number = 2; ; number++)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"{candidates[^1]}-{number}");
            if (!given.Contains(next) && !await slugs.AnyAsync(slug => slug == next, cancellation)) return next;
        }
    }
}
