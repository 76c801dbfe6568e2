using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Editing;

/// <summary>An article as it is being worked on.</summary>
/// <param name="Article">Its records, with which the work began.</param>
/// <param name="Records">What the article's records are.</param>
/// <param name="Began">What the records were when the work began; what they are if nobody works on it.</param>
/// <param name="Version">By which two people who work on it notice each other; 0 before anybody did. No number comes again.</param>
/// <param name="BeganAt">The version at which the work began; the present one if nobody works on it. Keys of parts mean the same from there on, and nothing before it.</param>
/// <param name="IsChanged">Whether anybody works on it.</param>
/// <param name="Distinct">Of which other statements the archive's records say that they are not the same, by the numbers of the article's own.</param>
/// <param name="Steps">What was done, the last first, at most <see cref="WorkingCopies.MostShown"/>; undone steps stand first.</param>
public sealed record OpenDraft(Article Article, DraftText Text, ArticleDraft Content, ArticleDraft Records, ArticleDraft Began, ILookup<int, int> Distinct, int Version, int BeganAt, bool IsChanged, bool CanUndo, bool CanRedo, IReadOnlyList<StepTaken> Steps)
{
    /// <summary>The record of a statement of the draft; <c>null</c> if it was made here.</summary>
    public Statement? RecordOf(DraftPart part) => part.Statement?.Slug is { } slug ? Article.Statements.Find(statement => statement.Slug == slug) : null;

    /// <summary>Numbers of the statements of which the archive's records say that they are not the same as a part; none of what was decided here.</summary>
    public IEnumerable<int> DistinctFrom(DraftPart part) => RecordOf(part) is { } record ? Distinct[record.Id] : [];

    /// <summary>Why the facts of the article as a whole are believed, and what else was weighed. Of a fact that was changed here what speaks for the new value is chosen.</summary>
    public IReadOnlyList<DraftEvidence> ArticleEvidence
    {
        get
        {
            var (before, now) = (DraftFacts.Of(Article), Content.Facts);
            return [.. Article.Evidence.Where(item => item.StatementId is null && DraftFacts.Names.Contains(item.Fact)).OrderBy(item => item.Id)
                .Select(item => DraftReader.Read(item) with { IsChosen = before.Of(item.Fact) == now.Of(item.Fact) ? item.IsChosen : item.Value == now.Of(item.Fact) })];
        }
    }
}

/// <param name="User">Who took it; <c>null</c> if nobody is known.</param>
/// <param name="IsUndone">Whether it was undone and can be taken again.</param>
public sealed record StepTaken(int Number, int Version, DateTime At, string? User, string Description, bool IsUndone);

/// <summary>What became of an edit.</summary>
public abstract record EditOutcome
{
    /// <param name="Version">The version that it made.</param>
    public sealed record Done(int Version, string Description) : EditOutcome;

    /// <summary>Somebody else was there before; nothing was changed.</summary>
    /// <param name="Current">What holds now.</param>
    /// <param name="Since">What was done since the version that was meant, the last first.</param>
    public sealed record Conflict(OpenDraft Current, IReadOnlyList<StepTaken> Since) : EditOutcome;

    /// <summary>It cannot be done.</summary>
    public sealed record Refused(string Reason) : EditOutcome;

    /// <summary>There is no such article.</summary>
    public sealed record Gone : EditOutcome;

    /// <summary>It is published, and the user is no editor.</summary>
    public sealed record Forbidden : EditOutcome;
}

/// <summary>Articles on which people work. Every edit is kept when it returns, as a step that can be undone.</summary>
public sealed class WorkingCopies(ArchiveContext db, TimeProvider clock)
{
    /// <summary>Steps that can be undone at most.</summary>
    public const int MostKept = 300;

    public const int MostShown = 30;

    /// <summary>The article as somebody left it, or as its records are; <c>null</c> if there is none, or if its text was destroyed.</summary>
    public async Task<OpenDraft?> OpenAsync(int articleId, CancellationToken cancellation)
    {
        if (await DraftReader.LoadAsync(db, articleId, cancellation) is not { Status: not PublicationStatus.Withdrawn } article) return null;
        return await OpenAsync(article, await db.WorkingCopies.SingleOrDefaultAsync(copy => copy.ArticleId == articleId, cancellation), cancellation);
    }

    /// <summary>Makes an edit.</summary>
    /// <param name="version">The version that its maker saw.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<EditOutcome> ApplyAsync(int articleId, int version, DraftEdit edit, int? userId, CancellationToken cancellation) => ApplyAsync(articleId, version, _ => edit, userId, cancellation);

