using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>Another article in which a statement was published.</summary>
/// <param name="Statement">Address of the statement.</param>
/// <param name="Article">Number of the other article.</param>
public sealed record Elsewhere(string Statement, int Article, string? Title)
{
    /// <summary>Where else statements of an article were published: whoever hides or withdraws one has to look there as well, for a part of it may stand there in other words.</summary>
    public static async Task<IReadOnlyList<Elsewhere>> OfAsync(ArchiveContext db, int articleId, CancellationToken cancellation) =>
        await db.Republications.AsNoTracking().Where(r => r.Statement.ArticleId == articleId && r.Article.Status != PublicationStatus.Withdrawn).OrderBy(r => r.Statement.Ordinal).ThenBy(r => r.Id)
            .Select(r => new Elsewhere(r.Statement.Slug, r.ArticleId, r.Article.Title)).ToListAsync(cancellation);
}
