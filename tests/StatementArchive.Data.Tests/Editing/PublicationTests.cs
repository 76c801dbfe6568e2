using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;
using static StatementArchive.Data.Tests.Editing.DraftWork;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>From a draft to what the public reads, and corrections of it, on the seed article.</summary>
public sealed class PublicationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<List<Statement>> StatementsAsync(TestArchive archive) => archive.ReadAsync(db => db.PublicStatements().AsNoTracking()
        .Include(s => s.Authors).ThenInclude(a => a.Author).Include(s => s.Revisions).Include(s => s.Evidence).OrderBy(s => s.Ordinal).ToListAsync());

    private static async Task<int> HitsAsync(TestArchive archive, string query)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        await archive.Services.GetRequiredService<StatementIndex>().FollowAsync(null, Cancellation);
        return (await scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(new StatementFilter { Text = query.Length == 0 ? null : query }, Cancellation)).Listing!.List.Total;
    }

    [Fact]
    public async Task Publishing_an_untouched_draft_gives_the_very_statements_that_ingestion_would_have_published()
    {
        var (draft, id) = await SeedAsync(asDraft: true);
        await using var _ = draft;
        var (published, _) = await SeedAsync(asDraft: false);
        await using var __ = published;
        Assert.Empty(await StatementsAsync(draft));
        Assert.Equal(4, Assert.IsType<PublicationOutcome.Done>(await PublishAsync(draft, id)).Statements.Count);
        Assert.Equal((await StatementsAsync(published)).Select(Told), (await StatementsAsync(draft)).Select(Told));
        Assert.Equal(await published.ReadAsync(db => db.Affiliations.CountAsync()), await draft.ReadAsync(db => db.Affiliations.CountAsync()));
        Assert.All(await StatementsAsync(draft), s => Assert.Equal([(1, false), (2, true)], s.Revisions.OrderBy(r => r.Number).Select(r => (r.Number, r.IsPublic))));

        static string Told(Statement s) => $"{s.Slug} {s.Ordinal} {s.Start}-{s.End} {s.Edtf} {s.Words} {s.BodySignOffStart} {string.Join(", ", s.Authors.Select(a => a.Author.Slug))} {s.Evidence.Count(e => e.IsChosen)}/{s.Evidence.Count} {s.Heading}\n{s.Body}";
    }

    [Fact]
    public async Task A_boundary_that_was_moved_and_put_back_leaves_every_letter_where_it_was()
    {
        var (archive, id) = await SeedAsync(asDraft: true);
        await using var _ = archive;
        var before = await OpenAsync(archive, id);
        var third = before.Content.Statements.ElementAt(2);
        var (to, back) = (before.Text.Lines(before.Content.Statements.ElementAt(1).Start, third.Start - 1).Last().Start, third.Start);
        await EditAsync(archive, id, new MoveBoundary(third.Key, to), new MoveBoundary(third.Key, back), new SetHeading(third.Key, third.Statement!.HeadingEnd), new SetSignOff(before.Content.Statements.ElementAt(1).Key, before.Content.Statements.ElementAt(1).Statement!.SignOffStart));
        await PublishAsync(archive, id);
        var (published, _) = await SeedAsync(asDraft: false);
        await using var __ = published;
        Assert.Equal((await StatementsAsync(published)).Select(s => (s.Body, s.Heading, s.BodySignOffStart)), (await StatementsAsync(archive)).Select(s => (s.Body, s.Heading, s.BodySignOffStart)));
    }

    [Fact]
    public async Task An_author_who_was_put_right_is_the_one_who_speaks_and_the_one_who_was_wrong_is_found_nowhere()
    {
        var (archive, id) = await SeedAsync(asDraft: true);
        await using var _ = archive;
        var first = (await OpenAsync(archive, id)).Content.Statements.First();
        var wrong = first.Statement!.Authors.Single().Name;
        await EditAsync(archive, id, new SetAuthors(first.Key, [new DraftAuthor("Bakers of Basra", AuthorKind.Organisation)]));
        var slug = Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id)).Statements[0];
        Assert.Contains("bakers-of-basra", slug, StringComparison.Ordinal);
        var statement = (await StatementsAsync(archive))[0];
        Assert.Equal(["Bakers of Basra"], statement.Authors.Select(a => a.Author.Name));
        Assert.Contains(statement.Evidence, e => e is { Fact: "author", Rule: "archivist", IsChosen: true });
        Assert.Contains(statement.Evidence, e => e is { Fact: "author", IsChosen: false } && e.Value == wrong);
        Assert.DoesNotContain(wrong, await archive.ReadAsync(db => db.PublicAuthors().Select(a => a.Name).ToListAsync()));
        Assert.DoesNotContain(wrong, await archive.ReadAsync(db => db.PublicNames().Where(n => n.StatementId == statement.Id).Select(n => n.Form).ToListAsync()));
        Assert.Equal(1, await HitsAsync(archive, "org:\"Bakers of Basra\""));
    }

    [Fact]
    public async Task A_correction_makes_a_revision_of_what_changed_and_of_nothing_else_and_the_search_follows()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        var second = (await OpenAsync(archive, id)).Content.Statements.ElementAt(1);
        Assert.Equal("Nothing was changed.", Assert.IsType<PublicationOutcome.Refused>(await PublishAsync(archive, id, "why")).Reason);
        await EditAsync(archive, id, new SetDate(second.Key, "1999-12-31"), new DescribeStatement(second.Key, "A title of our own", "en", null, ["Winter"]));
        Assert.Equal(before[1].Edtf, (await StatementsAsync(archive))[1].Edtf);
        Assert.StartsWith("Say why it is corrected", Assert.IsType<PublicationOutcome.Refused>(await PublishAsync(archive, id)).Reason, StringComparison.Ordinal);
        Assert.Equal([before[1].Slug], Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "The leaflet gives the day.")).Statements);
        var after = await StatementsAsync(archive);
        Assert.Equal(before.Select(s => s.Slug), after.Select(s => s.Slug));
        Assert.Equal([1, 2, 1, 1], after.Select(s => s.RevisionNumber));
        Assert.Equal(("1999-12-31", "A title of our own"), (after[1].Edtf, after[1].Title));
        Assert.Equal(before[1].Body, after[1].Body);
        Assert.Equal(["Ingested", "The leaflet gives the day."], after[1].Revisions.OrderBy(r => r.Number).Select(r => r.Reason));
        Assert.All(after[1].Revisions, r => Assert.True(r.IsPublic));
        Assert.Equal(before[1].Edtf, JsonSerializer.Deserialize<RevisionContent>(after[1].Revisions.Single(r => r.Number == 1).Content, RevisionContent.Json)!.Date!.Edtf);
        // The other is the one of which no more is known than that it is not younger than its article.
        Assert.Equal(2, await HitsAsync(archive, "date:1999-12"));
        Assert.Equal(1, await HitsAsync(archive, "subject:winter"));
        Assert.Equal(0, await archive.ReadAsync(db => db.DraftSteps.CountAsync()));
    }

    [Fact]
    public async Task Joining_two_published_statements_leaves_a_tombstone_at_the_address_of_the_second()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        await EditAsync(archive, id, new JoinWithNext((await OpenAsync(archive, id)).Content.Statements.ElementAt(1).Key));
        Assert.Equal([before[2].Slug, before[1].Slug, before[3].Slug], Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "They are one.")).Statements);
        var after = await StatementsAsync(archive);
        Assert.Equal([before[0].Slug, before[1].Slug, before[3].Slug], after.Select(s => s.Slug));
        Assert.Equal([1, 2, 3], after.Select(s => s.Ordinal));
        Assert.Equal(before[2].End, after[1].End);
        var tombstone = await archive.ReadAsync(db => db.Withdrawals.Include(w => w.Statement).SingleAsync());
        Assert.Equal((before[2].Slug, WithdrawalReason.Duplicate, "They are one.", 4), (tombstone.Statement!.Slug, tombstone.Reason, tombstone.Note, tombstone.Statement.Ordinal));
        Assert.Equal(3, await HitsAsync(archive, ""));
        // The correction can be put right by another.
        var joined = (await OpenAsync(archive, id)).Content.Statements.ElementAt(1);
        await EditAsync(archive, id, new SplitPart(joined.Key, before[2].Start));
        var again = Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "They are two."));
        Assert.DoesNotContain(before[2].Slug, again.Statements);
        Assert.Equal([1, 2, 3, 4], (await StatementsAsync(archive)).Select(s => s.Ordinal));
    }

    [Fact]
    public async Task A_hidden_passage_is_in_nothing_that_the_public_can_read()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var open = await OpenAsync(archive, id);
        var first = open.Content.Statements.First();
        var line = open.Text.Lines(first.Statement!.HeadingEnd!.Value + 1, first.End).First();
        var words = open.Text.Passage(line.Start + 33, line.Start + 60);
        await EditAsync(archive, id, new RedactPassage(line.Start + 33, line.Start + 60, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        var statement = (await StatementsAsync(archive))[0];
        Assert.Contains("█", statement.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(words.Trim(), statement.Body, StringComparison.Ordinal);
        Assert.Equal([false, true], statement.Revisions.OrderBy(r => r.Number).Select(r => r.IsPublic));
        Assert.DoesNotContain(words.Trim(), statement.Revisions.Single(r => r.IsPublic).Content, StringComparison.Ordinal);
        Assert.All((await StatementsAsync(archive)).Skip(1), s => Assert.Equal(1, s.RevisionNumber));
        // The archive still has it, and shows it again.
        await EditAsync(archive, id, new RevealPassage((await OpenAsync(archive, id)).Content.Redactions.Single().Start));
        await PublishAsync(archive, id, "She agreed.");
        Assert.Contains(words.Trim(), (await StatementsAsync(archive))[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passage_is_hidden_in_the_history_of_whatever_statement_had_it_before()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var open = await OpenAsync(archive, id);
        var (first, second) = (open.Content.Statements.First(), open.Content.Statements.ElementAt(1));
        var line = open.Text.Lines(first.Start, first.End).Last(line => line.End - line.Start > 60);
        var words = open.Text.Passage(line.Start, line.End);
        await EditAsync(archive, id, new MoveBoundary(second.Key, line.Start));
        await PublishAsync(archive, id, "It belongs to the second.");
        await EditAsync(archive, id, new RedactPassage(line.Start, line.End, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        Assert.All(await archive.ReadAsync(db => db.Revisions.Where(r => r.IsPublic).Select(r => r.Content).ToListAsync()), content => Assert.DoesNotContain(words[..40], content, StringComparison.Ordinal));
        Assert.All(await StatementsAsync(archive), s => Assert.Contains(s.Revisions, r => r.IsPublic));
    }

    [Fact]
    public async Task Heading_and_sign_off_are_where_they_were_when_a_hidden_passage_is_shown_again()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        var open = await OpenAsync(archive, id);
        var part = open.Content.Statements.First(one => one.Statement is { HeadingEnd: not null, SignOffStart: not null });
        var heading = open.Text.Lines(part.Start, part.Statement!.HeadingEnd!.Value).First();
        await EditAsync(archive, id, new RedactPassage(heading.Start, heading.End, "endangers a witness"));
        await PublishAsync(archive, id, "Hidden.");
        await EditAsync(archive, id, new SetDate(part.Key, "2020"));
        await PublishAsync(archive, id, "Dated.");
        await EditAsync(archive, id, new RevealPassage(heading.Start));
        await PublishAsync(archive, id, "Shown.");
        Assert.Equal(before.Select(s => (s.Heading, s.Body, s.BodySignOffStart)), (await StatementsAsync(archive)).Select(s => (s.Heading, s.Body, s.BodySignOffStart)));
    }

    [Fact]
    public async Task A_title_that_repeats_hidden_words_is_in_no_older_version_of_any_statement()
    {
        await using var archive = await TestArchive.CreateAsync();
        var id = await DraftAsync(archive, "# Two voices\n\nAda Lind:\n\nWe met John Smith at the harbour.\n\nBakers’ Union:\n\nThe bread is ours.\n");
        async Task<int> KeyAsync() => (await OpenAsync(archive, id)).Content.Statements.ElementAt(1).Key;
        Task<List<string>> ToldAsync() => archive.ReadAsync(db => db.Revisions.Where(r => r.IsPublic && r.Statement.Ordinal == 2).OrderBy(r => r.Number).Select(r => r.Content).ToListAsync());
        await EditAsync(archive, id, new DescribeStatement(await KeyAsync(), "Reply to John Smith", "en", null, []));
        await PublishAsync(archive, id);
        await EditAsync(archive, id, new SetDate(await KeyAsync(), "2020"));
        await PublishAsync(archive, id, "Dated.");
        Assert.Equal(2, (await ToldAsync()).Count(content => content.Contains("Reply to John Smith", StringComparison.Ordinal)));
        var at = (await OpenAsync(archive, id)).Text.Text.IndexOf("John Smith", StringComparison.Ordinal);
        await EditAsync(archive, id, new RedactPassage(at, at + "John Smith".Length, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        Assert.DoesNotContain("John Smith", Assert.Single(await ToldAsync()), StringComparison.Ordinal);

        // A title that is given all the same is read, then as now.
        await EditAsync(archive, id, new RevealPassage(at), new DescribeStatement(await KeyAsync(), "Reply to John Smith", "en", null, []));
        await PublishAsync(archive, id, "He agreed.");
        await EditAsync(archive, id, new RedactPassage(at, at + "John Smith".Length, "endangers a witness"), new DescribeStatement(await KeyAsync(), "Reply to John Smith", "en", null, []));
        await PublishAsync(archive, id, "There, not here.");
        Assert.Equal(2, (await ToldAsync()).Count);
    }

    [Fact]
    public async Task Heading_and_sign_off_stay_where_they_are_when_a_version_with_hidden_passages_is_brought_back()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        var open = await OpenAsync(archive, id);
        var part = open.Content.Statements.First(one => one.Statement is { HeadingEnd: not null, SignOffStart: not null });
        var slug = part.Statement!.Slug!;
        var heading = open.Text.Lines(part.Start, part.Statement.HeadingEnd!.Value).First();
        var line = open.Text.Lines(part.Statement.HeadingEnd.Value, part.End).First(line => line.End - line.Start > 60);
        var hidden = new[] { (heading.Start, heading.End), (Start: line.Start + 10, End: line.Start + 50) };
        await EditAsync(archive, id, [.. hidden.Select(one => new RedactPassage(one.Start, one.End, "endangers a witness"))]);
        await PublishAsync(archive, id, "Hidden.");
        var shortened = (await StatementsAsync(archive)).Single(s => s.Slug == slug);
        Assert.Null(shortened.Heading);
        Assert.NotEqual(before.Single(s => s.Slug == slug).BodySignOffStart, shortened.BodySignOffStart);
        var content = RevisionContent.Read(shortened.Revisions.Single(r => r.Number == 2).Content);
        foreach (var shown in new[] { false, true })
        {
            if (shown) await EditAsync(archive, id, [.. hidden.Select(one => new RevealPassage(one.Start))]);
            await EditAsync(archive, id, new RestoreRevision(part.Key, slug, 2, content));
            var restored = (await OpenAsync(archive, id)).Content.Statements.Single(one => one.Statement!.Slug == slug).Statement!;
            Assert.Equal((part.Statement.HeadingEnd, part.Statement.SignOffStart), (restored.HeadingEnd, restored.SignOffStart));
        }
        await PublishAsync(archive, id, "Shown.");
        Assert.Equal(before.Select(s => (s.Heading, s.Body, s.BodySignOffStart)), (await StatementsAsync(archive)).Select(s => (s.Heading, s.Body, s.BodySignOffStart)));

        // A version that had its heading in its text has it there again.
        await EditAsync(archive, id, new SetHeading(part.Key, null));
        await PublishAsync(archive, id, "It is no heading.");
        var told = (await StatementsAsync(archive)).Single(s => s.Slug == slug);
        await EditAsync(archive, id, new SetHeading(part.Key, part.Statement.HeadingEnd));
        await PublishAsync(archive, id, "It is one.");
        await EditAsync(archive, id, new RestoreRevision(part.Key, slug, told.RevisionNumber, RevisionContent.Read(told.Revisions.Single(r => r.Number == told.RevisionNumber).Content)));
        Assert.Null((await OpenAsync(archive, id)).Content.Statements.Single(one => one.Statement!.Slug == slug).Statement!.HeadingEnd);
    }

    [Fact]
    public async Task A_statement_that_comes_and_goes_has_a_new_address_each_time()
    {
        await using var archive = await TestArchive.CreateAsync();
        var id = await DraftAsync(archive, "# Two voices\n\nAda Lind:\n\nWe were there.\n\nBakers’ Union:\n\nThe bread is ours.\n");
        await PublishAsync(archive, id);
        HashSet<string> slugs = [];
        for (var round = 0; round < 6; round++)
        {
            var first = (await OpenAsync(archive, id)).Content.Statements.First();
            Assert.True(slugs.Add(first.Statement!.Slug!));
            await EditAsync(archive, id, new MarkPart(first.Key, PartFate.Preface));
            await PublishAsync(archive, id, "Preface.");
            var preface = (await OpenAsync(archive, id)).Content.Parts.First(part => part.Start == first.Start);
            await EditAsync(archive, id, new MarkPart(preface.Key, PartFate.Statement), new SetAuthors(preface.Key, [new DraftAuthor("Ada Lind", AuthorKind.Person)]));
            Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, id, "A statement."));
        }
    }

    [Fact]
    public async Task A_revision_that_is_brought_back_takes_nothing_from_others_and_makes_no_guess_a_fact()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        var guess = before[1].Evidence.Where(e => e is { Fact: "author", IsChosen: true }).Max(e => e.Confidence);
        await EditAsync(archive, id, new JoinWithNext((await OpenAsync(archive, id)).Content.Statements.ElementAt(1).Key), new SetAuthors((await OpenAsync(archive, id)).Content.Statements.ElementAt(1).Key, [new DraftAuthor("Bakers of Basra", AuthorKind.Organisation)]));
        await PublishAsync(archive, id, "They are one.");
        var open = await OpenAsync(archive, id);
        var joined = open.Content.Statements.ElementAt(1);
        var content = RevisionContent.Read(before[1].Revisions.Single().Content);
        Assert.Equal("This is a revision of another statement.", Assert.Throws<RefusedEditException>(() => new RestoreRevision(joined.Key, before[0].Slug, 1, content).Apply(open.Content, open.Text)).Message);
        await EditAsync(archive, id, new RestoreRevision(joined.Key, before[1].Slug, 1, content));
        await PublishAsync(archive, id, "They are two.");
        var after = await StatementsAsync(archive);
        Assert.Equal(4, after.Count);
        Assert.Equal((before[1].Body, before[1].Heading, before[1].BodySignOffStart, before[1].Start, before[1].End), (after[1].Body, after[1].Heading, after[1].BodySignOffStart, after[1].Start, after[1].End));
        Assert.Equal(before[1].Authors.Select(a => a.AuthorId), after[1].Authors.Select(a => a.AuthorId));
        Assert.Equal(guess, after[1].Evidence.Where(e => e is { Fact: "author", IsChosen: true }).Max(e => e.Confidence));
        // What it gave up is nobody's until somebody says so.
        Assert.Equal((before[2].Start, before[2].End, 0), (after[2].Start, after[2].End, after[2].Authors.Count));
        Assert.Equal((before[3].Body, before[3].Slug), (after[3].Body, after[3].Slug));
    }

    [Fact]
    public async Task A_revision_that_had_the_words_of_another_statement_is_refused_in_words()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var before = await StatementsAsync(archive);
        var second = (await OpenAsync(archive, id)).Content.Statements.ElementAt(1);
        await EditAsync(archive, id, new MoveBoundary((await OpenAsync(archive, id)).Content.Statements.ElementAt(2).Key, (await OpenAsync(archive, id)).Text.Lines(second.Start, second.End).Last().Start));
        await PublishAsync(archive, id, "The last line is the third's.");
        var open = await OpenAsync(archive, id);
        var refused = Assert.Throws<RefusedEditException>(() => new RestoreRevision(open.Content.Statements.ElementAt(1).Key, before[1].Slug, 1, RevisionContent.Read(before[1].Revisions.Single().Content)).Apply(open.Content, open.Text));
        Assert.Contains("also held words that are in statement 3 now", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_only_a_hidden_passage_has_leads_nowhere_until_it_is_shown_again()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var name = await archive.ReadAsync(db => db.AuthorNames.AsNoTracking().Include(n => n.Author).FirstAsync(n => n.Form == "OCAI"));
        Task<List<string>> FoundAsync() => archive.ReadAsync(db => db.PublicNames().Where(n => n.AuthorId == name.AuthorId).Select(n => n.Form).ToListAsync());
        Assert.Contains("OCAI", await FoundAsync());
        var places = await archive.ReadAsync(db => db.AuthorNames.Where(n => n.AuthorId == name.AuthorId && n.Form == "OCAI").Select(n => new { n.Start, n.End }).Distinct().ToListAsync());
        foreach (var place in places) await EditAsync(archive, id, new RedactPassage(place.Start, place.End, "not theirs to tell"));
        await PublishAsync(archive, id, "Hidden.");
        Assert.DoesNotContain("OCAI", await FoundAsync());
        foreach (var place in places) await EditAsync(archive, id, new RevealPassage(place.Start));
        await PublishAsync(archive, id, "Shown.");
        Assert.Contains("OCAI", await FoundAsync());
    }

    [Fact]
    public async Task The_index_tells_an_authors_other_statements_by_a_name_only_while_somebody_can_read_it()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddAsync("# On bread\n\n## Dockers Union of Eastport\n\nWe say bread, and we say it again.\n\nDockers Union of Eastport\n\n3 January 2020\n");
        const string form = "Eastport Longshore League";
        var id = await DraftAsync(archive, $"# On rye\n\n## Dockers Union of Eastport\n\nWe say rye, and we say it again.\n\n{form}\n\n4 January 2020\n");
        Task<int> FoundAsync() => HitsAsync(archive, "org:longshore");
        await using (var scope = archive.Services.CreateAsyncScope())
        {
            var names = scope.ServiceProvider.GetRequiredService<NameSuggestions>();
            Assert.Equal(NameDecision.Made, await names.DecideAsync(id, Assert.Single(await names.OfArticleAsync(id, Cancellation)).Id, isTheirs: true, mayChangePublic: true, null, Cancellation));
        }
        Assert.Equal(0, await FoundAsync());
        await PublishAsync(archive, id);
        Assert.Equal(2, await FoundAsync());
        var name = await archive.ReadAsync(db => db.AuthorNames.SingleAsync(n => n.Form == form));
        await EditAsync(archive, id, new RedactPassage(name.Start, name.End, "not theirs to tell"));
        await PublishAsync(archive, id, "Hidden.");
        Assert.Equal(0, await FoundAsync());
        await EditAsync(archive, id, new RevealPassage(name.Start));
        await PublishAsync(archive, id, "Shown.");
        Assert.Equal(2, await FoundAsync());
        var (statement, article) = await archive.ReadAsync(async db => (await db.Statements.Where(s => s.ArticleId == id).Select(s => s.Slug).SingleAsync(), await db.Articles.Where(a => a.Id == id).Select(a => a.Slug).SingleAsync()));
        foreach (var withdraw in new Func<Withdrawals, Task<string?>>[] { w => w.WithdrawStatementAsync(statement, WithdrawalReason.Safety, null, null, Cancellation), w => w.WithdrawArticleAsync(article, WithdrawalReason.Safety, null, WithdrawnContent.Kept, null, Cancellation) })
        {
            await using var scope = archive.Services.CreateAsyncScope();
            var withdrawals = scope.ServiceProvider.GetRequiredService<Withdrawals>();
            Assert.Null(await withdraw(withdrawals));
            Assert.Equal(0, await FoundAsync());
            Assert.Null(await withdrawals.ReinstateAsync(await archive.ReadAsync(db => db.Withdrawals.Select(w => w.Id).SingleAsync()), null, Cancellation));
            Assert.Equal(2, await FoundAsync());
        }
    }

    [Fact]
    public async Task Hiding_and_correcting_forget_neither_that_a_name_waits_nor_that_it_was_refused()
    {
        await using var archive = await TestArchive.CreateAsync();
        const string form = "Eastport Longshore League";
        static string Report(string words) => $"# On {words}\n\n## Dockers Union of Eastport\n\nWe say {words}, and we say it again.\n\n{form}\n\n4 January 2020\n";
        var id = await DraftAsync(archive, Report("rye"));
        async Task<IReadOnlyList<NameSuggestion>> AskedAsync()
        {
            await using var scope = archive.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<NameSuggestions>().OfArticleAsync(id, Cancellation);
        }
        var asked = Assert.Single(await AskedAsync());
        await EditAsync(archive, id, new RedactPassage(asked.Start, asked.End, "not theirs to tell"));
        await PublishAsync(archive, id);
        Assert.Empty(await AskedAsync());
        Assert.DoesNotContain(form, await archive.ReadAsync(db => db.PublicNames().Select(n => n.Form).ToListAsync()));
        await EditAsync(archive, id, new RevealPassage(asked.Start));
        await PublishAsync(archive, id, "Shown.");
        Assert.Equal(form, Assert.Single(await AskedAsync()).Form);

        await using (var scope = archive.Services.CreateAsyncScope())
            Assert.Equal(NameDecision.Made, await scope.ServiceProvider.GetRequiredService<NameSuggestions>().DecideAsync(id, asked.Id, isTheirs: false, mayChangePublic: true, null, Cancellation));
        await EditAsync(archive, id, new SetAuthors((await OpenAsync(archive, id)).Content.Statements.Single().Key, [new DraftAuthor("Somebody Else", AuthorKind.Person)]));
        await PublishAsync(archive, id, "Another spoke.");
        // A part of a draft that is no statement any more forgets it neither.
        var draft = await DraftAsync(archive, Report("oats"));
        await EditAsync(archive, draft, new SplitPart((await OpenAsync(archive, draft)).Content.Statements.Single().Key, (await OpenAsync(archive, draft)).Content.Statements.Single().End - 5));
        await EditAsync(archive, draft, new MarkPart((await OpenAsync(archive, draft)).Content.Statements.First().Key, PartFate.Preface));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, draft));
        await archive.ReadAsync(db => db.AuthorNames.Where(n => n.ArticleId == id).ExecuteDeleteAsync());
        await archive.AddAsync(Report("spelt"));
        Assert.Equal([NameStatus.Refused], await archive.ReadAsync(db => db.AuthorNames.Where(n => n.Form == form).Select(n => n.Status).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task Signatories_in_a_hidden_passage_are_taken_off_the_list_and_come_back_in_their_places_when_it_is_shown_again()
    {
        await using var archive = await TestArchive.CreateAsync();
        var id = await DraftAsync(archive, "# Bread\n\n## Bakers’ Union\n\nThe bread of this town has become dear, and nobody knows who gains from it.\n\nSigned by:\n\n- Ana Lopez, Bakers' Union\n- Rosa Diaz\n- Karl Weber\n");
        await PublishAsync(archive, id);
        Task<List<string>> KeptAsync() => archive.ReadAsync(async db => (await db.PublicStatements().AsNoTracking().SingleAsync()).Signatories.ConvertAll(one => one.IsHidden ? "hidden" : one.Name));
        Task<List<string>> ReadAsync() => archive.ReadAsync(async db => RevisionContent.Read(await db.Revisions.Where(r => r.IsPublic).OrderByDescending(r => r.Number).Select(r => r.Content).FirstAsync()).Signatories.Select(one => one.Name).ToList());
        Assert.Equal(["Ana Lopez", "Rosa Diaz", "Karl Weber"], await ReadAsync());
        var rosa = (await OpenAsync(archive, id)).Content.Statements.Single().Statement!.Signatories[1];
        await EditAsync(archive, id, new RedactPassage(rosa.Start, rosa.End, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");
        Assert.Equal(["Ana Lopez", "Karl Weber"], await ReadAsync());
        Assert.Equal(["Ana Lopez", "hidden", "Karl Weber"], await KeptAsync());
        // Another correction meanwhile does not lose her.
        await EditAsync(archive, id, new SetDate((await OpenAsync(archive, id)).Content.Statements.Single().Key, "2020"));
        await PublishAsync(archive, id, "Dated.");
        Assert.Equal(["Ana Lopez", "Karl Weber"], await ReadAsync());
        await EditAsync(archive, id, new RevealPassage(rosa.Start));
        await PublishAsync(archive, id, "She agreed.");
        Assert.Equal(["Ana Lopez", "Rosa Diaz", "Karl Weber"], await ReadAsync());
        Assert.Equal(["Ana Lopez", "Rosa Diaz", "Karl Weber"], await KeptAsync());
    }

    [Fact]
    public async Task Hidden_signatories_stay_with_the_passage_in_which_they_signed_whatever_is_corrected_meanwhile()
    {
        await using var archive = await TestArchive.CreateAsync();
        var id = await DraftAsync(archive, "# Bread\n\n## Bakers’ Union\n\nThe bread of this town has become dear.\n\nNobody knows who gains from it.\n\nSigned by:\n\n- Ana Lopez\n- Rosa Diaz\n- Karl Weber\n");
        await PublishAsync(archive, id);
        Task<List<string>> ReadAsync() => archive.ReadAsync(async db => (await db.PublicStatements().AsNoTracking().Where(s => s.ArticleId == id).OrderBy(s => s.Ordinal).ToListAsync())
            .ConvertAll(s => string.Join(", ", s.Signatories.Select(one => one.IsHidden ? $"({one.Name})" : one.Name))));
        async Task<(DraftPart[] Parts, int Line)> AtAsync(string words)
        {
            var open = await OpenAsync(archive, id);
            return ([.. open.Content.Statements], new CodePointIndex(open.Text.Text).FromUtf16(open.Text.Text.IndexOf(words, StringComparison.Ordinal)));
        }
        Assert.Equal(["Ana Lopez, Rosa Diaz, Karl Weber"], await ReadAsync());
        var rosa = (await OpenAsync(archive, id)).Content.Statements.Single().Statement!.Signatories[1];
        await EditAsync(archive, id, new RedactPassage(rosa.Start, rosa.End, "endangers a witness"));
        await PublishAsync(archive, id, "A name is hidden.");

        // The second half becomes a statement of its own, with those who signed it.
        var (parts, line) = await AtAsync("Nobody knows");
        await EditAsync(archive, id, new SplitPart(parts[0].Key, line));
        await PublishAsync(archive, id, "Two statements.");
        Assert.Equal(["", "Ana Lopez, (Rosa Diaz), Karl Weber"], await ReadAsync());

        // The boundary moves, is published there, and moves back.
        (parts, line) = await AtAsync("Signed by:");
        await EditAsync(archive, id, new MoveBoundary(parts[1].Key, line));
        await PublishAsync(archive, id, "Further down.");
        Assert.Equal(["", "Ana Lopez, (Rosa Diaz), Karl Weber"], await ReadAsync());
        (parts, line) = await AtAsync("Nobody knows");
        await EditAsync(archive, id, new MoveBoundary(parts[1].Key, line));
        await PublishAsync(archive, id, "No, further up.");
        Assert.Equal(["", "Ana Lopez, (Rosa Diaz), Karl Weber"], await ReadAsync());

        await EditAsync(archive, id, new RevealPassage(rosa.Start), new JoinWithNext((await AtAsync("")).Parts[0].Key));
        await PublishAsync(archive, id, "She agreed, and it is one.");
        Assert.Equal(["Ana Lopez, Rosa Diaz, Karl Weber"], await ReadAsync());
    }

    [Fact]
    public async Task Signatories_that_were_stored_before_any_could_be_hidden_are_not_hidden()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddSeedAsync();
        await archive.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""UPDATE "Statements" SET "Signatories" = json_array(json_object('Description', NULL, 'End', 3, 'Name', 'Ada', 'Start', 0)) WHERE "Ordinal" = 1"""));
        Assert.Equal([("Ada", false)], (await archive.ReadAsync(db => db.Statements.AsNoTracking().SingleAsync(s => s.Ordinal == 1))).Signatories.Select(one => (one.Name, one.IsHidden)));
    }

    [Fact]
    public async Task Another_publication_is_linked_and_not_stored_a_second_time()
    {
        var (archive, id) = await SeedAsync(asDraft: false);
        await using var _ = archive;
        var original = (await StatementsAsync(archive))[1];
        var second = await archive.AddAsync("# Reprint\n\nSomebody says:\n\nWe print it again.\n\nThe same words once more.", asDraft: true);
        var other = await archive.ReadAsync(db => db.Articles.Where(a => a.Slug == second.Slug).Select(a => a.Id).SingleAsync());
        var part = (await OpenAsync(archive, other)).Content.Statements.Last();
        await EditAsync(archive, other, new MarkPart(part.Key, PartFate.Republication, RepublicationOf: "no-such"));
        Assert.Equal("There is no published statement 'no-such'.", Assert.IsType<PublicationOutcome.Refused>(await PublishAsync(archive, other)).Reason);
        await EditAsync(archive, other, new MarkPart(part.Key, PartFate.Republication, RepublicationOf: original.Slug));
        Assert.IsType<PublicationOutcome.Done>(await PublishAsync(archive, other));
        Assert.Equal([original.Id], await archive.ReadAsync(db => db.Republications.Select(r => r.StatementId).ToListAsync()));
        Assert.Equal(4, (await StatementsAsync(archive)).Count);
        Assert.Equal(PartFate.Republication, (await OpenAsync(archive, other)).Content.Parts.Single(one => one.RepublicationOf is not null).Fate);
    }

    [Fact]
    public async Task Publishing_what_somebody_changed_meanwhile_is_a_conflict_and_nothing_is_published()
    {
        var (archive, id) = await SeedAsync(asDraft: true);
        await using var _ = archive;
        await EditAsync(archive, id, new SetDate((await OpenAsync(archive, id)).Content.Statements.First().Key, "2020"));
        Assert.IsType<PublicationOutcome.Conflict>(await PublishAsync(archive, id, version: 0));
        Assert.Empty(await StatementsAsync(archive));
        Assert.IsType<PublicationOutcome.Gone>(await PublishAsync(archive, id + 1, version: 0));
    }
}