    /// <summary>Makes an edit that depends on what holds.</summary>
    /// <param name="edit">May refuse by a <see cref="RefusedEditException"/>.</param>
    /// <inheritdoc cref="ApplyAsync(int, int, DraftEdit, int?, CancellationToken)"/>
    public Task<EditOutcome> ApplyAsync(int articleId, int version, Func<OpenDraft, DraftEdit> edit, int? userId, CancellationToken cancellation) =>
        ChangeAsync(articleId, version, userId, open => edit(open).Apply(open.Content, open.Text), cancellation);

    /// <summary>Goes back one step.</summary>
    /// <inheritdoc cref="ApplyAsync(int, int, DraftEdit, int?, CancellationToken)"/>
    public Task<EditOutcome> UndoAsync(int articleId, int version, int? userId, CancellationToken cancellation) => GoAsync(articleId, version, -1, userId, cancellation);

    /// <summary>Takes the step again that was undone last.</summary>
    /// <inheritdoc cref="ApplyAsync(int, int, DraftEdit, int?, CancellationToken)"/>
    public Task<EditOutcome> RedoAsync(int articleId, int version, int? userId, CancellationToken cancellation) => GoAsync(articleId, version, 1, userId, cancellation);

    /// <summary>Throws all steps away, so that the article is as its records are.</summary>
    /// <inheritdoc cref="ApplyAsync(int, int, DraftEdit, int?, CancellationToken)"/>
    public async Task<EditOutcome> DiscardAsync(int articleId, int version, int? userId, CancellationToken cancellation) => await WriteAsync(articleId, version, userId, async (open, copy) =>
    {
        if (!open.IsChanged) return new EditOutcome.Refused("Nothing was changed.");
        var (before, after) = DraftLog.Changed(open.Content, open.Began);
        db.Audit(Now, userId, "draft discarded", "article", open.Article.LoggedAs, before, after);
        return new EditOutcome.Done(await EndAsync(articleId, copy, cancellation), "Discarded all changes");
    }, cancellation);

    /// <summary>Lets whoever has an article open notice that its records are no longer what they were. The caller saves changes.</summary>
    internal async Task NoticeAsync(int articleId, CancellationToken cancellation)
    {
        var copy = await db.WorkingCopies.SingleOrDefaultAsync(one => one.ArticleId == articleId, cancellation);
        if (copy is null) db.Add(copy = new WorkingCopy { ArticleId = articleId, Version = 0, Step = 0 });
        copy.Version++;
    }

