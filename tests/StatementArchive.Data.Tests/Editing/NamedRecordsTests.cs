using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>Sources and subjects: what archivists say of them, and records that turn out to be one.</summary>
public sealed class NamedRecordsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Report(string words) => $"# A report on {words}\n\n## Bakers Union of Northport\n\nWe say {words}, and we say it again.\n\nBakers Union of Northport\n\n3 January 2020\n";

    private static string Sidecar(string source, params string[] subjects) => $"source: \"{source}\"\nsubjects:\n{string.Concat(subjects.Select(subject => $"  - \"{subject}\"\n"))}";

    private static async Task<string?> ChangeAsync<TRecords>(TestArchive archive, Func<TRecords, Task<string?>> change) where TRecords : notnull
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await change(scope.ServiceProvider.GetRequiredService<TRecords>());
    }

    private static Task<int> IdAsync<TRecord>(TestArchive archive, string name) where TRecord : class, INamedRecord => archive.ReadAsync(db => db.Set<TRecord>().Where(r => r.Name == name).Select(r => r.Id).SingleAsync());

    private static async Task<int> HitsAsync(TestArchive archive, string query)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        await archive.Services.GetRequiredService<StatementIndex>().FollowAsync(null, Cancellation);
        return (await scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(new StatementFilter { Text = query }, Cancellation)).Listing!.List.Total;
    }

    private static Task<string> DumpAsync(TestArchive archive) => archive.ReadAsync(async db => string.Join('\n',
        (await db.Articles.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.SourceId}").ToListAsync())
            .Concat(await db.Set<StatementSubject>().OrderBy(s => s.StatementId).ThenBy(s => s.SubjectId).Select(s => $"{s.StatementId} {s.SubjectId}").ToListAsync())
            .Concat(await db.Set<RecordName<Source>>().OrderBy(n => n.Id).Select(n => $"{n.Id} {n.RecordId} {n.Form}").ToListAsync())
            .Concat(await db.Set<RecordName<Subject>>().OrderBy(n => n.Id).Select(n => $"{n.Id} {n.RecordId} {n.Form}").ToListAsync())
            .Concat(await db.Sources.OrderBy(s => s.Id).Select(s => $"{s.Id} {s.Name} {s.MergedIntoId}").ToListAsync())
            .Concat(await db.Subjects.OrderBy(s => s.Id).Select(s => $"{s.Id} {s.Name} {s.MergedIntoId}").ToListAsync())));

    private static async Task<TestArchive> ThreeAsync()
    {
        var archive = await TestArchive.CreateAsync();
        await archive.AddAsync(Report("bread"), Sidecar("The Northport Herald", "Bread strike", "Harbour closure"));
        await archive.AddAsync(Report("rye"), Sidecar("Northport Herald Online", "Strike of the bakers"));
        await archive.AddAsync(Report("wheat"), Sidecar("The Northport Herald", "Bread strike", "Strike of the bakers"));
        return archive;
    }

    [Fact]
    public async Task A_renamed_source_keeps_its_address_and_is_found_and_meant_by_both_names()
    {
        await using var archive = await ThreeAsync();
        var herald = await IdAsync<Source>(archive, "The Northport Herald");
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts("Northport Morning Herald", "https://herald.example/", "issn 03178471", null, "https://www.wikidata.org/wiki/q42", "Daily."), null, null, Cancellation)));
        var told = await archive.ReadAsync(db => db.Sources.SingleAsync(s => s.Id == herald));
        Assert.Equal(("the-northport-herald", "Northport Morning Herald", "https://herald.example/", "0317-8471", "Q42", "Daily."), (told.Slug, told.Name, told.Url, told.Issn, told.Wikidata, told.Note));
        Assert.Equal((2, 2), (await HitsAsync(archive, "source:morning"), await HitsAsync(archive, "source:\"the northport herald\"")));
        await archive.AddAsync(Report("oats"), Sidecar("northport morning herald"));
        await archive.AddAsync(Report("spelt"), Sidecar("The Northport Herald"));
        Assert.Equal(4, await archive.ReadAsync(db => db.Articles.CountAsync(a => a.SourceId == herald)));
        Assert.Equal(2, await archive.ReadAsync(db => db.Sources.CountAsync()));
        Assert.DoesNotContain(Assert.IsType<IngestOutcome.AlreadyThere>(await archive.IngestAsync(Report("bread"), source: "The Northport Herald")).Remarks, remark => remark.Contains("kept as from", StringComparison.Ordinal));
        Assert.Contains("it is kept as from 'Northport Morning Herald', not 'Northport Herald Online'", Assert.IsType<IngestOutcome.AlreadyThere>(await archive.IngestAsync(Report("bread"), source: "Northport Herald Online")).Remarks);
    }

    [Fact]
    public async Task Whoever_gives_another_name_of_a_subject_means_it_and_two_names_of_one_put_a_statement_under_it_once()
    {
        await using var archive = await ThreeAsync();
        var strike = await IdAsync<Subject>(archive, "Bread strike");
        Assert.Null(await ChangeAsync<Subjects>(archive, s => s.AddNameAsync(strike, "اعتصاب نان", GivenNameKind.OtherScript, "fa", "2020", null, Cancellation)));
        Assert.Equal(2, await HitsAsync(archive, "subject:\"اعتصاب نان\""));
        await archive.AddAsync(Report("oats"), Sidecar("The Northport Herald", "اعتصاب نان", "Bread Strike!"));
        Assert.Equal(3, await archive.ReadAsync(db => db.Set<StatementSubject>().CountAsync(s => s.SubjectId == strike)));
        Assert.Equal(3, await archive.ReadAsync(db => db.Subjects.CountAsync()));
        Assert.Equal("Bread strike has this name; are the two the same?", await ChangeAsync<Subjects>(archive, async s => await s.AddNameAsync(await IdAsync<Subject>(archive, "Harbour closure"), "bread strike", GivenNameKind.Variant, null, null, null, Cancellation)));
        Assert.Equal("Bread strike has this name; are the two the same?", await ChangeAsync<Subjects>(archive, async s => await s.DescribeAsync(await IdAsync<Subject>(archive, "Harbour closure"), new RecordFacts("اعتصاب نان"), null, null, Cancellation)));
    }

    [Fact]
    public async Task Two_sources_are_merged_and_made_two_again_as_they_were()
    {
        await using var archive = await ThreeAsync();
        var (herald, online) = (await IdAsync<Source>(archive, "The Northport Herald"), await IdAsync<Source>(archive, "Northport Herald Online"));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.AddNameAsync(online, "NHO", GivenNameKind.Acronym, null, null, null, Cancellation)));
        var before = await DumpAsync(archive);
        await using (var scope = archive.Services.CreateAsyncScope())
            Assert.Equivalent(new RecordMergePreview(1, 1, ["NHO"], 0, new RecordFacts(null), new RecordFacts(null)), await scope.ServiceProvider.GetRequiredService<Sources>().PreviewMergeAsync(online, herald, Cancellation));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.MergeAsync(online, herald, null, Cancellation)));
        Assert.Equal(3, await archive.ReadAsync(db => db.Articles.CountAsync(a => a.SourceId == herald)));
        // After being published, and one of them after its source was given a name, each is told of once.
        Assert.Equal([2, 3, 2], await archive.ReadAsync(db => db.Statements.OrderBy(s => s.Id).Select(s => db.Changes.Count(c => c.StatementId == s.Id)).ToListAsync()));
        Assert.Equal((3, 3), (await HitsAsync(archive, "source:nho"), await HitsAsync(archive, "source:\"northport herald online\"")));
        await archive.AddAsync(Report("oats"), Sidecar("Northport Herald Online"));
        Assert.Equal(4, await archive.ReadAsync(db => db.Articles.CountAsync(a => a.SourceId == herald)));
        Assert.Equal("the-northport-herald", await archive.ReadAsync(db => db.MergedSlugAsync(db.PublicSources(), "northport-herald-online", Cancellation)));

        var merge = await archive.ReadAsync(db => db.Set<Merge<Source>>().SingleAsync());
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.UndoMergeAsync(merge.Id, null, Cancellation)));
        // The article that came meanwhile was put under the one, and stays there.
        Assert.Equal(before, string.Join('\n', (await DumpAsync(archive)).Split('\n').Where(line => line != $"4 {herald}")));
        Assert.Equal((1, 0), (await HitsAsync(archive, "source:nho"), await HitsAsync(archive, "source:nho -rye")));
        Assert.Equal("This merge was undone already.", await ChangeAsync<Sources>(archive, s => s.UndoMergeAsync(merge.Id, null, Cancellation)));
        Assert.Equal(["name added", "sources merged", "merge undone"], await archive.ReadAsync(db => db.AuditLog.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Theory]
    [InlineData(false)] // the name that the merge added goes
    [InlineData(true)] // one that the merge moved goes back
    public async Task A_merge_is_not_undone_while_the_one_is_called_as_the_other(bool isMoved)
    {
        await using var archive = await ThreeAsync();
        var (herald, online) = (await IdAsync<Source>(archive, "The Northport Herald"), await IdAsync<Source>(archive, "Northport Herald Online"));
        if (isMoved) Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(online, new RecordFacts("The Net"), null, null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.MergeAsync(online, herald, null, Cancellation)));
        var name = isMoved ? "The Net" : "Northport Herald Online";
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts(name), null, null, Cancellation)));
        var (before, merge) = (await DumpAsync(archive), await archive.ReadAsync(db => db.Set<Merge<Source>>().Select(m => m.Id).SingleAsync()));
        Assert.Equal($"Both would be called '{name}'. Give {name} (the-northport-herald) another preferred name first.", await ChangeAsync<Sources>(archive, s => s.UndoMergeAsync(merge, null, Cancellation)));
        Assert.Equal(before, await DumpAsync(archive));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts("The Northport Herald"), null, null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.UndoMergeAsync(merge, null, Cancellation)));
        Assert.Equal([herald, online, herald], await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.SourceId!.Value).ToListAsync()));
        Assert.Equal([online], (await archive.ReadAsync(db => db.ByKeysAsync<Source>([INamedRecord.KeyOf(name)], Cancellation))).Values.Select(source => source.Id));
    }

    [Fact]
    public async Task Two_subjects_are_merged_with_a_revision_of_each_statement_and_made_two_again_as_they_were()
    {
        await using var archive = await ThreeAsync();
        var (strike, bakers) = (await IdAsync<Subject>(archive, "Bread strike"), await IdAsync<Subject>(archive, "Strike of the bakers"));
        var before = await DumpAsync(archive);
        Assert.Null(await ChangeAsync<Subjects>(archive, s => s.MergeAsync(bakers, strike, null, Cancellation)));
        // The third statement stood under both.
        Assert.Equal(3, await archive.ReadAsync(db => db.Set<StatementSubject>().CountAsync(s => s.SubjectId == strike)));
        Assert.Equal(0, await archive.ReadAsync(db => db.Set<StatementSubject>().CountAsync(s => s.SubjectId == bakers)));
        Assert.Equal([1, 2, 2], await archive.ReadAsync(db => db.Statements.OrderBy(s => s.Id).Select(s => s.RevisionNumber).ToListAsync()));
        Assert.Equal("The subject Strike of the bakers is the same as Bread strike", await archive.ReadAsync(db => db.Revisions.OrderByDescending(r => r.Id).Select(r => r.Reason).FirstAsync()));
        Assert.Equal(3, await HitsAsync(archive, "subject:bakers"));

        var merge = await archive.ReadAsync(db => db.Set<Merge<Subject>>().Select(m => m.Id).SingleAsync());
        Assert.Null(await ChangeAsync<Subjects>(archive, s => s.UndoMergeAsync(merge, null, Cancellation)));
        Assert.Equal(before, await DumpAsync(archive));
        Assert.Equal((2, 2), (await HitsAsync(archive, "subject:bakers"), await HitsAsync(archive, "subject:bread")));
        var content = RevisionContent.Read(await archive.ReadAsync(db => db.Revisions.Where(r => r.StatementId == 3).OrderByDescending(r => r.Number).Select(r => r.Content).FirstAsync()));
        Assert.Equal(["bread-strike", "strike-of-the-bakers"], content.Subjects!.Select(s => s.Slug).Order());
    }

    [Fact]
    public async Task A_merge_carries_facts_over_or_says_what_it_does_not_carry_and_undoing_gives_all_back()
    {
        await using var archive = await ThreeAsync();
        await archive.AddAsync(Report("oats"), Sidecar("The Southport Herald"));
        var (herald, online, south) = (await IdAsync<Source>(archive, "The Northport Herald"), await IdAsync<Source>(archive, "Northport Herald Online"), await IdAsync<Source>(archive, "The Southport Herald"));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(online, new RecordFacts("Northport Herald Online", "https://herald.example/", "0317-8471", null, null, "On the net."), null, null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts("The Northport Herald", null, null, null, null, "On paper."), null, null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DistinguishAsync(online, south, null, Cancellation)));
        Task<string> ToldAsync() => archive.ReadAsync(async db => string.Join('\n', (await db.Sources.OrderBy(s => s.Id).ToListAsync()).Select(s => $"{s.Told()} {s.MergedIntoId}").Concat(await db.Set<Distinction<Source>>().OrderBy(d => d.OneId).ThenBy(d => d.OtherId).Select(d => $"{d.OneId} is not {d.OtherId}").ToListAsync())));
        var before = await ToldAsync();
        await using (var scope = archive.Services.CreateAsyncScope())
        {
            var preview = (await scope.ServiceProvider.GetRequiredService<Sources>().PreviewMergeAsync(online, herald, Cancellation))!;
            Assert.Equal((1, new RecordFacts(null, "https://herald.example/", "0317-8471"), new RecordFacts(null, Note: "On the net.")), (preview.Distinctions, preview.Filled, preview.Staying));
        }
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.MergeAsync(online, herald, null, Cancellation)));
        Assert.Equal(new RecordFacts("The Northport Herald", "https://herald.example/", "0317-8471", Note: "On paper."), await archive.ReadAsync(async db => (await db.Sources.SingleAsync(s => s.Id == herald)).Told()));
        Assert.Equal("Somebody said that they are not the same.", await ChangeAsync<Sources>(archive, s => s.MergeAsync(south, herald, null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, async s => await s.UndoMergeAsync(await archive.ReadAsync(db => db.Set<Merge<Source>>().Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Equal(before, await ToldAsync());
    }

    [Fact]
    public async Task A_correction_leaves_source_and_subjects_as_their_records_are_now_unless_it_changed_them()
    {
        await using var archive = await ThreeAsync();
        var (herald, online) = (await IdAsync<Source>(archive, "The Northport Herald"), await IdAsync<Source>(archive, "Northport Herald Online"));
        var (strike, bakers) = (await IdAsync<Subject>(archive, "Bread strike"), await IdAsync<Subject>(archive, "Strike of the bakers"));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.MergeAsync(online, herald, null, Cancellation)));
        Assert.Null(await ChangeAsync<Subjects>(archive, s => s.MergeAsync(bakers, strike, null, Cancellation)));
        var article = await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Id).Skip(1).FirstAsync());
        await DraftWork.EditAsync(archive, article, new SetDate((await DraftWork.OpenAsync(archive, article)).Content.Statements.Single().Key, "2019"));
        Assert.Null(await ChangeAsync<Sources>(archive, async s => await s.UndoMergeAsync(await archive.ReadAsync(db => db.Set<Merge<Source>>().Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Null(await ChangeAsync<Subjects>(archive, async s => await s.UndoMergeAsync(await archive.ReadAsync(db => db.Set<Merge<Subject>>().Select(m => m.Id).SingleAsync()), null, Cancellation)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(online, new RecordFacts("Herald on the net"), null, null, Cancellation)));
        Assert.IsType<PublicationOutcome.Done>(await DraftWork.PublishAsync(archive, article, "The day was wrong."));
        Assert.Equal((online, "2019"), await archive.ReadAsync(async db => (await db.Articles.Where(a => a.Id == article).Select(a => a.SourceId!.Value).SingleAsync(), await db.Statements.Where(s => s.ArticleId == article).Select(s => s.Edtf!).SingleAsync())));
        Assert.Equal([bakers], await archive.ReadAsync(db => db.Set<StatementSubject>().Where(s => s.Statement.ArticleId == article).Select(s => s.SubjectId).ToListAsync()));
        // Nobody said so.
        Assert.DoesNotContain(await archive.ReadAsync(db => db.Evidence.Where(e => e.ArticleId == article && e.Fact == "source").ToListAsync()), e => e.Rule == DraftEvidence.Archivist && e.Value.StartsWith("The Northport", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_said_not_to_be_the_same_is_proposed_no_more_and_not_merged()
    {
        await using var archive = await ThreeAsync();
        var (herald, online) = (await IdAsync<Source>(archive, "The Northport Herald"), await IdAsync<Source>(archive, "Northport Herald Online"));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts("Northport Herald"), null, null, Cancellation)));
        Assert.Equal([(herald, online)], (await archive.ReadAsync(db => LikelyDuplicates.OfAsync<Source>(db, Cancellation))).Select(pair => (pair.OneId, pair.OtherId)));
        Assert.Null(await ChangeAsync<Sources>(archive, s => s.DistinguishAsync(online, herald, null, Cancellation)));
        Assert.Empty(await archive.ReadAsync(db => LikelyDuplicates.OfAsync<Source>(db, Cancellation)));
        Assert.Equal("Somebody said that they are not the same.", await ChangeAsync<Sources>(archive, s => s.MergeAsync(online, herald, null, Cancellation)));
    }

    [Theory]
    [InlineData(" ", null, null, null, null, "A source has a name.")]
    [InlineData("A\u0007B", null, null, null, null, "The name: it holds the control character U+0007.")]
    [InlineData("Herald", "javascript:alert(1)", null, null, null, "The address: 'javascript:alert(1)' is no absolute http or https address without user name, of at most 2000 characters.")]
    [InlineData("Herald", null, "0317-8472", null, null, "An ISSN has eight digits, of which the last may be an X and has to fit the others, such as 0317-8471.")]
    [InlineData("Herald", null, null, "42", null, "A Wikidata identifier is a Q and a number, such as Q1065.")]
    [InlineData("Herald", null, null, null, "\u0001", "The note: it holds the control character U+0001.")]
    [InlineData("The Northport Herald", null, null, null, null, "Nothing was changed.")]
    [InlineData("northport herald online", null, null, null, null, "Northport Herald Online has this name; are the two the same?")]
    public async Task Facts_that_cannot_be_are_refused_in_words_and_nothing_is_kept(string name, string? url, string? issn, string? wikidata, string? note, string reason)
    {
        await using var archive = await ThreeAsync();
        var before = await DumpAsync(archive);
        var herald = await IdAsync<Source>(archive, "The Northport Herald");
        Assert.Equal(reason, await ChangeAsync<Sources>(archive, s => s.DescribeAsync(herald, new RecordFacts(name, url, issn, null, wikidata, note), null, null, Cancellation)));
        Assert.Equal(before, await DumpAsync(archive));
        Assert.Equal(0, await archive.ReadAsync(db => db.AuditLog.CountAsync()));
    }

    [Theory]
    [InlineData("0317-8471", "0317-8471")]
    [InlineData("ISSN 2434-561X", "2434-561X")]
    [InlineData("https://portal.issn.org/resource/ISSN/2434-561x", "2434-561X")]
    [InlineData("2434-5611", null)]
    [InlineData("0317-847", null)]
    [InlineData("", null)]
    public void Reads_an_ISSN_whose_check_character_fits(string written, string? read) => Assert.Equal(read, Identifiers.TryReadIssn(written));
}
