using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Editing;

/// <summary>Tells of authors whose public name forms change with an article: the index knows each of their statements by all of them, and must not tell one that nobody can read.</summary>
internal static class PublicForms
{
    /// <summary>The forms that were met in an article and stand, there or elsewhere, in what is public.</summary>
    public static async Task<HashSet<(int AuthorId, string Form)>> PublicFormsAsync(this ArchiveContext db, int articleId, CancellationToken cancellation)
    {
        var met = db.PublicNames();
        var forms = await db.AuthorNames.Where(n => n.ArticleId == articleId).Select(n => new { n.AuthorId, n.Form }).Distinct()
            .Where(form => met.Any(n => n.AuthorId == form.AuthorId && n.Status == NameStatus.Attested && n.Form == form.Form)).ToListAsync(cancellation);
        return forms.ConvertAll(form => (form.AuthorId, form.Form)).ToHashSet();
    }

    /// <summary>Stores what was changed and tells, in the change sequence, of the statements of every author whose public forms it changed.</summary>
    /// <param name="before">By <see cref="PublicFormsAsync"/>, before the change.</param>
    /// <param name="now">UTC.</param>
    public static async Task TellOfFormsAsync(this ArchiveContext db, int articleId, HashSet<(int AuthorId, string Form)> before, DateTime now, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        var changed = await db.PublicFormsAsync(articleId, cancellation);
        changed.SymmetricExceptWith(before);
        foreach (var author in changed.Select(form => form.AuthorId).Distinct()) await db.TellOfAuthorAsync(author, now, cancellation);
    }
}
