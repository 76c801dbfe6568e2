using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;
using static StatementArchive.Data.Tests.Editing.DraftWork;

namespace StatementArchive.Data.Tests.Duplicates;

/// <summary>Which statements of a draft or a correction are said to have been published before, and what is remembered of the answers.</summary>
public sealed class DraftDuplicatesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string Speech = NearDuplicatesTests.Speech;

    private static string Report(string title) => $"# {title}\n\n## Ada Lind\n\n{Speech}\n\n## Bakers’ Union\n\nThe bread of this town has become dear, and nobody knows who gains from it, for the bakers do not.\n";

    private static async Task<DraftComparison> CompareAsync(TestArchive archive, int id)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NearDuplicates>().FollowAsync(Cancellation);
        var open = (await scope.ServiceProvider.GetRequiredService<WorkingCopies>().OpenAsync(id, Cancellation))!;
        return await scope.ServiceProvider.GetRequiredService<DraftDuplicates>().OfAsync(open, open.Content.Parts, Cancellation);
    }

    // Of the first statement of an article: which it is like, and which it is not.
    private static async Task<IReadOnlyList<string>> FirstAsync(TestArchive archive, int id)
    {
        var first = (await OpenAsync(archive, id)).Content.Statements.First().Key;
        return (await CompareAsync(archive, id)).OfParts.GetValueOrDefault(first) is { } found ? [.. found.Alike.Select(other => other.Slug), .. found.Distinct.Select(other => $"not {other.Slug}")] : [];
    }

    private static Task<Statement> FirstStatementAsync(TestArchive archive, int id) => archive.ReadAsync(db => db.Statements.AsNoTracking().SingleAsync(s => s.ArticleId == id && s.Ordinal == 1));

    private static async Task MoveSecondAsync(TestArchive archive, int id, int by)
    {
        var second = (await OpenAsync(archive, id)).Content.Statements.ElementAt(1);
        await EditAsync(archive, id, new MoveBoundary(second.Key, second.Start + by));
    }

    private static async Task<(int One, int Other)> TwoAsync(TestArchive archive)
    {
        var one = await DraftAsync(archive, Report("Harbour"));
        await PublishAsync(archive, one);
        return (one, await DraftAsync(archive, Report("Harbour, again")));
    }

    [Fact]
    public async Task A_correction_is_compared_where_its_passages_moved_and_never_with_itself()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        await PublishAsync(archive, other);
        var (first, second) = (await FirstStatementAsync(archive, one), await FirstStatementAsync(archive, other));
        Assert.Empty((await CompareAsync(archive, other)).OfParts);
        await EditAsync(archive, other, new SetDate((await OpenAsync(archive, other)).Content.Statements.First().Key, "2020"));
        Assert.Empty((await CompareAsync(archive, other)).OfParts);
        await MoveSecondAsync(archive, other, "Bakers’ Union\n\nThe bread".Length);
        Assert.Equal([first.Slug], await FirstAsync(archive, other));
        await PublishAsync(archive, other, "The boundary was wrong.");
        Assert.Empty((await CompareAsync(archive, other)).OfParts);
        // What it was before is none of the others either.
        await MoveSecondAsync(archive, other, " of this town".Length);
        Assert.Equal([first.Slug], await FirstAsync(archive, other));
        await MoveSecondAsync(archive, one, "Bakers’ Union\n\nThe bread".Length);
        Assert.Equal([second.Slug], await FirstAsync(archive, one));
    }

    [Fact]
    public async Task All_statements_of_a_long_draft_are_compared()
    {
        const int Statements = 60;
        static string Long(string title) => $"# {title}\n\n" + string.Concat(Enumerable.Range(1, Statements).Select(i => $"## Speaker {(char)('A' + (i % 26))}a{(char)('a' + (i / 26))} Lind\n\n{string.Join(' ', Enumerable.Range(1, 30).Select(word => $"word{i}of{word}"))}\n\n"));
        await using var archive = await TestArchive.CreateAsync();
        await DraftAsync(archive, Long("Harbour"));
        var other = await DraftAsync(archive, Long("Harbour, again"));
        var open = await OpenAsync(archive, other);
        Assert.Equal(Statements, open.Content.Statements.Count());
        var compared = await CompareAsync(archive, other);
        Assert.Equal(open.Content.Statements.Select(part => (part.Key, 1)), compared.OfParts.OrderBy(of => of.Key).Select(of => (of.Key, of.Value.Alike.Count)));
        Assert.Equal(open.Content.Statements.Select(part => open.Text.Passage(part.Start, part.End)), compared.OfParts.OrderBy(of => of.Key).Select(of => of.Value.Alike[0].Text));
    }

    [Fact]
    public async Task A_passage_that_is_linked_as_another_publication_is_not_asked_about_again()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        await PublishAsync(archive, other);
        var (first, second) = (await FirstStatementAsync(archive, one), await FirstStatementAsync(archive, other));
        await EditAsync(archive, other, new MarkPart((await OpenAsync(archive, other)).Content.Statements.First().Key, PartFate.Republication, RepublicationOf: first.Slug));
        await PublishAsync(archive, other, "It was published before.");
        await MoveSecondAsync(archive, one, "Bakers’ Union\n\nThe bread".Length);
        Assert.Empty(await FirstAsync(archive, one));
        // Also if its tombstone is taken away again.
        await archive.ReadAsync(db => db.Statements.Where(s => s.Id == second.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, PublicationStatus.Published)));
        Assert.Empty(await FirstAsync(archive, one));
    }

    [Fact]
    public async Task What_was_said_not_to_be_the_same_is_not_asked_again_from_either_side_until_it_is_taken_back()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        var first = await FirstStatementAsync(archive, one);
        Assert.Equal([first.Slug], await FirstAsync(archive, other));
        var key = (await OpenAsync(archive, other)).Content.Statements.First().Key;
        await EditAsync(archive, other, new Distinguish(key, first.Id, first.Slug, true));
        Assert.Equal([$"not {first.Slug}"], await FirstAsync(archive, other));
        Assert.Equal(0, await archive.ReadAsync(db => db.StatementDistinctions.CountAsync()));

        // Published, both are statements, and it holds for both.
        await PublishAsync(archive, other);
        var second = await FirstStatementAsync(archive, other);
        Assert.Equal([(first.Id, second.Id)], await archive.ReadAsync(async db => (await db.StatementDistinctions.ToListAsync()).ConvertAll(d => (d.OneId, d.OtherId))));
        var told = await archive.ReadAsync(db => db.AuditLog.SingleAsync(e => e.Action == "statements distinguished"));
        Assert.Equal(("statement", second.Slug), (told.RecordKind, told.Record));
        Assert.Contains(first.Slug, told.After, StringComparison.Ordinal);
        await MoveSecondAsync(archive, other, "Bakers’ Union\n\nThe bread".Length);
        Assert.Equal([$"not {first.Slug}"], await FirstAsync(archive, other));
        await MoveSecondAsync(archive, one, "Bakers’ Union\n\nThe bread".Length);
        Assert.Equal([$"not {second.Slug}"], await FirstAsync(archive, one));

        // From the other side it is taken back.
        key = (await OpenAsync(archive, one)).Content.Statements.First().Key;
        await EditAsync(archive, one, new Distinguish(key, second.Id, second.Slug, false));
        Assert.Equal([second.Slug], await FirstAsync(archive, one));
        await PublishAsync(archive, one, "The boundary was wrong.");
        Assert.Equal(0, await archive.ReadAsync(db => db.StatementDistinctions.CountAsync()));
        Assert.Equal(first.Slug, await archive.ReadAsync(db => db.AuditLog.Where(e => e.Action == "distinction taken back").Select(e => e.Record).SingleAsync()));
        Assert.Equal([first.Slug], await FirstAsync(archive, other));
    }

    [Fact]
    public async Task A_statement_that_was_made_in_the_draft_remembers_what_was_said_of_it()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        var first = await FirstStatementAsync(archive, one);
        var part = (await OpenAsync(archive, other)).Content.Statements.First();
        await EditAsync(archive, other, new MarkPart(part.Key, PartFate.Preface), new MarkPart(part.Key, PartFate.Statement));
        Assert.Equal([first.Slug], await FirstAsync(archive, other));
        await EditAsync(archive, other, new Distinguish(part.Key, first.Id, first.Slug, true));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, other));
        var second = await FirstStatementAsync(archive, other);
        Assert.Equal([(first.Id, second.Id)], await archive.ReadAsync(async db => (await db.StatementDistinctions.ToListAsync()).ConvertAll(d => (d.OneId, d.OtherId))));
    }

    [Fact]
    public async Task A_decision_goes_with_a_statement_that_goes_before_anybody_read_it()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        var (first, second) = (await FirstStatementAsync(archive, one), await FirstStatementAsync(archive, other));
        // Said at the published one of a draft.
        await EditAsync(archive, one, new Distinguish((await OpenAsync(archive, one)).Content.Statements.First().Key, second.Id, second.Slug, true));
        await PublishAsync(archive, one, "No word was changed.");
        Assert.Equal(1, await archive.ReadAsync(db => db.StatementDistinctions.CountAsync()));
        Assert.Equal(2, (await FirstStatementAsync(archive, one)).RevisionNumber);
        await EditAsync(archive, one, new Distinguish((await OpenAsync(archive, one)).Content.Statements.ElementAt(1).Key, second.Id, second.Slug, true));
        await EditAsync(archive, other, new MarkPart((await OpenAsync(archive, other)).Content.Statements.First().Key, PartFate.LeftOut, "advert"));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, other));
        Assert.Equal(0, await archive.ReadAsync(db => db.StatementDistinctions.CountAsync()));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, one, "Of what is gone nothing is said."));
        Assert.Equal(0, await archive.ReadAsync(db => db.StatementDistinctions.CountAsync()));
        Assert.Equal(3, await archive.ReadAsync(db => db.PublicStatements().CountAsync()));
    }

    private static async Task<string?> WithdrawAsync(TestArchive archive, Func<Withdrawals, Task<string?>> work)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Withdrawals>());
    }

    // Of the first statement of an article: what it is like, and why that was withdrawn.
    private static async Task<IReadOnlyList<(string Slug, WithdrawalReason? Reason, bool IsPublic)>> WithdrawnAsync(TestArchive archive, int id)
    {
        var first = (await OpenAsync(archive, id)).Content.Statements.First().Key;
        return (await CompareAsync(archive, id)).OfParts.GetValueOrDefault(first) is { } found ? [.. found.Alike.Select(other => (other.Slug, other.Withdrawn?.Reason, other.IsPublic))] : [];
    }

    [Fact]
    public async Task What_was_withdrawn_is_told_of_until_its_texts_are_destroyed()
    {
        await using var archive = await TestArchive.CreateAsync();
        var one = await DraftAsync(archive, Report("Harbour"));
        await PublishAsync(archive, one);
        var other = await DraftAsync(archive, Report("Harbour, again").Replace("\n\n## Bakers", "\n\nPassed on by a friend of the harbour.\n\n## Bakers", StringComparison.Ordinal));
        var first = await FirstStatementAsync(archive, one);
        var article = await archive.ReadAsync(db => db.Articles.Where(a => a.Id == one).Select(a => a.Slug).SingleAsync());
        Assert.Equal([(first.Slug, null, true)], await WithdrawnAsync(archive, other));

        Assert.Null(await WithdrawAsync(archive, withdrawals => withdrawals.WithdrawStatementAsync(first.Slug, WithdrawalReason.Safety, null, null, Cancellation)));
        Assert.Equal([(first.Slug, WithdrawalReason.Safety, false)], await WithdrawnAsync(archive, other));
        // What somebody says of it is listed, as of any other.
        var key = (await OpenAsync(archive, other)).Content.Statements.First().Key;
        await EditAsync(archive, other, new Distinguish(key, first.Id, first.Slug, true));
        Assert.True(Assert.Single((await CompareAsync(archive, other)).OfParts[key].Distinct).IsWithdrawn);
        await EditAsync(archive, other, new Distinguish(key, first.Id, first.Slug, false));

        // Its own tombstone says more than its article's, which speaks of the others.
        Assert.Null(await WithdrawAsync(archive, withdrawals => withdrawals.WithdrawArticleAsync(article, WithdrawalReason.Legal, null, WithdrawnContent.Kept, null, Cancellation)));
        Assert.Equal([(first.Slug, WithdrawalReason.Safety, false)], await WithdrawnAsync(archive, other));
        var second = (await OpenAsync(archive, other)).Content.Statements.ElementAt(1).Key;
        Assert.Equal(WithdrawalReason.Legal, Assert.Single((await CompareAsync(archive, other)).OfParts[second].Alike).Withdrawn?.Reason);

        Assert.Null(await WithdrawAsync(archive, withdrawals => withdrawals.DestroyAsync(one, null, Cancellation)));
        Assert.Empty(await WithdrawnAsync(archive, other));
    }

    [Fact]
    public async Task A_short_text_that_was_withdrawn_is_told_of_whoever_is_said_to_speak_in_the_other()
    {
        const string Short = "We say no to the war and yes to bread and to roses.";
        await using var archive = await TestArchive.CreateAsync();
        var one = await DraftAsync(archive, $"# Roses\n\nAda Lind:\n\n{Short}\n");
        await PublishAsync(archive, one);
        var other = await DraftAsync(archive, $"# Bread\n\nAda Lind:\n\n{Short}\n");
        await EditAsync(archive, other, new SetAuthors((await OpenAsync(archive, other)).Content.Statements.First().Key, [new DraftAuthor("Bo Berg", AuthorKind.Person)]));
        var first = await FirstStatementAsync(archive, one);
        Assert.Empty(await WithdrawnAsync(archive, other));
        Assert.Null(await WithdrawAsync(archive, withdrawals => withdrawals.WithdrawStatementAsync(first.Slug, WithdrawalReason.RightsHolder, null, null, Cancellation)));
        Assert.Equal([(first.Slug, WithdrawalReason.RightsHolder, false)], await WithdrawnAsync(archive, other));
    }

    [Fact]
    public async Task A_statement_of_which_the_words_are_anothers_now_is_not_called_withdrawn()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        await EditAsync(archive, one, new JoinWithNext((await OpenAsync(archive, one)).Content.Statements.First().Key));
        await PublishAsync(archive, one, "They are one.");
        Assert.Equal(1, await archive.ReadAsync(db => db.Withdrawals.CountAsync()));
        Assert.All((await CompareAsync(archive, other)).OfParts.Values.SelectMany(found => found.Alike), alike => Assert.Null(alike.Withdrawn));
    }

    [Fact]
    public async Task Words_that_are_hidden_in_a_like_statement_are_told_of_while_everybody_would_read_them()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        async Task<NearDuplicate> FoundAsync() => Assert.Single((await CompareAsync(archive, other)).OfParts[(await OpenAsync(archive, other)).Content.Statements.First().Key].Alike);
        static RedactPassage Hiding(OpenDraft open, string words) => open.Text.Text.IndexOf(words, StringComparison.Ordinal) is var at ? new RedactPassage(at, at + words.Length, "endangers a witness") : null!;
        Assert.Equal((false, false), await FoundAsync() is var before ? (before.IsPartlyHidden, before.ShowsHidden) : default);
        const string Words = "The second reason why the harbour";
        await EditAsync(archive, one, Hiding(await OpenAsync(archive, one), Words));
        await PublishAsync(archive, one, "Hidden.");
        Assert.Equal((true, true), await FoundAsync() is var shown ? (shown.IsPartlyHidden, shown.ShowsHidden) : default);
        await EditAsync(archive, other, Hiding(await OpenAsync(archive, other), Words));
        Assert.Equal((true, false), await FoundAsync() is var hidden ? (hidden.IsPartlyHidden, hidden.ShowsHidden) : default);
    }

    [Theory]
    [InlineData("Bo Berg", "We saw Bo\nBerg there.", true)]
    [InlineData("Bo Berg", "We saw Bo Bergman there.", false)]
    [InlineData("Bo Berg of the harbour saw all of it", "It was Berg of the mill.", false)]
    [InlineData("Bo Berg of the harbour saw all of it", "It was Bo Berg of the harbour.", true)]
    [InlineData("Bo Berg of the harbour saw all of it", "He saw all of it.", false)]
    [InlineData("—", "It was — he.", false)]
    [InlineData("Bo Berg", "", false)]
    public void All_hidden_words_or_four_of_a_longer_passage_stand_in_a_text(string hidden, string shown, bool standIn) => Assert.Equal(standIn, NearDuplicates.Holds(shown, hidden, ["Nobody saw all of it."]));

    [Fact]
    public async Task Says_how_many_statements_of_others_could_not_be_compared_yet()
    {
        await using var archive = await TestArchive.CreateAsync();
        var (one, other) = await TwoAsync(archive);
        async Task<int> MissingAsync(int id)
        {
            await using var scope = archive.Services.CreateAsyncScope();
            var open = (await scope.ServiceProvider.GetRequiredService<WorkingCopies>().OpenAsync(id, Cancellation))!;
            return (await scope.ServiceProvider.GetRequiredService<DraftDuplicates>().OfAsync(open, open.Content.Parts, Cancellation)).Missing;
        }
        Assert.Equal(2, await MissingAsync(other));
        // A published one as it is published is compared with nothing, so nothing is missing.
        Assert.Equal(0, await MissingAsync(one));
        await CompareAsync(archive, other);
        Assert.Equal(0, await MissingAsync(other));
        await DraftAsync(archive, Report("Harbour, once more"));
        Assert.Equal(2, await MissingAsync(other));
        await archive.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Shinglings\" SET \"Version\" = 0", Cancellation));
        Assert.Equal(4, await MissingAsync(other));
    }
}
