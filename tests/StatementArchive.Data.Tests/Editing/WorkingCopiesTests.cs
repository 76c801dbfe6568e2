using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>Drafts in a real database: every step is kept, undone and done again, and nobody overwrites anybody.</summary>
public sealed class WorkingCopiesTests
{
    private const string Report = "# Two voices\n\nAda Lind:\n\nWe were there.\n\nBakers’ Union:\n\nThe bread is ours.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(TestArchive Archive, int Id)> DraftAsync()
    {
        var archive = await TestArchive.CreateAsync();
        var added = await archive.AddAsync(Report, asDraft: true);
        return (archive, await archive.ReadAsync(db => db.Articles.Where(a => a.Slug == added.Slug).Select(a => a.Id).SingleAsync()));
    }

    private static async Task<T> WithAsync<T>(TestArchive archive, Func<WorkingCopies, Task<T>> work)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<WorkingCopies>());
    }

    private static Task<OpenDraft?> OpenAsync(TestArchive archive, int id) => WithAsync(archive, copies => copies.OpenAsync(id, Cancellation));

    private static Task<EditOutcome> ApplyAsync(TestArchive archive, int id, int version, DraftEdit edit) => WithAsync(archive, copies => copies.ApplyAsync(id, version, edit, null, Cancellation));

    [Fact]
    public async Task Opening_an_article_changes_nothing()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var open = (await OpenAsync(archive, id))!;
        Assert.Equal((0, false, false), (open.Version, open.CanUndo, open.CanRedo));
        Assert.Equal(2, open.Content.Statements.Count());
        Assert.Equal(0, await archive.ReadAsync(db => db.WorkingCopies.CountAsync()));
        Assert.Null(await OpenAsync(archive, id + 1));
    }

    [Fact]
    public async Task Keys_of_parts_mean_the_same_while_the_work_goes_on_and_none_is_given_twice()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var open = (await OpenAsync(archive, id))!;
        var first = open.Content.Statements.First();
        Assert.Equal(0, open.BeganAt);
        var at = first.Start + first.Statement!.HeadingEnd!.Value - first.Start + 4;
        Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, 0, new SplitPart(first.Key, at)));
        var split = (await OpenAsync(archive, id))!.Content.Statements.ElementAt(1).Key;
        Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.UndoAsync(id, 1, null, Cancellation)));
        Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, 2, new SplitPart(first.Key, at + 2)));
        var again = (await OpenAsync(archive, id))!;
        Assert.NotEqual(split, again.Content.Statements.ElementAt(1).Key);
        Assert.Equal((3, 0), (again.Version, again.BeganAt));
        Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.DiscardAsync(id, 3, null, Cancellation)));
        var anew = (await OpenAsync(archive, id))!;
        Assert.Equal(anew.Version, anew.BeganAt);
        Assert.True(anew.BeganAt > 3);
    }

    [Theory]
    [InlineData(ArchiveRole.Contributor, false)]
    [InlineData(ArchiveRole.Editor, true)]
    public async Task What_has_just_been_published_is_changed_by_editors_alone_whatever_was_looked_at_before(ArchiveRole role, bool mayCorrect)
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var user = new ArchiveUser { UserName = "Zoe", Role = role, CreatedAt = DateTime.UnixEpoch };
        await archive.ReadAsync(async db =>
        {
            db.Add(user);
            return await db.SaveChangesAsync(Cancellation);
        });
        var key = (await OpenAsync(archive, id))!.Content.Statements.First().Key;
        Task<EditOutcome> DateAsync(int version, string date) => WithAsync(archive, copies => copies.ApplyAsync(id, version, new SetDate(key, date), user.Id, Cancellation));
        Assert.IsType<EditOutcome.Done>(await DateAsync(0, "2020-01-03"));
        Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, id));
        var outcomes = new[] { await DateAsync(2, "2020-01-04"), await WithAsync(archive, copies => copies.UndoAsync(id, mayCorrect ? 3 : 2, user.Id, Cancellation)), await WithAsync(archive, copies => copies.DiscardAsync(id, mayCorrect ? 4 : 2, user.Id, Cancellation)) };
        Assert.All(outcomes, outcome => Assert.IsType(mayCorrect ? typeof(EditOutcome.Done) : typeof(EditOutcome.Forbidden), outcome));
        // An account that was disabled corrects nothing either.
        await archive.ReadAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(one => one.DisabledAt, DateTime.UnixEpoch), Cancellation));
        Assert.IsType<EditOutcome.Forbidden>(await DateAsync(mayCorrect ? 5 : 2, "2020-01-05"));
        Assert.Equal(0, await archive.ReadAsync(db => db.DraftSteps.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Steps_are_undone_and_done_again_and_a_new_one_ends_what_was_undone()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var first = (await OpenAsync(archive, id))!;
        var key = first.Content.Statements.First().Key;
        Assert.Equal(1, Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, 0, new SetDate(key, "2020-01-03"))).Version);
        Assert.Equal(2, Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, 1, new JoinWithNext(key))).Version);
        Assert.Equal("Undone: Joined statement 1 with statement 2", Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.UndoAsync(id, 2, null, Cancellation))).Description);
        var undone = (await OpenAsync(archive, id))!;
        Assert.Equal((3, true, true, 2), (undone.Version, undone.CanUndo, undone.CanRedo, undone.Content.Statements.Count()));
        Assert.Equal([true, false, false], undone.Steps.Select(step => step.IsUndone));
        Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.RedoAsync(id, 3, null, Cancellation)));
        Assert.Single((await OpenAsync(archive, id))!.Content.Statements);
        Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.UndoAsync(id, 4, null, Cancellation)));
        Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, 5, new SetDate(key, "2020")));
        var ended = (await OpenAsync(archive, id))!;
        Assert.False(ended.CanRedo);
        Assert.Equal("2020", ended.Content.Statements.First().Statement!.Date!.Edtf);
        Assert.Equal("There is nothing to do again.", Assert.IsType<EditOutcome.Refused>(await WithAsync(archive, copies => copies.RedoAsync(id, 6, null, Cancellation))).Reason);
        foreach (var version in new[] { 6, 7 }) Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.UndoAsync(id, version, null, Cancellation)));
        Assert.Equal(first.Content.Parts.Select(part => (part.Start, part.End, part.Fate)), (await OpenAsync(archive, id))!.Content.Parts.Select(part => (part.Start, part.End, part.Fate)));
        Assert.Equal(8, await archive.ReadAsync(db => db.AuditLog.CountAsync(e => e.Action == "draft edited")));
    }

    [Fact]
    public async Task Two_people_on_one_draft_notice_each_other_and_neither_loses_anything()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var key = (await OpenAsync(archive, id))!.Content.Statements.First().Key;
        await ApplyAsync(archive, id, 0, new SetDate(key, "2020-01-03"));
        var conflict = Assert.IsType<EditOutcome.Conflict>(await ApplyAsync(archive, id, 0, new SetDate(key, "1999")));
        Assert.Equal("2020-01-03", conflict.Current.Content.Statements.First().Statement!.Date!.Edtf);
        Assert.Equal(["Dated statement 1 2020-01-03"], conflict.Since.Select(step => step.Description));
        Assert.Equal("2020-01-03", (await OpenAsync(archive, id))!.Content.Statements.First().Statement!.Date!.Edtf);

        // All at once: one of them is first, each of the others hears of it.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ApplyAsync(archive, id, 1, new SetDate(key, $"{2000 + i}"))));
        Assert.Single(outcomes.OfType<EditOutcome.Done>());
        Assert.Equal(11, outcomes.OfType<EditOutcome.Conflict>().Count());
    }

    [Fact]
    public async Task What_is_refused_or_discarded_leaves_the_article_as_it_was()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var before = (await OpenAsync(archive, id))!;
        Assert.Equal("This part is no longer there.", Assert.IsType<EditOutcome.Refused>(await ApplyAsync(archive, id, 0, new JoinWithNext(99))).Reason);
        Assert.Equal(0, await archive.ReadAsync(db => db.WorkingCopies.CountAsync()));
        await ApplyAsync(archive, id, 0, new JoinWithNext(before.Content.Statements.First().Key));
        Assert.IsType<EditOutcome.Done>(await WithAsync(archive, copies => copies.DiscardAsync(id, 1, null, Cancellation)));
        Assert.Equal(2, (await OpenAsync(archive, id))!.Content.Statements.Count());
        Assert.Equal(0, await archive.ReadAsync(db => db.DraftSteps.CountAsync()));
        // A page that was open meanwhile meant another draft, though it counted as many changes.
        await ApplyAsync(archive, id, 2, new SetDate(before.Content.Statements.First().Key, "2020"));
        foreach (var stale in new[] { 0, 1, 2 }) Assert.IsType<EditOutcome.Conflict>(await ApplyAsync(archive, id, stale, new SetDate(1, "1999")));
        Assert.IsType<EditOutcome.Gone>(await ApplyAsync(archive, id + 1, 0, new JoinWithNext(1)));
    }

    [Fact]
    public async Task Only_so_many_steps_are_kept()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        var key = (await OpenAsync(archive, id))!.Content.Statements.First().Key;
        for (var version = 0; version < WorkingCopies.MostKept + 5; version++) Assert.IsType<EditOutcome.Done>(await ApplyAsync(archive, id, version, new SetDate(key, $"{1000 + version}")));
        // With the one before the first that can be undone, and what the work began with.
        Assert.Equal(WorkingCopies.MostKept + 2, await archive.ReadAsync(db => db.DraftSteps.CountAsync()));
        Assert.True((await OpenAsync(archive, id))!.CanUndo);
    }

    [Fact]
    public async Task The_log_can_be_neither_changed_nor_shortened()
    {
        var (archive, id) = await DraftAsync();
        await using var _ = archive;
        await ApplyAsync(archive, id, 0, new JoinWithNext((await OpenAsync(archive, id))!.Content.Statements.First().Key));
        await archive.ReadAsync(async db =>
        {
            var change = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => db.Database.ExecuteSqlRawAsync("UPDATE \"AuditLog\" SET \"Action\" = 'nothing'", Cancellation));
            Assert.Contains("only added to", change.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => db.AuditLog.ExecuteDeleteAsync(Cancellation));
            Assert.Equal(1, await db.AuditLog.CountAsync());
            return 0;
        });
    }
}
