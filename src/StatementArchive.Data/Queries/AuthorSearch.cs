using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Queries;

/// <summary>An author in a list.</summary>
/// <param name="FoundAs">The name form by which a search found it, where the name itself does not show why; else <c>null</c>.</param>
public sealed record AuthorRow(int Id, string Slug, string Name, string? FoundAs);

/// <summary>Finds organisations and people by their names.</summary>
public static class AuthorSearch
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 60;

    /// <summary>
    /// One page of the public authors of a kind, by name. With <paramref name="text"/> only those are kept that have it in a
    /// name form, as its acronym, or as the initials of a name; case, accents and punctuation aside.
    /// </summary>
    public static async Task<PageOf<AuthorRow>> AuthorsAsync(
        this ArchiveContext db, AuthorKind kind, string? text, int page, CancellationToken cancellation)
    {
        var authors = db.PublicAuthors().Where(a => a.Kind == kind);
        var foundAs = new Dictionary<int, string?>();
        if (text is not null)
        {
            foundAs = await FoundAsync(db, authors, text, cancellation);
            var ids = foundAs.Keys.ToList();
            authors = authors.Where(a => ids.Contains(a.Id));
        }
        var total = await authors.CountAsync(cancellation);
        var rows = await authors
            .OrderBy(a => ArchiveContext.Folded(a.Name)).ThenBy(a => a.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(a => new { a.Id, a.Slug, a.Name })
            .ToListAsync(cancellation);
        return new PageOf<AuthorRow>([.. rows.Select(r => new AuthorRow(r.Id, r.Slug, r.Name, foundAs.GetValueOrDefault(r.Id)))], total, page, PageSize);
    }

    private static async Task<Dictionary<int, string?>> FoundAsync(
        ArchiveContext db, IQueryable<Author> authors, string text, CancellationToken cancellation)
    {
        var words = SearchTerms.Of(text);
        // 'O.C.A.I.' is typed for OCAI; as letters that merely occur it would find everything.
        var acronym = string.Concat(NameKey.Of(text).Split(' '));
        var isSpaced = words.Count > 1 && words.All(word => word.Length == 1);
        // Each form once from an index that holds it, and then whether it was met in what is public: not every place where it was met.
        var met = db.PublicNames();
        var forms = await db.AuthorNames.Select(name => new { name.AuthorId, name.Status, name.Form, name.Key }).Distinct()
            .Where(form => authors.Any(a => a.Id == form.AuthorId) && met.Any(name => name.AuthorId == form.AuthorId && name.Status == form.Status && name.Form == form.Form && name.Key == form.Key))
            .ToListAsync(cancellation);
        var given = await db.GivenNames.Where(name => authors.Any(a => a.Id == name.AuthorId)).Select(name => new { name.AuthorId, name.Form, name.Key }).ToListAsync(cancellation);
        var names = await authors.Select(a => new { a.Id, a.Name }).ToListAsync(cancellation);

        var found = new Dictionary<int, string?>();
        foreach (var name in names.Where(n => IsMeant(n.Name, NameKey.Of(n.Name)))) found[name.Id] = null;
        foreach (var form in forms.Select(form => new { form.AuthorId, form.Form, form.Key }).Concat(given).OrderBy(f => f.Form.Length).ThenBy(f => f.Form, StringComparer.Ordinal))
        {
            if (IsMeant(form.Form, form.Key)) found.TryAdd(form.AuthorId, form.Form);
        }
        return found;

        bool IsMeant(string name, string key) =>
            (!isSpaced && words.All(key.Contains)) || string.Concat(key.Split(' ')) == acronym || NameTokens.IsAcronymOf(acronym, name);
    }
}
