using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>Authority records: what archivists say of authors, and records that turn out to be one.</summary>
public sealed class AuthoritiesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Report(string author, string words) => $"# A report on {words}\n\n## {author}\n\nWe say {words}, and we say it again.\n\n{author}\n\n3 January 2020\n";

    private static async Task<T> WithAsync<T>(TestArchive archive, Func<Authorities, Task<T>> work)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Authorities>());
    }

    private static Task<int> IdAsync(TestArchive archive, string name) => archive.ReadAsync(db => db.Authors.Where(a => a.Name == name).Select(a => a.Id).SingleAsync());

    private static async Task<int> HitsAsync(TestArchive archive, string query)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        await archive.Services.GetRequiredService<StatementIndex>().FollowAsync(null, Cancellation);
        return (await scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(new StatementFilter { Text = query }, Cancellation)).Listing!.List.Total;
    }

    private static async Task<(TestArchive Archive, int Bakers, int Guild)> TwoAsync()
    {
        var archive = await TestArchive.CreateAsync();
        await archive.AddAsync(Report("Bakers Union of Northport", "bread"));
        await archive.AddAsync(Report("Northport Guild of Bakers", "rye"));
        await archive.AddAsync(Report("Northport Guild of Bakers", "wheat"));
        return (archive, await IdAsync(archive, "Bakers Union of Northport"), await IdAsync(archive, "Northport Guild of Bakers"));
    }

    private static async Task<string> DumpAsync(TestArchive archive) => await archive.ReadAsync(async db => string.Join('\n',
        (await db.Set<StatementAuthor>().OrderBy(a => a.StatementId).Select(a => $"{a.StatementId} {a.AuthorId} {a.AffiliationId}").ToListAsync())
            .Concat(await db.AuthorNames.OrderBy(n => n.Id).Select(n => $"{n.Id} {n.AuthorId} {n.Form}").ToListAsync())
            .Concat(await db.GivenNames.OrderBy(n => n.Id).Select(n => $"{n.AuthorId} {n.Form}").ToListAsync())
            .Concat(await db.AuthorIdentifiers.OrderBy(i => i.Id).Select(i => $"{i.AuthorId} {i.Value}").ToListAsync())
            .Concat(await db.Authors.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.Name} {a.MergedIntoId}").ToListAsync())));

    [Fact]
    public async Task A_merge_makes_one_author_of_two_and_undoing_it_makes_two_as_they_were()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.AddIdentifierAsync(guild, IdentifierScheme.Wikidata, "https://www.wikidata.org/wiki/q42", null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.AddNameAsync(guild, "NGB", GivenNameKind.Acronym, null, null, null, Cancellation)));
        var before = await DumpAsync(archive);
        var preview = (await WithAsync(archive, a => a.PreviewMergeAsync(guild, bakers, Cancellation)))!;
        Assert.Equal((2, 0, 0), (preview.Statements, preview.Joint, preview.SpokenFor));
        Assert.True(preview.Staying.IsEmpty);
        Assert.Contains("NGB", preview.Names);
        Assert.Equal(["Q42"], preview.Identifiers);
        Assert.Equal(before, await DumpAsync(archive));

        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        Assert.Equal(["Bakers Union of Northport"], await archive.ReadAsync(db => db.PublicAuthors().Select(a => a.Name).ToListAsync()));
        Assert.Equal(3, await HitsAsync(archive, "org:\"Bakers Union of Northport\""));
        Assert.Equal(3, await HitsAsync(archive, "org:\"Northport Guild of Bakers\""));
        Assert.Equal(3, await HitsAsync(archive, "org:NGB"));
        Assert.Equal([1, 2, 2], await archive.ReadAsync(db => db.Statements.OrderBy(s => s.Id).Select(s => s.RevisionNumber).ToListAsync()));
        Assert.Contains("is the same as Bakers Union of Northport", await archive.ReadAsync(db => db.Revisions.OrderByDescending(r => r.Id).Select(r => r.Reason).FirstAsync()), StringComparison.Ordinal);
        Assert.Equal("One of them was merged already.", await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));

        // What comes under the old name is the one author's.
        await archive.AddAsync(Report("Northport Guild of Bakers", "oats"));
        Assert.Equal(4, await archive.ReadAsync(db => db.Set<StatementAuthor>().CountAsync(a => a.AuthorId == bakers)));

        var merge = await archive.ReadAsync(db => db.AuthorMerges.Select(m => m.Id).SingleAsync());
        Assert.Null(await WithAsync(archive, a => a.UndoMergeAsync(merge, null, Cancellation)));
        Assert.Equal("This merge was undone already.", await WithAsync(archive, a => a.UndoMergeAsync(merge, null, Cancellation)));
        Assert.Equal(2, await HitsAsync(archive, "org:NGB"));
        Assert.Equal(2, await HitsAsync(archive, "org:\"Bakers Union of Northport\""));
        var after = await DumpAsync(archive);
        Assert.All(before.Split('\n'), line => Assert.Contains(line, after.Split('\n')));

        // What came meanwhile is not moved by itself, and not forgotten.
        var oats = Assert.Single(await WithAsync(archive, a => a.CameMeanwhileAsync(guild, Cancellation)));
        Assert.Equal(("Northport Guild of Bakers", bakers), (oats.Name, oats.OtherId));
        Assert.Empty(await WithAsync(archive, a => a.CameMeanwhileAsync(bakers, Cancellation)));
        Assert.Equal("Choose statements of the list; some were changed meanwhile.", await WithAsync(archive, a => a.AscribeAsync(guild, [1], null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.AscribeAsync(guild, [oats.StatementId], null, Cancellation)));
        Assert.Empty(await WithAsync(archive, a => a.CameMeanwhileAsync(guild, Cancellation)));
        Assert.Equal((3, 1), (await HitsAsync(archive, "org:NGB"), await HitsAsync(archive, "org:\"Bakers Union of Northport\"")));
        Assert.Equal("It came in while Northport Guild of Bakers was taken for another author", await archive.ReadAsync(db => db.Revisions.Where(r => r.StatementId == oats.StatementId).OrderByDescending(r => r.Number).Select(r => r.Reason).FirstAsync()));
        Assert.Equal([guild], await archive.ReadAsync(db => db.AuthorNames.Where(n => n.StatementId == oats.StatementId).Select(n => n.AuthorId).Distinct().ToListAsync()));
    }

    private static Task<string> HistoryAsync(TestArchive archive) => archive.ReadAsync(async db => string.Join('\n',
        (await db.AuthorRelations.OrderBy(r => r.Id).Select(r => $"{r.Id} {r.AuthorId} {r.Kind} {r.OtherId} {r.Date}").ToListAsync())
            .Concat(await db.AuthorDistinctions.OrderBy(d => d.OneId).ThenBy(d => d.OtherId).Select(d => $"{d.OneId} is not {d.OtherId}").ToListAsync())
            .Concat(await db.Affiliations.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.PersonId} {a.OrganisationId} {a.Held}").ToListAsync())
            .Concat(await db.Authors.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.Founded} {a.Dissolved} {a.Note}").ToListAsync())));

    [Fact]
    public async Task A_merge_carries_history_and_facts_over_or_says_what_it_does_not_carry_and_undoing_gives_all_back()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        await archive.AddAsync(Report("Millers League of Southport", "meal"));
        await archive.AddAsync(Report("Bargemen Union of Southport", "tow"));
        await archive.AddAsync("# A speech on flour\n\nBy Rosa Lindqvist\n\nWe say flour, and we say it again.\n\nRosa Lindqvist\n\n4 January 2020\n");
        var (millers, bargemen, rosa) = (await IdAsync(archive, "Millers League of Southport"), await IdAsync(archive, "Bargemen Union of Southport"), await IdAsync(archive, "Rosa Lindqvist"));
        foreach (var change in new Func<Authorities, Task<string?>>[]
        {
            a => a.RelateAsync(guild, AuthorRelationKind.SplitFrom, "millers-league-of-southport", "1970", null, Cancellation),
            a => a.RelateAsync(bargemen, AuthorRelationKind.SplitFrom, "northport-guild-of-bakers", "1975", null, Cancellation),
            a => a.RelateAsync(guild, AuthorRelationKind.Predecessor, "bargemen-union-of-southport", "1971", null, Cancellation),
            a => a.RelateAsync(bakers, AuthorRelationKind.Predecessor, "bargemen-union-of-southport", "1972", null, Cancellation),
            a => a.RelateAsync(guild, AuthorRelationKind.MergedInto, "bakers-union-of-northport", null, null, Cancellation),
            a => a.AffiliateAsync(rosa, "northport-guild-of-bakers", "1980", null, Cancellation),
            a => a.AffiliateAsync(rosa, "bakers-union-of-northport", "1981", null, Cancellation),
            a => a.DistinguishAsync(millers, guild, null, Cancellation),
            a => a.DescribeAsync(guild, new AuthorFacts("Northport Guild of Bakers", "1960", "1999", "Of the old town."), null, null, Cancellation),
            a => a.DescribeAsync(bakers, new AuthorFacts("Bakers Union of Northport", null, "1998", null), null, null, Cancellation),
        }) Assert.Null(await WithAsync(archive, change));
        var before = await HistoryAsync(archive);
        var preview = (await WithAsync(archive, a => a.PreviewMergeAsync(guild, bakers, Cancellation)))!;
        Assert.Equal((2, 1, 0), (preview.Relations, preview.Distinctions, preview.Affiliations));
        Assert.Equal(new AuthorFacts(null, "1960", null, "Of the old town."), preview.Filled);
        Assert.Equal(new AuthorFacts(null, null, "1999", null), preview.Staying.Facts);
        Assert.Equal(["1971", null], preview.Staying.Relations.Select(r => r.Date));
        Assert.Equal(["1980"], preview.Staying.Affiliations.Select(a => a.Held));
        Assert.Equal(before, await HistoryAsync(archive));

        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        Assert.Equal([(bakers, millers), (bargemen, bakers)], await archive.ReadAsync(async db => (await db.AuthorRelations.Where(r => r.Kind == AuthorRelationKind.SplitFrom).OrderBy(r => r.Id).Select(r => new { r.AuthorId, r.OtherId }).ToListAsync()).Select(r => (r.AuthorId, r.OtherId))));
        Assert.Equal("Somebody said that they are not the same.", await WithAsync(archive, a => a.MergeAsync(millers, bakers, null, Cancellation)));
        Assert.Equal(("1960", "1998", "Of the old town."), await archive.ReadAsync(async db => await db.Authors.SingleAsync(a => a.Id == bakers) is var told ? (told.Founded, told.Dissolved, told.Note) : default));
        Assert.Null(await WithAsync(archive, async a => await a.UndoMergeAsync(await archive.ReadAsync(db => db.AuthorMerges.Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Equal(before, await HistoryAsync(archive));
    }

    [Fact]
    public async Task Of_joint_authors_that_are_merged_one_is_left_and_undoing_gives_revisions_to_what_it_moves_back_alone()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        var articles = await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync());
        DraftAuthor Organisation(string name) => new(name, Parsing.AuthorKind.Organisation);
        async Task SpeakAsync(int article, params DraftAuthor[] authors)
        {
            await DraftWork.EditAsync(archive, article, new SetAuthors((await DraftWork.OpenAsync(archive, article)).Content.Statements.Single().Key, authors));
            Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, article, "Who spoke."));
        }
        Task<List<string>> SpeakersAsync(int article) => archive.ReadAsync(db => db.Set<StatementAuthor>().Where(a => a.Statement.ArticleId == article).OrderBy(a => a.Position).Select(a => $"{a.Position} {a.Author.Name}").ToListAsync());
        await SpeakAsync(articles[0], Organisation("Bakers Union of Northport"), Organisation("Northport Guild of Bakers"));
        await SpeakAsync(articles[1], Organisation("Northport Guild of Bakers"), Organisation("Somebody Else"), Organisation("Bakers Union of Northport"));
        Assert.Equal((3, 2), ((await WithAsync(archive, a => a.PreviewMergeAsync(guild, bakers, Cancellation)))!.Statements, (await WithAsync(archive, a => a.PreviewMergeAsync(guild, bakers, Cancellation)))!.Joint));
        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        Assert.Equal(["1 Bakers Union of Northport"], await SpeakersAsync(articles[0]));
        Assert.Equal(["1 Bakers Union of Northport", "2 Somebody Else"], await SpeakersAsync(articles[1]));
        // Two names of one author in a new document are one author.
        var both = await archive.AddAsync("# On oats\n\n## Bakers Union of Northport and Northport Guild of Bakers\n\nWe say oats, and we say it again.\n\nBakers Union of Northport\nNorthport Guild of Bakers\n\n3 January 2020\n");
        Assert.Single(await archive.ReadAsync(db => db.Set<StatementAuthor>().Where(a => a.Statement.Article.Slug == both.Slug && a.AuthorId == bakers).ToListAsync()));
        // What is put right since is not moved back, and gets no revision.
        await SpeakAsync(articles[2], Organisation("Somebody Else"));
        Assert.Null(await WithAsync(archive, async a => await a.UndoMergeAsync(await archive.ReadAsync(db => db.AuthorMerges.Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Equal(["1 Bakers Union of Northport", "2 Northport Guild of Bakers"], await SpeakersAsync(articles[0]));
        Assert.Equal(["1 Northport Guild of Bakers", "2 Somebody Else", "3 Bakers Union of Northport"], await SpeakersAsync(articles[1]));
        Assert.Equal(["1 Somebody Else"], await SpeakersAsync(articles[2]));
        Assert.Equal([4, 4, 3, 1], await archive.ReadAsync(db => db.Statements.OrderBy(s => s.Id).Select(s => s.RevisionNumber).ToListAsync()));
    }

    [Fact]
    public async Task An_undone_merge_is_not_brought_back_by_a_correction_that_was_begun_while_it_held()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        var articles = await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync());
        foreach (var article in articles.Skip(1))
        {
            var key = (await DraftWork.OpenAsync(archive, article)).Content.Statements.Single().Key;
            await DraftWork.EditAsync(archive, article, new SetDate(key, "2019"));
            // Of the last one somebody says who spoke.
            if (article == articles[^1]) await DraftWork.EditAsync(archive, article, new ConfirmFact(key, "author"));
        }
        Assert.Null(await WithAsync(archive, async a => await a.UndoMergeAsync(await archive.ReadAsync(db => db.AuthorMerges.Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Equal("Northport Guild of Bakers", Assert.Single((await DraftWork.OpenAsync(archive, articles[1])).Content.Statements.Single().Statement!.Authors).Name);
        // Also when the work went on after it was undone.
        await DraftWork.EditAsync(archive, articles[1], new SetDate((await DraftWork.OpenAsync(archive, articles[1])).Content.Statements.Single().Key, "2018"));
        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        Assert.Null(await WithAsync(archive, async a => await a.UndoMergeAsync(await archive.ReadAsync(db => db.AuthorMerges.Where(m => m.UndoneAt == null).Select(m => m.Id).SingleAsync()), null, Cancellation)));
        foreach (var article in articles.Skip(1)) Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, article, "The day was wrong."));
        Assert.Equal([(bakers, "2020-01-03"), (guild, "2018"), (bakers, "2019")], await archive.ReadAsync(async db => (await db.Set<StatementAuthor>().OrderBy(a => a.StatementId).Select(a => new { a.AuthorId, a.Statement.Edtf }).ToListAsync()).Select(a => (a.AuthorId, a.Edtf!))));
    }

    [Fact]
    public async Task What_was_said_not_to_be_the_same_is_not_merged_and_not_a_person_with_an_organisation()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.DistinguishAsync(guild, bakers, null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.DistinguishAsync(bakers, guild, null, Cancellation)));
        Assert.Equal(1, await archive.ReadAsync(db => db.AuthorDistinctions.CountAsync()));
        Assert.Equal("Somebody said that they are not the same.", await WithAsync(archive, a => a.MergeAsync(bakers, guild, null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.PreviewMergeAsync(bakers, guild, Cancellation)));
        Assert.Equal("An author is not merged with itself.", await WithAsync(archive, a => a.MergeAsync(bakers, bakers, null, Cancellation)));
        Assert.Equal("There is no such other author.", await WithAsync(archive, a => a.MergeAsync(bakers, 999, null, Cancellation)));
    }

    [Fact]
    public async Task A_new_name_is_found_at_once_and_the_old_one_goes_on_being_found()
    {
        var (archive, bakers, _) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Bakers Union (Northport)", "1979", "1991-02", "It met in the harbour."), null, null, Cancellation)));
        Assert.Equal(1, await HitsAsync(archive, "org:\"Bakers Union (Northport)\""));
        Assert.Equal(1, await HitsAsync(archive, "org:\"Bakers Union of Northport\""));
        Assert.Null(await WithAsync(archive, a => a.AddNameAsync(bakers, "اتحاد الخبازين", GivenNameKind.OtherScript, "ar", null, null, Cancellation)));
        Assert.Equal(1, await HitsAsync(archive, "org:\"اتحاد الخبازين\""));
        Assert.Equal("It has this name already.", await WithAsync(archive, a => a.AddNameAsync(bakers, "اتحاد الخبازين", GivenNameKind.Variant, null, null, null, Cancellation)));
        var name = await archive.ReadAsync(db => db.GivenNames.Where(n => n.Language == "ar").Select(n => n.Id).SingleAsync());
        Assert.Null(await WithAsync(archive, a => a.RemoveNameAsync(bakers, name, null, Cancellation)));
        Assert.Equal(0, await HitsAsync(archive, "org:\"اتحاد الخبازين\""));
        Assert.Equal(3, await archive.ReadAsync(db => db.AuditLog.CountAsync()));
    }

    [Fact]
    public async Task Whoever_gives_the_new_name_of_a_renamed_author_means_it()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Harbour Assembly", null, null, null), null, null, Cancellation)));
        // By ingestion, with the name form that was met …
        await archive.AddAsync(Report("The Harbour Assembly", "oats"));
        Assert.Equal(2, await archive.ReadAsync(db => db.Set<StatementAuthor>().CountAsync(a => a.AuthorId == bakers)));
        Assert.Contains("The Harbour Assembly", await archive.ReadAsync(db => db.AuthorNames.Where(n => n.AuthorId == bakers).Select(n => n.Form).ToListAsync()));
        // … and at the desk; the old name goes on meaning it, too.
        var draft = await DraftWork.DraftAsync(archive, Report("Somebody Else", "spelt"));
        foreach (var name in new[] { "harbour assembly", "Bakers Union of Northport" })
        {
            await DraftWork.EditAsync(archive, draft, new SetAuthors((await DraftWork.OpenAsync(archive, draft)).Content.Statements.Single().Key, [new DraftAuthor(name, Parsing.AuthorKind.Organisation)]));
            Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, draft, "Who spoke."));
            Assert.Equal([bakers], await archive.ReadAsync(db => db.Set<StatementAuthor>().Where(a => a.Statement.ArticleId == draft).Select(a => a.AuthorId).ToListAsync()));
            await DraftWork.EditAsync(archive, draft, new SetAuthors((await DraftWork.OpenAsync(archive, draft)).Content.Statements.Single().Key, [new DraftAuthor("Northport Guild of Bakers", Parsing.AuthorKind.Organisation)]));
            Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, draft, "Who spoke."));
        }
        Assert.Equal("Harbour Assembly has this name; are the two the same?", await WithAsync(archive, a => a.DescribeAsync(guild, new AuthorFacts("Harbour Assembly", null, null, null), null, null, Cancellation)));
        Assert.Equal("Northport Guild of Bakers has this name; are the two the same?", await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Northport Guild of Bakers", null, null, null), null, null, Cancellation)));
    }

    [Fact]
    public async Task The_last_other_name_of_a_renamed_author_stays_so_that_its_preferred_one_makes_no_second_record()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Task<List<int>> NamesAsync(int id) => archive.ReadAsync(db => db.GivenNames.Where(n => n.AuthorId == id).OrderBy(n => n.Id).Select(n => n.Id).ToListAsync());
        Assert.Null(await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Harbour Assembly", null, null, null), null, null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.AddNameAsync(bakers, "HA", GivenNameKind.Acronym, null, null, null, Cancellation)));
        var names = await NamesAsync(bakers);
        Assert.Null(await WithAsync(archive, a => a.RemoveNameAsync(bakers, names[1], null, Cancellation)));
        Assert.Equal("Harbour Assembly was renamed, and this is the last of its other names: it stays, so that statements that come in under either name are put under the one author.", await WithAsync(archive, a => a.RemoveNameAsync(bakers, names[0], null, Cancellation)));
        await archive.AddAsync(Report("Harbour Assembly", "oats"));
        Assert.Equal([bakers], await archive.ReadAsync(db => db.Authors.Where(a => a.Name == "Harbour Assembly").Select(a => a.Id).ToListAsync()));
        Assert.Equal(2, await archive.ReadAsync(db => db.Set<StatementAuthor>().CountAsync(a => a.AuthorId == bakers)));
        // Called as it was at first, it is found without.
        Assert.Null(await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Bakers Union of Northport", null, null, null), null, null, Cancellation)));
        foreach (var name in await NamesAsync(bakers)) Assert.Null(await WithAsync(archive, a => a.RemoveNameAsync(bakers, name, null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.AddNameAsync(guild, "NGB", GivenNameKind.Acronym, null, null, null, Cancellation)));
        Assert.Null(await WithAsync(archive, async a => await a.RemoveNameAsync(guild, (await NamesAsync(guild)).Single(), null, Cancellation)));
    }

    [Fact]
    public async Task A_name_tells_the_kind_of_those_whom_it_means_unless_they_are_of_both()
    {
        var (archive, _, _) = await TwoAsync();
        await using var _ = archive;
        Task<Parsing.AuthorKind?> KindAsync(string name) => archive.ReadAsync(db => AuthorsInArchive.KindAsync(db, name, Cancellation));
        Assert.Equal((Parsing.AuthorKind.Organisation, (Parsing.AuthorKind?)null), (await KindAsync("The northport guild of bakers"), await KindAsync("Nobody")));
        var draft = await DraftWork.DraftAsync(archive, Report("Somebody Else", "spelt"));
        await DraftWork.EditAsync(archive, draft, new SetAuthors((await DraftWork.OpenAsync(archive, draft)).Content.Statements.Single().Key, [new DraftAuthor("Northport Guild of Bakers", Parsing.AuthorKind.Person)]));
        Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, draft));
        Assert.Null(await KindAsync("Northport Guild of Bakers"));
    }

    [Fact]
    public async Task Where_a_name_means_two_somebody_is_asked()
    {
        var (archive, bakers, guild) = await TwoAsync();
        await using var _ = archive;
        Assert.Null(await WithAsync(archive, a => a.MergeAsync(guild, bakers, null, Cancellation)));
        Assert.Null(await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts("Northport Guild of Bakers", null, null, null), null, null, Cancellation)));
        Assert.Null(await WithAsync(archive, async a => await a.UndoMergeAsync(await archive.ReadAsync(db => db.AuthorMerges.Select(m => m.Id).SingleAsync()), null, Cancellation)));
        var added = await archive.AddAsync(Report("Northport Guild of Bakers", "oats"));
        Assert.Equal((PublicationStatus.Draft, "the author of statement 1, 'Northport Guild of Bakers' can be Northport Guild of Bakers (northport-guild-of-bakers) or Northport Guild of Bakers (bakers-union-of-northport)"),
            await archive.ReadAsync(async db => (await db.Articles.Where(a => a.Slug == added.Slug).Select(a => a.Status).SingleAsync(), await db.Articles.Where(a => a.Slug == added.Slug).Select(a => a.Doubt!).SingleAsync())));
        // Whoever hands it in is told why, also of an entry of a file of several.
        Assert.StartsWith("the author of statement 1, 'Northport Guild of Bakers' can be", added.Doubt, StringComparison.Ordinal);
        var rows = new FoundFile(archive.Folder.Write("in/rows.jsonl", "{\"author\": \"Northport Guild of Bakers\", \"kind\": \"organisation\", \"text\": \"Words of barley.\"}\n{\"author\": \"Somebody Else\", \"kind\": \"person\", \"text\": \"Words of millet.\"}\n"u8.ToArray()));
        var several = Assert.IsType<IngestOutcome.Several>(await archive.Services.GetRequiredService<FileIngester>().IngestAsync(rows, null, false, Cancellation));
        Assert.Equal((2, 1), (several.New, several.Held));
        Assert.StartsWith("row 1: the author of statement 1, 'Northport Guild of Bakers' can be", Assert.Single(several.FirstHeld), StringComparison.Ordinal);
        var draft = await DraftWork.DraftAsync(archive, Report("Somebody Else", "spelt"));
        await DraftWork.EditAsync(archive, draft, new SetAuthors((await DraftWork.OpenAsync(archive, draft)).Content.Statements.Single().Key, [new DraftAuthor("Northport Guild of Bakers", Parsing.AuthorKind.Organisation)]));
        Assert.StartsWith("'Northport Guild of Bakers' can be", Assert.IsType<PublicationOutcome.Refused>(await DraftWork.PublishAsync(archive, draft)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "An author has a name.")]
    [InlineData("A\u0000", null, null, "The name: it holds the control character U+0000.")]
    [InlineData("A", "long ago", null, "'long ago' (founded) is no date.")]
    [InlineData("A", null, "2020-13", "'2020-13' (dissolved) is no date.")]
    public async Task What_cannot_be_is_refused(string? name, string? founded, string? dissolved, string says)
    {
        var (archive, bakers, _) = await TwoAsync();
        await using var _ = archive;
        Assert.StartsWith(says, await WithAsync(archive, a => a.DescribeAsync(bakers, new AuthorFacts(name, founded, dissolved, null), null, null, Cancellation)), StringComparison.Ordinal);
        Assert.Equal(0, await archive.ReadAsync(db => db.AuditLog.CountAsync()));
    }

    [Theory]
    [InlineData(IdentifierScheme.Wikidata, "Q1065", "Q1065")]
    [InlineData(IdentifierScheme.Wikidata, " https://www.wikidata.org/wiki/q1065/ ", "Q1065")]
    [InlineData(IdentifierScheme.Wikidata, "P31", null)]
    [InlineData(IdentifierScheme.Viaf, "http://viaf.org/viaf/130188367", "130188367")]
    [InlineData(IdentifierScheme.Viaf, "0130", null)]
    [InlineData(IdentifierScheme.Isni, "0000 0001 2150 090X", "000000012150090X")]
    [InlineData(IdentifierScheme.Isni, "0000 0001 2150 0901", null)]
    [InlineData(IdentifierScheme.Isni, "0000-0001-2103-2683", "0000000121032683")]
    [InlineData(IdentifierScheme.Isni, "", null)]
    public void Reads_identifiers_and_refuses_those_that_cannot_be(IdentifierScheme scheme, string written, string? read) => Assert.Equal(read, Identifiers.TryRead(scheme, written));

    [Fact]
    public async Task A_refused_name_is_not_asked_for_again()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddSeedAsync();
        async Task DecideAsync(bool isTheirs)
        {
            await using var scope = archive.Services.CreateAsyncScope();
            var names = scope.ServiceProvider.GetRequiredService<NameSuggestions>();
            var article = await archive.ReadAsync(db => db.Articles.OrderByDescending(a => a.Id).Select(a => a.Id).FirstAsync());
            var asked = Assert.Single(await names.OfArticleAsync(article, Cancellation));
            Assert.Equal("Hekmatist Party (Official Line)", asked.Form);
            Assert.Equal(NameDecision.NothingToDecide, await names.DecideAsync(article + 1, asked.Id, isTheirs, true, null, Cancellation));
            Assert.Equal(NameDecision.Public, await names.DecideAsync(article, asked.Id, isTheirs, false, null, Cancellation));
            Assert.Equal(NameDecision.Made, await names.DecideAsync(article, asked.Id, isTheirs, true, null, Cancellation));
            Assert.Equal(NameDecision.NothingToDecide, await names.DecideAsync(article, asked.Id, isTheirs, true, null, Cancellation));
        }
        Assert.Equal(0, await HitsAsync(archive, "org:\"Hekmatist Party (Official Line)\""));
        await DecideAsync(isTheirs: false);
        // The same article once more, a letter later.
        var again = (await File.ReadAllTextAsync(Repository.SeedArticle, Cancellation)).TrimEnd() + "\n\nx\n";
        Assert.IsType<IngestOutcome.Added>(await archive.IngestAsync(again));
        Assert.Equal([NameStatus.Refused], await archive.ReadAsync(db => db.AuthorNames.Where(n => n.Form == "Hekmatist Party (Official Line)").Select(n => n.Status).Distinct().ToListAsync()));
    }
}
