using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Editing;

/// <summary>A name of which the machine thinks that it is an author's, and somebody has to decide.</summary>
/// <param name="Id">Of the <see cref="AuthorName"/>.</param>
public sealed record NameSuggestion(int Id, int? StatementId, string Form, string AuthorName, string AuthorSlug, int Start, int End);

/// <summary>Names that wait for a decision. What was decided holds for the same name of the same author wherever it is met, and is not asked again.</summary>
public sealed class NameSuggestions(ArchiveContext db, TimeProvider clock)
{
    /// <summary>Those of an article, each once for every author.</summary>
    public async Task<IReadOnlyList<NameSuggestion>> OfArticleAsync(int articleId, CancellationToken cancellation) =>
        [.. (await db.AuthorNames.AsNoTracking().Where(n => n.ArticleId == articleId && n.Status == NameStatus.Suggested).OrderBy(n => n.Start)
            .Select(n => new { Suggestion = new NameSuggestion(n.Id, n.StatementId, n.Form, n.Author.Name, n.Author.Slug, n.Start, n.End), n.AuthorId, n.Key }).ToListAsync(cancellation))
            .DistinctBy(n => (n.AuthorId, n.Key)).Select(n => n.Suggestion)];

    /// <summary>Decides; <c>false</c> if there is nothing to decide any more, or if the name was met in what is published and the user is no editor.</summary>
    /// <param name="isTheirs">Whether the name is the author's.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<bool> DecideAsync(int nameId, bool isTheirs, int? userId, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () =>
        {
            var name = await db.AuthorNames.AsNoTracking().Include(n => n.Author).SingleOrDefaultAsync(n => n.Id == nameId && n.Status == NameStatus.Suggested, cancellation);
            if (name is null || !await db.MayEditAsync(await db.Articles.Where(a => a.Id == name.ArticleId).Select(a => a.Status).SingleAsync(cancellation), userId, cancellation)) return false;
            var (status, now) = (isTheirs ? NameStatus.Attested : NameStatus.Refused, clock.GetUtcNow().UtcDateTime);
            await db.AuthorNames.Where(n => n.AuthorId == name.AuthorId && n.Key == name.Key && n.Status == NameStatus.Suggested).ExecuteUpdateAsync(n => n.SetProperty(one => one.Status, status), cancellation);
            if (isTheirs) await db.TellOfAuthorAsync(name.AuthorId, now, cancellation);
            db.Audit(now, userId, isTheirs ? "name accepted" : "name refused", "author", name.Author.Slug, after: new { name.Form });
            return true;
        },
        isDecided => isDecided, cancellation);
}
