using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using static StatementArchive.Data.Tests.Editing.DraftWork;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>What is taken back stays so, whatever anybody does to its article meanwhile, until it is published again; and then it is as it was, but for what was hidden.</summary>
public sealed class WithdrawalsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string?> WithAsync(TestArchive archive, Func<Withdrawals, Task<string?>> work)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Withdrawals>());
    }

    private static async Task WithdrawAsync(TestArchive archive, string slug) =>
        Assert.Null(await WithAsync(archive, withdrawals => withdrawals.WithdrawStatementAsync(slug, WithdrawalReason.Safety, null, null, Cancellation)));

    private static async Task<string?> ReinstateAsync(TestArchive archive, string slug)
    {
        var id = await archive.ReadAsync(db => db.Withdrawals.Where(w => w.Statement!.Slug == slug).Select(w => w.Id).SingleAsync());
        return await WithAsync(archive, withdrawals => withdrawals.ReinstateAsync(id, null, Cancellation));
    }

    private static Task<List<Statement>> PublicAsync(TestArchive archive) => archive.ReadAsync(db => db.PublicStatements().AsNoTracking().Include(s => s.Revisions).OrderBy(s => s.Start).ToListAsync());

    private static Task<string> WholeTextAsync(TestArchive archive, int id) => archive.ReadAsync(db => db.Articles.Where(a => a.Id == id).Select(a => a.Text).SingleAsync());

    private static DraftPart PartOf(OpenDraft open, string slug) => open.Content.Parts.Single(part => (part.Statement?.Slug ?? part.Withdrawn) == slug);

    [Fact]
    public async Task A_correction_that_was_open_does_not_bring_back_what_was_withdrawn_meanwhile()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var slugs = (await PublicAsync(archive)).ConvertAll(s => s.Slug);
        var open = await OpenAsync(archive, id);
        await EditAsync(archive, id, new SetDate(PartOf(open, slugs[0]).Key, "2020-01-02"), new SetDate(PartOf(open, slugs[1]).Key, "2020-01-03"));
        var seen = (await OpenAsync(archive, id)).Version;
        await WithdrawAsync(archive, slugs[0]);
        // Who saw it before hears of it.
        Assert.IsType<PublicationOutcome.Conflict>(await PublishAsync(archive, id, "Dated.", seen));
        Assert.Equal(PartFate.Withdrawn, PartOf(await OpenAsync(archive, id), slugs[0]).Fate);
        Assert.Equal([slugs[1]], Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "Dated.")).Statements);
        Assert.Equal(slugs.Skip(1), (await PublicAsync(archive)).Select(s => s.Slug));
        Assert.Equal(1, await archive.ReadAsync(db => db.Withdrawals.CountAsync()));
        Assert.Null(await ReinstateAsync(archive, slugs[0]));
        Assert.Equal(slugs, (await PublicAsync(archive)).Select(s => s.Slug));
    }

    [Fact]
    public async Task Whatever_an_open_correction_made_of_its_passage_nothing_of_a_withdrawn_statement_comes_to_the_public()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var statements = await PublicAsync(archive);
        var open = await OpenAsync(archive, id);
        var second = PartOf(open, statements[1].Slug);
        var words = open.Text.Passage(second.Start, second.End);
        // Some of it to the statement before, the rest joined with the one behind.
        await EditAsync(archive, id, new MoveBoundary(second.Key, open.Text.Lines(second.Start, second.End).ElementAt(3).Start), new JoinWithNext(second.Key));
        await WithdrawAsync(archive, statements[1].Slug);
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "They belong together."));
        var after = await PublicAsync(archive);
        Assert.DoesNotContain(statements[1].Slug, after.Select(s => s.Slug));
        foreach (var line in open.Text.Lines(second.Start, second.End).Select(line => open.Text.Passage(line.Start, line.End)).Where(line => line.Length > 40))
            Assert.All(after, s => Assert.DoesNotContain(line, s.Body, StringComparison.Ordinal));
        var parts = await archive.ReadAsync(async db => (await db.Articles.AsNoTracking().SingleAsync(a => a.Id == id)).Parts);
        Assert.DoesNotContain(parts, part => part.Start < second.End && second.Start < part.End);
        // Every character is in one part still, and the statement comes back whole.
        var now = await OpenAsync(archive, id);
        Assert.Equal(now.Text.Inked(0, now.Text.Length), now.Content.Parts.Sum(part => now.Text.Inked(part.Start, part.End)));
        Assert.Null(await ReinstateAsync(archive, statements[1].Slug));
        Assert.Equal(words, (await OpenAsync(archive, id)) is var back ? back.Text.Passage(PartOf(back, statements[1].Slug).Start, PartOf(back, statements[1].Slug).End) : "");
    }

    [Fact]
    public async Task The_passage_of_a_withdrawn_statement_is_no_part_of_a_later_correction_and_comes_back_without_overlap()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var statements = await PublicAsync(archive);
        await WithdrawAsync(archive, statements[1].Slug);
        var open = await OpenAsync(archive, id);
        var withdrawn = PartOf(open, statements[1].Slug);
        foreach (var edit in new DraftEdit[] { new SplitPart(withdrawn.Key, withdrawn.Start + 5), new MarkPart(withdrawn.Key, PartFate.Preface), new JoinWithNext(withdrawn.Key), new MoveBoundary(withdrawn.Key, withdrawn.Start + 5) })
            Assert.Contains("withdrawn", Assert.Throws<RefusedEditException>(() => edit.Apply(open.Content, open.Text)).Message, StringComparison.Ordinal);
        await EditAsync(archive, id, new SetDate(PartOf(open, statements[0].Slug).Key, "2020-01-02"));
        await PublishAsync(archive, id, "Dated.");
        Assert.DoesNotContain(await archive.ReadAsync(async db => (await db.Articles.AsNoTracking().SingleAsync(a => a.Id == id)).Parts), part => part.Start < withdrawn.End && withdrawn.Start < part.End);
        Assert.Null(await ReinstateAsync(archive, statements[1].Slug));
        var now = await OpenAsync(archive, id);
        Assert.Equal(now.Text.Inked(0, now.Text.Length), now.Content.Parts.Sum(part => now.Text.Inked(part.Start, part.End)));
        Assert.Equal(4, now.Content.Statements.Count());
    }

    [Fact]
    public async Task What_was_published_again_during_a_correction_stays_published()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var statements = await PublicAsync(archive);
        await WithdrawAsync(archive, statements[1].Slug);
        await EditAsync(archive, id, new SetDate(PartOf(await OpenAsync(archive, id), statements[0].Slug).Key, "2020-01-02"));
        Assert.Null(await ReinstateAsync(archive, statements[1].Slug));
        Assert.Equal([statements[0].Slug], Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "Dated.")).Statements.Except([statements[1].Slug]));
        Assert.Equal(4, (await PublicAsync(archive)).Count);
        Assert.Equal(statements[1].Body, (await PublicAsync(archive))[1].Body);
    }

    [Fact]
    public async Task What_was_hidden_while_a_statement_was_withdrawn_is_hidden_when_it_is_published_again()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var slug = (await PublicAsync(archive))[1].Slug;
        await WithdrawAsync(archive, slug);
        var open = await OpenAsync(archive, id);
        var line = open.Text.Lines(PartOf(open, slug).Start, PartOf(open, slug).End).Skip(2).First(line => line.End - line.Start > 60);
        var words = open.Text.Passage(line.Start + 10, line.Start + 40);
        await EditAsync(archive, id, new RedactPassage(line.Start + 10, line.Start + 40, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        Assert.Null(await ReinstateAsync(archive, slug));
        var back = (await PublicAsync(archive)).Single(s => s.Slug == slug);
        Assert.Contains("█", back.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(words, back.Body, StringComparison.Ordinal);
        Assert.All(back.Revisions.Where(r => r.IsPublic), r => Assert.DoesNotContain(words, r.Content, StringComparison.Ordinal));
        Assert.Equal(back.RevisionNumber, back.Revisions.Max(r => r.Number));
        Assert.Contains(words, await WholeTextAsync(archive, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_repeats_what_was_hidden_in_another_statement_does_not_come_back()
    {
        await using var archive = await TestArchive.CreateAsync();
        var id = await DraftAsync(archive, "# Two voices\n\nAda Lind:\n\nWe met John Smith at the harbour.\n\nBakers’ Union:\n\nThe bread is ours.\n");
        await EditAsync(archive, id, new DescribeStatement((await OpenAsync(archive, id)).Content.Statements.ElementAt(1).Key, "Reply to John Smith", "en", null, []));
        await PublishAsync(archive, id);
        var slug = (await PublicAsync(archive))[1].Slug;
        await WithdrawAsync(archive, slug);
        var at = (await OpenAsync(archive, id)).Text.Text.IndexOf("John Smith", StringComparison.Ordinal);
        await EditAsync(archive, id, new RedactPassage(at, at + "John Smith".Length, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        Assert.Null(await ReinstateAsync(archive, slug));
        var back = (await PublicAsync(archive)).Single(s => s.Slug == slug);
        Assert.Equal((null, "The bread is ours.", 3), (back.Title, back.Body, back.RevisionNumber));
        Assert.DoesNotContain("John Smith", Assert.Single(back.Revisions, r => r.IsPublic).Content, StringComparison.Ordinal);
        Assert.Null(PartOf(await OpenAsync(archive, id), slug).Statement!.Title);
        Assert.DoesNotContain(PartOf(await OpenAsync(archive, id), slug).Statement!.Evidence, item => item is { Fact: "title", IsChosen: true });
    }

    [Fact]
    public async Task A_translation_of_a_withdrawn_statement_stays_its_translation()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var statements = await PublicAsync(archive);
        var open = await OpenAsync(archive, id);
        await EditAsync(archive, id, new DescribeStatement(PartOf(open, statements[1].Slug).Key, null, "en", PartOf(open, statements[0].Slug).Key, []));
        await PublishAsync(archive, id, "A translation.");
        await WithdrawAsync(archive, statements[0].Slug);
        var key = PartOf(await OpenAsync(archive, id), statements[1].Slug);
        await EditAsync(archive, id, new DescribeStatement(key.Key, "Called so", "en", key.Statement!.TranslationOf, []), new SetDate(PartOf(open, statements[2].Slug).Key, "2020-01-02"));
        await PublishAsync(archive, id, "Dated.");
        Assert.Equal(statements[0].Id, (await PublicAsync(archive)).Single(s => s.Slug == statements[1].Slug).TranslationOfId);
    }

    [Fact]
    public async Task Links_of_other_publications_outlive_what_they_link_to()
    {
        var (archive, _) = await SeedAsync(asDraft: false);
        await using var __ = archive;
        var slug = (await PublicAsync(archive))[0].Slug;
        var other = await DraftAsync(archive, "# Reprint\n\nSomebody says:\n\nWe print it again.\n\nElse Else says:\n\nThe same words once more.");
        var parts = (await OpenAsync(archive, other)).Content.Statements.ToList();
        await EditAsync(archive, other, new MarkPart(parts[^1].Key, PartFate.Republication, RepublicationOf: slug));
        await PublishAsync(archive, other);
        await WithdrawAsync(archive, slug);
        await EditAsync(archive, other, new DescribeArticle((await OpenAsync(archive, other)).Content.Facts with { Note = "Checked." }));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, other, "A note."));
        Assert.Equal(1, await archive.ReadAsync(db => db.Republications.CountAsync()));
    }
}
