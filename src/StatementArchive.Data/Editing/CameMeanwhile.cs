using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Editing;

/// <summary>A statement that came in, or was put right, under a name of an author while that one was part of another, and that is the other's still.</summary>
/// <param name="Title">Its own, or its article's; <c>null</c> without either.</param>
/// <param name="Name">By which the author is named there.</param>
/// <param name="Other">To whom it is ascribed.</param>
public sealed record StatementMeanwhile(int StatementId, int ArticleId, string Slug, string? Title, string Name, int OtherId, string Other);

/// <summary>Finds what a merge that was undone has left with the other author: what came meanwhile was nobody's to move back.</summary>
internal static class CameMeanwhile
{
    /// <summary>Statements whose evidence names an author and that are of one with which it was merged, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<StatementMeanwhile>> CameMeanwhileAsync(this ArchiveContext db, int authorId, CancellationToken cancellation)
    {
        var merges = await db.AuthorMerges.AsNoTracking().Where(m => m.FromId == authorId && m.UndoneAt != null).Select(m => new { m.At, m.UndoneAt, m.IntoId, m.Into.Name, IntoKey = m.Into.Key, m.From.Key, Own = m.From.Name }).ToListAsync(cancellation);
        List<StatementMeanwhile> found = [];
        foreach (var merge in merges)
        {
            string[] keys = [merge.Key, Author.KeyOf(merge.Own)];
            string[] others = [merge.IntoKey, Author.KeyOf(merge.Name)];
            // Whatever was done to a statement made a revision.
            var named = await db.Set<StatementAuthor>().AsNoTracking()
                .Where(a => (a.AuthorId == merge.IntoId || a.AffiliationId == merge.IntoId) && a.Statement.Status != PublicationStatus.Withdrawn && a.Statement.Article.Status != PublicationStatus.Withdrawn && a.Statement.Revisions.Any(r => r.At >= merge.At && r.At <= merge.UndoneAt))
                .Join(db.Evidence.Where(e => e.IsChosen), a => a.StatementId, e => e.StatementId, (a, e) => new { Speaker = a, Evidence = e })
                .Where(one => (one.Evidence.Fact == "author" && one.Speaker.AuthorId == merge.IntoId) || (one.Evidence.Fact == "affiliation" && one.Speaker.AffiliationId == merge.IntoId))
                .Select(one => new { one.Speaker.StatementId, one.Speaker.Statement.ArticleId, one.Speaker.Statement.Slug, Title = one.Speaker.Statement.Title ?? one.Speaker.Statement.Article.Title, one.Evidence.Value })
                .ToListAsync(cancellation);
            foreach (var statement in named.GroupBy(one => one.StatementId).OrderBy(one => one.Key))
            {
                var values = statement.Select(one => (one.Value, Key: Author.KeyOf(one.Value))).ToList();
                // Who is named by both names spoke for both.
                if (values.Exists(value => others.Contains(value.Key)) || values.FirstOrDefault(value => keys.Contains(value.Key)).Value is not { } name) continue;
                var first = statement.First();
                found.Add(new StatementMeanwhile(first.StatementId, first.ArticleId, first.Slug, first.Title, name, merge.IntoId, merge.Name));
            }
        }
        return [.. found.DistinctBy(one => one.StatementId)];
    }

    /// <summary>Makes an author of some statements the one that they name, with the name forms that were met there.</summary>
    /// <returns>The statements that have another author now.</returns>
    public static async Task<IReadOnlyList<int>> AscribeAsync(this ArchiveContext db, Author author, IReadOnlyList<StatementMeanwhile> statements, CancellationToken cancellation)
    {
        foreach (var one in statements)
        {
            var speakers = await db.Set<StatementAuthor>().Where(a => a.StatementId == one.StatementId).ToListAsync(cancellation);
            var isThere = speakers.Exists(a => a.AuthorId == author.Id);
            foreach (var speaker in speakers)
            {
                if (speaker.AuthorId == one.OtherId && !isThere) speaker.AuthorId = author.Id;
                if (speaker.AffiliationId == one.OtherId) speaker.AffiliationId = author.Id;
            }
            foreach (var name in await db.AuthorNames.Where(n => n.StatementId == one.StatementId && n.AuthorId == one.OtherId).ToListAsync(cancellation))
            {
                if (!await db.AuthorNames.AnyAsync(n => n.AuthorId == author.Id && n.ArticleId == name.ArticleId && n.Start == name.Start && n.End == name.End && n.Kind == name.Kind, cancellation)) name.AuthorId = author.Id;
            }
        }
        await db.SaveChangesAsync(cancellation);
        return [.. statements.Select(one => one.StatementId)];
    }
}
