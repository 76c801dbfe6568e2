using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Editing;

/// <summary>A name of which the machine thinks that it is an author's, and somebody has to decide.</summary>
/// <param name="Id">Of the <see cref="AuthorName"/>.</param>
/// <param name="IsPublic">Whether the author has the same name in what was published: then the decision is for those who may change that.</param>
public sealed record NameSuggestion(int Id, int? StatementId, string Form, string AuthorName, string AuthorSlug, int Start, int End, bool IsPublic);

/// <summary>What became of a decision on a name.</summary>
public enum NameDecision
{
    Made,

    /// <summary>No name of this number waits for a decision in the article.</summary>
    NothingToDecide,

    /// <summary>The name also stands in what was published, and what the public reads is not for everybody to change.</summary>
    Public,
}

/// <summary>Names that wait for a decision. What was decided holds for the same name of the same author wherever it is met, and is not asked again.</summary>
public sealed class NameSuggestions(ArchiveContext db, TimeProvider clock)
{
    /// <summary>Those of an article, each once for every author.</summary>
    public async Task<IReadOnlyList<NameSuggestion>> OfArticleAsync(int articleId, CancellationToken cancellation) =>
        [.. (await db.AuthorNames.AsNoTracking().Where(n => n.ArticleId == articleId && n.Status == NameStatus.Suggested).OrderBy(n => n.Start)
            .Select(n => new { Suggestion = new NameSuggestion(n.Id, n.StatementId, n.Form, n.Author.Name, n.Author.Slug, n.Start, n.End, db.AuthorNames.Any(o => o.AuthorId == n.AuthorId && o.Key == n.Key && o.Article.Status != PublicationStatus.Draft)), n.AuthorId, n.Key }).ToListAsync(cancellation))
            .DistinctBy(n => (n.AuthorId, n.Key)).Select(n => n.Suggestion)];

    /// <summary>Decides on a name that waits in an article.</summary>
    /// <param name="isTheirs">Whether the name is the author's.</param>
    /// <param name="mayChangePublic">Whether who decides may change what the public reads: the same name can stand in other articles.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<NameDecision> DecideAsync(int articleId, int nameId, bool isTheirs, bool mayChangePublic, int? userId, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () =>
        {
            var name = await db.AuthorNames.AsNoTracking().Include(n => n.Author).SingleOrDefaultAsync(n => n.Id == nameId && n.ArticleId == articleId && n.Status == NameStatus.Suggested, cancellation);
            if (name is null) return NameDecision.NothingToDecide;
            var same = db.AuthorNames.Where(n => n.AuthorId == name.AuthorId && n.Key == name.Key);
            if (!mayChangePublic && await same.AnyAsync(n => n.Article.Status != PublicationStatus.Draft, cancellation)) return NameDecision.Public;
            var (status, now) = (isTheirs ? NameStatus.Attested : NameStatus.Refused, clock.GetUtcNow().UtcDateTime);
            await same.Where(n => n.Status == NameStatus.Suggested).ExecuteUpdateAsync(n => n.SetProperty(one => one.Status, status), cancellation);
            // Also where the text is hidden: nobody is asked again when it is shown.
            await same.Where(n => n.Status == NameStatus.HiddenSuggestion).ExecuteUpdateAsync(n => n.SetProperty(one => one.Status, isTheirs ? NameStatus.Hidden : NameStatus.Refused), cancellation);
            if (isTheirs) await db.TellOfAuthorAsync(name.AuthorId, now, cancellation);
            db.Audit(now, userId, isTheirs ? Accepted : "name refused", "author", name.Author.Slug, after: new { name.Form });
            return NameDecision.Made;
        },
        decision => decision is NameDecision.Made, cancellation);

    /// <summary>Keys of the names of an author of which somebody decided that they are, or are not, its own; the keys are made by <see cref="NameKey.Of"/>.</summary>
    public async Task<IReadOnlySet<string>> DecidedAsync(int authorId, CancellationToken cancellation)
    {
        // A name that was accepted looks like one that the machine was sure of; the log tells them apart.
        var slugs = await db.Authors.Where(a => a.Id == authorId || a.MergedIntoId == authorId).Select(a => a.Slug).ToListAsync(cancellation);
        var accepted = await db.AuditLog.Where(e => e.RecordKind == "author" && EF.Parameter(slugs).Contains(e.Record) && e.Action == Accepted && e.After != null).Select(e => e.After!).ToListAsync(cancellation);
        var refused = await db.AuthorNames.Where(n => n.AuthorId == authorId && n.Status == NameStatus.Refused).Select(n => n.Key).Distinct().ToListAsync(cancellation);
        return accepted.Select(after => NameKey.Of(JsonSerializer.Deserialize<NameTold>(after, ArticleDraft.Json)!.Form)).Concat(refused).ToHashSet();
    }

    /// <summary>Takes a decision on a name back: it waits for one again, wherever it is met.</summary>
    /// <param name="form">The name as it stood.</param>
    /// <returns>Why it was refused, in words, or <c>null</c>.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> TakeBackAsync(int authorId, string? form, int? userId, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () =>
        {
            var (key, now) = (NameKey.Of(form ?? ""), clock.GetUtcNow().UtcDateTime);
            var decided = db.AuthorNames.Where(n => n.AuthorId == authorId && n.Key == key && (n.Status == NameStatus.Attested || n.Status == NameStatus.Hidden || n.Status == NameStatus.Refused));
            if (await decided.Select(n => new { n.Author.Slug, n.Form, n.Status }).FirstOrDefaultAsync(cancellation) is not { } before || !(await DecidedAsync(authorId, cancellation)).Contains(key)) return "Nobody decided on this name, or it was taken back already.";
            var inPart = await decided.AsNoTracking().Where(n => n.Article.Redactions.Any()).Select(n => new { n.Id, n.Start, n.End, n.Article.Redactions }).ToListAsync(cancellation);
            await decided.ExecuteUpdateAsync(n => n.SetProperty(one => one.Status, NameStatus.Suggested), cancellation);
            // What stands in a hidden passage is not told by waiting either.
            var hidden = inPart.Where(n => n.Redactions.Hide(n.Start, n.End)).Select(n => n.Id).ToList();
            await db.AuthorNames.Where(n => EF.Parameter(hidden).Contains(n.Id)).ExecuteUpdateAsync(n => n.SetProperty(one => one.Status, NameStatus.HiddenSuggestion), cancellation);
            await db.TellOfAuthorAsync(authorId, now, cancellation);
            db.Audit(now, userId, "decision on a name taken back", "author", before.Slug, before: new { before.Form, before.Status });
            return null;
        },
        refusal => refusal is null, cancellation);

    private const string Accepted = "name accepted";

    private sealed record NameTold(string Form);
}