    /// <summary>Ends the work on an article, whose records hold from now on. The caller saves changes.</summary>
    /// <returns>The version from which further work begins.</returns>
    internal async Task<int> EndAsync(int articleId, WorkingCopy? copy, CancellationToken cancellation)
    {
        await db.DraftSteps.Where(step => step.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        if (copy is null) db.Add(copy = new WorkingCopy { ArticleId = articleId, Version = 0, Step = 0 });
        copy.Step = 0;
        return ++copy.Version;
    }

    internal async Task<OpenDraft> OpenAsync(Article article, WorkingCopy? copy, CancellationToken cancellation)
    {
        var text = DraftText.Of(article);
        var distinct = await DistinctAsync([.. article.Statements.Select(statement => statement.Id)], cancellation);
        var records = DraftReader.Read(article, text);
        var steps = db.DraftSteps.AsNoTracking().Where(step => step.ArticleId == article.Id);
        var contents = copy is null ? [] : await steps.Where(step => step.Number == copy.Step || step.Number == 0).ToDictionaryAsync(step => step.Number, cancellation);
        if (copy is null || contents.Count == 0) return new OpenDraft(article, text, records, records, records, distinct, copy?.Version ?? 0, copy?.Version ?? 0, IsChanged: false, CanUndo: false, CanRedo: false, []);
        var began = Read(contents[0].Content);
        var taken = await steps.OrderByDescending(step => step.Number).Take(MostShown)
            .Select(step => new StepTaken(step.Number, step.Version, step.At, step.User == null ? null : step.User.UserName, step.Description, step.Number > copy.Step)).ToListAsync(cancellation);
        var beside = await steps.Where(step => step.Number == copy.Step - 1 || step.Number == copy.Step + 1).Select(step => step.Number).ToListAsync(cancellation);
        return new OpenDraft(article, text, WithdrawnMeanwhile.In(Read(contents[copy.Step].Content).Follow(began, records), began, records, text), records, began, distinct, copy.Version, contents[0].Version, IsChanged: true, beside.Contains(copy.Step - 1), beside.Contains(copy.Step + 1), taken);
    }

    // From either side: of which others it was said.
    private async Task<ILookup<int, int>> DistinctAsync(IReadOnlyList<int> ids, CancellationToken cancellation) =>
        (await db.StatementDistinctions.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.OneId) || EF.Parameter(ids).Contains(d.OtherId)).Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation))
            .SelectMany(d => new[] { (Of: d.OneId, Other: d.OtherId), (Of: d.OtherId, Other: d.OneId) }).ToLookup(one => one.Of, one => one.Other);

    private Task<EditOutcome> ChangeAsync(int articleId, int version, int? userId, Func<OpenDraft, (ArticleDraft Draft, string Description)> change, CancellationToken cancellation) => WriteAsync(articleId, version, userId, async (open, copy) =>
    {
        // A part that was undone leaves its key to no other: whoever still sees it would change that one.
        if (open.CanRedo) open = open with { Content = open.Content with { NextKey = Read(await db.DraftSteps.Where(step => step.ArticleId == articleId).OrderByDescending(step => step.Number).Select(step => step.Content).FirstAsync(cancellation)).NextKey } };
        var (draft, description) = change(open);
        if (copy is null) db.Add(copy = new WorkingCopy { ArticleId = articleId, Version = 0, Step = 0 });
        if (!open.IsChanged) copy.Steps.Add(new DraftStep { Number = 0, Version = copy.Version, At = Now, Description = "As it was", Content = Written(open.Content) });
        // What is left alone is kept as it was, so that it can be told apart for ever.
        else draft = draft.Follow(open.Records, open.Began);
        // The first one stays: it tells what was changed.
        await db.DraftSteps.Where(step => step.ArticleId == articleId && (step.Number > copy.Step || (step.Number > 0 && step.Number <= copy.Step - MostKept))).ExecuteDeleteAsync(cancellation);
        copy.Step++;
        copy.Version++;
        copy.Steps.Add(new DraftStep { Number = copy.Step, Version = copy.Version, At = Now, UserId = userId, Description = description, Content = Written(draft) });
        var (before, after) = DraftLog.Changed(open.Content, draft);
        db.Audit(Now, userId, "draft edited", "article", open.Article.LoggedAs, before, after, description);
        return new EditOutcome.Done(copy.Version, description);
    }, cancellation);

    private Task<EditOutcome> GoAsync(int articleId, int version, int by, int? userId, CancellationToken cancellation) => WriteAsync(articleId, version, userId, async (open, copy) =>
    {
        if (copy is null || !(by < 0 ? open.CanUndo : open.CanRedo)) return new EditOutcome.Refused(by < 0 ? "There is nothing to undo." : "There is nothing to do again.");
        copy.Step += by;
        copy.Version++;
        var number = by < 0 ? copy.Step + 1 : copy.Step;
        var steps = await db.DraftSteps.AsNoTracking().Where(step => step.ArticleId == articleId && (step.Number == number || step.Number == copy.Step)).ToDictionaryAsync(step => step.Number, cancellation);
        var description = $"{(by < 0 ? "Undone" : "Done again")}: {steps[number].Description}";
        var (before, after) = DraftLog.Changed(open.Content, Read(steps[copy.Step].Content));
        db.Audit(Now, userId, "draft edited", "article", open.Article.LoggedAs, before, after, description);
        return new EditOutcome.Done(copy.Version, description);
    }, cancellation);

    private Task<EditOutcome> WriteAsync(int articleId, int version, int? userId, Func<OpenDraft, WorkingCopy?, Task<EditOutcome>> write, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () =>
        {
            if (await DraftReader.LoadAsync(db, articleId, cancellation) is not { Status: not PublicationStatus.Withdrawn } article) return new EditOutcome.Gone();
            if (!await db.MayEditAsync(article.Status, userId, cancellation)) return new EditOutcome.Forbidden();
            var copy = await db.WorkingCopies.SingleOrDefaultAsync(one => one.ArticleId == articleId, cancellation);
            var open = await OpenAsync(article, copy, cancellation);
            if (open.Version != version) return new EditOutcome.Conflict(open, [.. open.Steps.Where(step => step.Version > version)]);
            try
            {
                return await write(open, copy);
            }
            catch (RefusedEditException e)
            {
                return new EditOutcome.Refused(e.Message);
            }
        },
        outcome => outcome is EditOutcome.Done, cancellation);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static ArticleDraft Read(string content) => JsonSerializer.Deserialize<ArticleDraft>(content, ArticleDraft.Json)!;

    private static string Written(ArticleDraft draft) => JsonSerializer.Serialize(draft, ArticleDraft.Json);
}
