using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Tests.Search;

public sealed class StatementIndexTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<TestArchive> ArchiveOfAsync(params string[] texts)
    {
        var archive = await TestArchive.CreateAsync();
        await AddAsync(archive, texts);
        archive.Services.GetRequiredService<StatementIndex>().Open();
        await archive.Services.GetRequiredService<StatementIndex>().FollowAsync(null, Cancellation);
        return archive;
    }

    /// <summary>A statement each, on successive days from 1 January 2020.</summary>
    private static async Task AddAsync(TestArchive archive, IEnumerable<string> texts, int first = 0)
    {
        var rows = texts.Select((text, at) => System.Text.Json.JsonSerializer.Serialize(new { author = "Ana Lopez", organisation = at % 2 == 0 ? "Bakers' Union" : "Millers' League", date = new DateOnly(2020, 1, 1).AddDays(first + at).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), source = "The Oven", lang = Language(text), text }));
        var file = new FoundFile(archive.Folder.Write($"in/rows{first}.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n")));
        var outcome = Assert.IsType<IngestOutcome.Several>(await archive.Services.GetRequiredService<FileIngester>().IngestAsync(file, null, false, Cancellation, null));
        Assert.Equal((texts.Count(), null), (outcome.New, outcome.Fault));
    }

    private static string Language(string text) => text.Any(c => c is >= '\u0600' and <= '\u06FF') ? "fa" : "en";

    private static async Task<SearchPage> FindAsync(TestArchive archive, SearchNode? root, SearchOrder order = SearchOrder.Newest, ChosenFacets? chosen = null, int skip = 0, int take = 100)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StatementSearch>().FindAsync(new SearchRequest(root, StatementFilter.Everything, order, skip, take, new HashSet<string>()), chosen ?? ChosenFacets.None, Cancellation);
    }

    private static async Task<IReadOnlyList<int>> IdsAsync(TestArchive archive, SearchNode? root, SearchOrder order = SearchOrder.Newest) => [.. (await FindAsync(archive, root, order)).Hits.Select(hit => hit.Id)];

    private static SearchWord Word(string text, bool isPrefix = false) => new(SearchField.Anywhere, text, isPrefix);

    private static SearchPhrase Phrase(string text, int? slop = null) => new(SearchField.Anywhere, text, slop);

    [Fact]
    public async Task Finds_words_phrases_alternatives_exclusions_prefixes_and_what_is_near()
    {
        await using var archive = await ArchiveOfAsync("Bread and roses for all.", "Bread alone feeds nobody.", "Roses are no bread.", "The general strike begins.", "A strike in general is good.");
        Assert.Equal([3, 2, 1], await IdsAsync(archive, Word("BREAD")));
        Assert.Equal([3, 1], await IdsAsync(archive, new SearchAll([Word("bread"), Word("roses")])));
        Assert.Equal([2], await IdsAsync(archive, new SearchAll([Word("bread"), new SearchWithout(Word("roses"))])));
        Assert.Equal([5, 4, 2], await IdsAsync(archive, new SearchAny([Word("alone"), Word("strike")])));
        Assert.Equal([4], await IdsAsync(archive, Phrase("general strike")));
        Assert.Equal([5, 4], await IdsAsync(archive, Phrase("general strike", 2)));
        Assert.Equal([3, 1], await IdsAsync(archive, Word("ros", isPrefix: true)));
        Assert.Equal([5, 4], await IdsAsync(archive, new SearchAll([new SearchWithout(Word("bread"))])));
        Assert.Equal([5, 4, 3, 2, 1], await IdsAsync(archive, null));
        Assert.Equal([1, 2, 3, 4, 5], await IdsAsync(archive, null, SearchOrder.Oldest));
        Assert.Empty(await IdsAsync(archive, Word("!")));
    }

    [Fact]
    public async Task An_exact_form_ranks_before_another_form_of_the_word()
    {
        await using var archive = await ArchiveOfAsync("They were striking that day in the mill of the town.", "One strike that day in the mill of the town.", "Many strikes that day in the mill of the town.");
        Assert.Equal(2, (await IdsAsync(archive, Word("strike"), SearchOrder.Relevance))[0]);
        Assert.Equal([1, 2, 3], (await IdsAsync(archive, Word("strike"), SearchOrder.Relevance)).Order());
    }

    [Theory]
    [InlineData("می‌خواهیم", "می خواهیم", "میخواهیم")]
    [InlineData("كتاب علي", "کتاب علی", "کِتاب عَلی")]
    [InlineData("کتاب‌های", "کتاب های", "کتابهای")]
    [InlineData("۱۳۹۸", "1398", "١٣٩٨")]
    [InlineData("Łódź", "lodz", "LO\u0301DZ\u0301")]
    [InlineData("Straße", "strasse", "STRASSE")]
    [InlineData("مدرسة", "مدرسه", "مَدرَسة")]
    [InlineData("أحمد", "احمد", "إحمد")]
    [InlineData("ســـلام", "سلام", "سَلام")]
    [InlineData("ڕۆژ", "روژ", "ڕۆژ")]
    public async Task Finds_a_word_however_it_is_spelled(params string[] spellings)
    {
        await using var archive = await ArchiveOfAsync([.. spellings.Select(spelling => $"Before {spelling} behind.")]);
        var all = Enumerable.Range(1, spellings.Length).Reverse().ToArray();
        foreach (var spelling in spellings)
        {
            Assert.Equal(all, await IdsAsync(archive, spelling.Contains(' ', StringComparison.Ordinal) ? Phrase(spelling) : Word(spelling)));
            Assert.Equal(all, await IdsAsync(archive, SearchQuery.Read(spelling).Root));
            Assert.Equal(all, await IdsAsync(archive, SearchQuery.Read($"nothing OR {spelling}").Root));
        }
    }

    [Fact]
    public async Task The_Arabic_article_hides_nothing()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddAsync("بيان الحزب\n\nقال الحزب إن الحرب يجب أن تنتهي الآن وإن العمال في كل البلدان يرفضونها ويطالبون بالسلام والخبز للجميع.\n");
        archive.Services.GetRequiredService<StatementIndex>().Open();
        Assert.Single(await IdsAsync(archive, Word("حزب")));
        Assert.Single(await IdsAsync(archive, Word("الحزب")));
    }

    [Fact]
    public async Task Hits_equal_a_plain_scan_of_the_texts()
    {
        var random = new Random(7);
        string[] vocabulary = ["bread", "roses", "mill", "strike", "peace", "war", "town", "flour", "oven", "night"];
        var texts = Enumerable.Range(0, 300).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(3, 12)).Select(_ => vocabulary[(int)(vocabulary.Length * random.NextDouble() * random.NextDouble())]))).Distinct().ToArray();
        await using var archive = await ArchiveOfAsync(texts);
        for (var round = 0; round < 300; round++)
        {
            var (node, holds) = Random(2);
            var expected = texts.Select((text, at) => (text, Id: at + 1)).Where(one => holds(one.text.Split(' '))).Select(one => one.Id).Order();
            Assert.Equal(expected, (await FindAsync(archive, node, take: 1000)).Hits.Select(hit => hit.Id).Order());
        }

        (SearchNode Node, Func<string[], bool> Holds) Random(int depth)
        {
            var (one, other) = (vocabulary[random.Next(vocabulary.Length)], vocabulary[random.Next(vocabulary.Length)]);
            switch (random.Next(depth > 0 ? 6 : 3))
            {
                case 0:
                    return (Word(one), words => words.Contains(one));
                case 1:
                    return (Phrase($"{one} {other}"), words => words.Zip(words.Skip(1)).Any(pair => pair == (one, other)));
                case 2:
                    return (Word(one[..2], isPrefix: true), words => words.Any(word => word.StartsWith(one[..2], StringComparison.Ordinal)));
                case 3:
                    var (all, any) = (Random(depth - 1), Random(depth - 1));
                    return (new SearchAll([all.Node, any.Node]), words => all.Holds(words) && any.Holds(words));
                case 4:
                    var (first, second) = (Random(depth - 1), Random(depth - 1));
                    return (new SearchAny([first.Node, second.Node]), words => first.Holds(words) || second.Holds(words));
                default:
                    var (with, without) = (Random(depth - 1), Random(0));
                    return (new SearchAll([with.Node, new SearchWithout(without.Node)]), words => with.Holds(words) && !without.Holds(words));
            }
        }
    }

    [Fact]
    public async Task Facets_count_what_the_other_facets_let_through_and_months_what_is_found()
    {
        await using var archive = await ArchiveOfAsync("bread one", "bread two", "roses three", "bread four");
        var organisations = await archive.ReadAsync(db => Task.FromResult(db.Authors.Where(a => a.Kind == Parsing.AuthorKind.Organisation).ToDictionary(a => a.Name, a => a.Id)));
        var all = await FindAsync(archive, Word("bread"));
        Assert.Equal((1, 2), (all.Facets.Organisations[organisations["Bakers' Union"]], all.Facets.Organisations[organisations["Millers' League"]]));
        var bakers = await FindAsync(archive, Word("bread"), chosen: ChosenFacets.None with { Organisations = new HashSet<int> { organisations["Bakers' Union"] } });
        Assert.Equal([1], bakers.Hits.Select(hit => hit.Id));
        Assert.Equal((1, 2), (bakers.Facets.Organisations[organisations["Bakers' Union"]], bakers.Facets.Organisations[organisations["Millers' League"]]));
        Assert.Equal(1, bakers.Facets.Sources.Single().Value);
        Assert.Equal([(2020 * 12, 3)], all.Facets.Months.Select(month => (month.Key, month.Value)));
        Assert.Equal(3, all.Facets.Years[2020]);
        Assert.Equal(3, all.Facets.Languages["en"]);
    }

    [Fact]
    public async Task Facets_equal_a_plain_scan_of_the_records_whatever_is_chosen()
    {
        var random = new Random(11);
        string[] words = ["bread", "roses", "mill"], people = ["Ana Lopez", "Karl Weber", "Rosa Diaz"], groups = ["Bakers' Union", "Millers' League"], sources = ["The Oven", "The Mill"], languages = ["en", "fa"], headings = ["The strike", "Price of flour", "اعتصاب", "War"], dates = ["0001", "2018-12-31", "2019", "2019-01-01", "2019-06", "2020-02-29", "2021"];
        var records = Enumerable.Range(0, 400).Select(at => (Id: at + 1, Word: Pick(words), Person: Pick(people), Group: Pick(groups), Source: Pick(sources), Language: Pick(languages), Subjects: headings.Where(_ => random.Next(3) == 0).ToArray(), Date: random.Next(5) == 0 ? null : Pick(dates))).ToList();
        await using var archive = await TestArchive.CreateAsync();
        var rows = records.Select(one => System.Text.Json.JsonSerializer.Serialize(new { author = one.Person, organisation = one.Group, date = one.Date, source = one.Source, lang = one.Language, subject = one.Subjects, text = $"{one.Word} {one.Id}" }));
        await archive.Services.GetRequiredService<FileIngester>().IngestAsync(new FoundFile(archive.Folder.Write("in/rows.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', rows)))), null, false, Cancellation, null);
        archive.Services.GetRequiredService<StatementIndex>().Open();
        var authorIds = await archive.ReadAsync(db => Task.FromResult(db.Authors.ToDictionary(a => a.Name, a => a.Id)));
        var sourceIds = await archive.ReadAsync(db => Task.FromResult(db.Sources.ToDictionary(s => s.Name, s => s.Id)));
        var subjectIds = await archive.ReadAsync(db => Task.FromResult(db.Subjects.ToDictionary(s => s.Name, s => s.Id)));
        for (var round = 0; round < 200; round++)
        {
            var word = random.Next(3) == 0 ? null : Pick(words);
            var chosen = new ChosenFacets(Chosen(people, authorIds), Chosen(groups, authorIds), Chosen(sources, sourceIds), Some(languages), Chosen(headings, subjectIds), Some([2017, 2018, 2019, 2020, 2021]));
            Func<(int Id, string Word, string Person, string Group, string Source, string Language, string[] Subjects, string? Date), bool>[] conditions =
            [
                one => chosen.Authors.Count == 0 || chosen.Authors.Contains(authorIds[one.Person]),
                one => chosen.Organisations.Count == 0 || chosen.Organisations.Contains(authorIds[one.Group]),
                one => chosen.Sources.Count == 0 || chosen.Sources.Contains(sourceIds[one.Source]),
                one => chosen.Languages.Count == 0 || chosen.Languages.Contains(one.Language),
                one => chosen.Subjects.Count == 0 || one.Subjects.Any(subject => chosen.Subjects.Contains(subjectIds[subject])),
                one => chosen.Years.Count == 0 || (YearOf(one.Date) is { } year && chosen.Years.Contains(year)),
            ];
            var range = random.Next(2) == 0 ? null : new SearchDates(random.Next(3) == 0 ? null : RandomDay(), RandomDay());
            SearchNode[] nodes = [.. new SearchNode?[] { word is null ? null : Word(word), range }.OfType<SearchNode>()];
            var page = await FindAsync(archive, nodes.Length == 0 ? null : new SearchAll(nodes), chosen: chosen, take: 1000);
            var found = records.Where(one => (word is null || one.Word == word) && (range is null || Meets(one.Date, range))).ToList();
            var all = found.Where(one => conditions.All(holds => holds(one))).ToList();
            Assert.Equal(all.Select(one => one.Id), page.Hits.Select(hit => hit.Id).Order());
            Assert.Equal(Counts(AllBut(0).Select(one => authorIds[one.Person])), page.Facets.Authors.OrderBy(count => count.Key));
            Assert.Equal(Counts(AllBut(1).Select(one => authorIds[one.Group])), page.Facets.Organisations.OrderBy(count => count.Key));
            Assert.Equal(Counts(AllBut(2).Select(one => sourceIds[one.Source])), page.Facets.Sources.OrderBy(count => count.Key));
            Assert.Equal(Counts(AllBut(3).Select(one => one.Language)), page.Facets.Languages.OrderBy(count => count.Key));
            Assert.Equal(Counts(AllBut(4).SelectMany(one => one.Subjects).Select(subject => subjectIds[subject])), page.Facets.Subjects.OrderBy(count => count.Key));
            Assert.Equal(Counts(AllBut(5).Select(one => YearOf(one.Date)).OfType<int>()), page.Facets.Years.OrderBy(count => count.Key));
            Assert.Equal(all.Count(one => one.Date is not null), page.Facets.Months.Values.Sum());

            IEnumerable<(int Id, string Word, string Person, string Group, string Source, string Language, string[] Subjects, string? Date)> AllBut(int facet) =>
                found.Where(one => conditions.Where((_, at) => at != facet).All(holds => holds(one)));
        }

        T Pick<T>(T[] values) => values[random.Next(values.Length)];

        HashSet<T> Some<T>(T[] values) => random.Next(2) == 0 ? [] : [.. values.Where(_ => random.Next(2) == 0)];

        HashSet<int> Chosen(string[] names, Dictionary<string, int> ids) => [.. Some(names).Select(name => ids[name])];

        DateOnly RandomDay() => new DateOnly(2017, 6, 1).AddDays(random.Next(1600));

        static bool Meets(string? date, SearchDates range) => date is not null
            && string.CompareOrdinal(date.PadRight(10, '9'), range.From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "") >= 0
            && string.CompareOrdinal(date.PadRight(10, '-'), range.To!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) <= 0;

        static int? YearOf(string? date) => date is null ? null : int.Parse(date[..4], System.Globalization.CultureInfo.InvariantCulture);

        static IEnumerable<KeyValuePair<T, int>> Counts<T>(IEnumerable<T> values) where T : notnull => values.CountBy(value => value).OrderBy(count => count.Key);
    }

    [Fact]
    public async Task A_statement_is_found_by_words_of_its_subjects()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddAsync("Bread for all.", "subjects: [General strike of bakers, Price of flour]");
        await archive.AddAsync("A general strike.", "subjects: War");
        archive.Services.GetRequiredService<StatementIndex>().Open();
        Assert.Equal([1], await IdsAsync(archive, SearchQuery.Read("subject:STRIKE").Root));
        Assert.Equal([1], await IdsAsync(archive, SearchQuery.Read("subject:\"general strike\"").Root));
        Assert.Equal([1], await IdsAsync(archive, SearchQuery.Read("subject:flou*").Root));
        Assert.Empty(await IdsAsync(archive, SearchQuery.Read("subject:\"bakers price\"").Root));
        Assert.Equal([2], await IdsAsync(archive, SearchQuery.Read("-subject:strike").Root));
        Assert.Equal([2], await IdsAsync(archive, Word("strike")));
    }

    [Fact]
    public async Task What_is_published_is_found_at_once_and_by_a_later_start()
    {
        await using var archive = await ArchiveOfAsync("Bread for all.");
        await AddAsync(archive, ["Bread for nobody."], first: 5);
        Assert.Equal([2, 1], await IdsAsync(archive, Word("bread")));
        archive.Services.GetRequiredService<StatementIndex>().Dispose();
        await using var later = TestArchive.At(archive.Folder);
        Assert.True(later.Services.GetRequiredService<StatementIndex>().Open());
        Assert.Equal(new IndexState(2, 0, false), await later.Services.GetRequiredService<StatementIndex>().StateAsync(Cancellation));
        Assert.Equal([2, 1], await IdsAsync(later, Word("bread")));
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("a file")]
    [InlineData("a file of nothing")]
    [InlineData("current")]
    public async Task A_damaged_index_is_built_anew(string what)
    {
        await using var archive = await ArchiveOfAsync("Bread for all.", "Roses for all.");
        archive.Services.GetRequiredService<StatementIndex>().Dispose();
        var index = Path.Combine(archive.Folder.Path, "index");
        var files = Directory.GetFiles(index, "*.*", SearchOption.AllDirectories).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)).ToList();
        if (what == "everything") Directory.Delete(index, recursive: true);
        if (what == "a file") File.Delete(files.First(file => Path.GetFileName(file).StartsWith('_')));
        if (what == "a file of nothing") await File.WriteAllBytesAsync(files.First(file => Path.GetFileName(file).StartsWith("segments_", StringComparison.Ordinal)), [], Cancellation);
        if (what == "current") await File.WriteAllTextAsync(Path.Combine(index, "current"), "../../etc", Cancellation);
        await using var later = TestArchive.At(archive.Folder);
        later.Services.GetRequiredService<StatementIndex>().Open();
        Assert.False((await later.Services.GetRequiredService<StatementIndex>().StateAsync(Cancellation)).IsComplete);
        await later.Services.GetRequiredService<StatementIndex>().FollowAsync(null, Cancellation);
        Assert.Equal(new IndexState(2, 0, false), await later.Services.GetRequiredService<StatementIndex>().StateAsync(Cancellation));
        Assert.Equal([2, 1], await IdsAsync(later, Phrase("for all")));
        Assert.Single(Directory.GetDirectories(index));
    }

    [Fact]
    public async Task What_was_destroyed_stands_in_no_file_of_the_index_any_more()
    {
        await using var archive = await ArchiveOfAsync("Bread and roses for all.", "Xylophones for all.", "The general strike begins.");
        var index = archive.Services.GetRequiredService<StatementIndex>();
        bool IsInFiles() => Directory.GetFiles(archive.Folder["index"], "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "writer.lock").Any(file => File.ReadAllText(file, Encoding.Latin1).Contains("xylophone", StringComparison.OrdinalIgnoreCase));
        await using (var scope = archive.Services.CreateAsyncScope())
        {
            var article = await archive.ReadAsync(db => db.Statements.Where(s => s.Body.Contains("Xylophones")).Select(s => s.Article.Slug).SingleAsync(Cancellation));
            Assert.Null(await scope.ServiceProvider.GetRequiredService<Withdrawals>().WithdrawArticleAsync(article, WithdrawalReason.Safety, null, WithdrawnContent.Destroyed, null, Cancellation));
        }
        Assert.True(archive.Services.GetRequiredService<Sqlite.Erasure>().IsIndexDue);
        await index.FollowAsync(null, Cancellation);
        Assert.Empty(await IdsAsync(archive, Word("xylophones")));
        Assert.True(IsInFiles());
        Assert.True(await index.ForgetAsync(Cancellation));
        Assert.False(IsInFiles());
        Assert.Equal([3, 1], await IdsAsync(archive, null));
    }

    [Fact]
    public async Task Rebuilding_puts_a_new_index_into_the_old_ones_place()
    {
        await using var archive = await ArchiveOfAsync("Bread for all.", "Roses for all.");
        var before = Directory.GetDirectories(Path.Combine(archive.Folder.Path, "index"));
        await archive.Services.GetRequiredService<StatementIndex>().RebuildAsync(null, Cancellation);
        Assert.Equal([2, 1], await IdsAsync(archive, Phrase("for all")));
        Assert.Empty(before.Intersect(Directory.GetDirectories(Path.Combine(archive.Folder.Path, "index"))));
        await AddAsync(archive, ["Peace for all."], first: 9);
        Assert.Equal([3, 2, 1], await IdsAsync(archive, Phrase("for all")));
    }

    [Theory]
    [InlineData(true, false)] // committed after each part
    [InlineData(true, true)] // the place where it was stopped is not found again
    [InlineData(false, false)] // nothing committed yet
    public async Task A_build_that_was_stopped_goes_on_and_finds_every_statement_once(bool commits, bool datesChange)
    {
        var texts = Enumerable.Range(0, 1_700).Select(number => $"Bread of row {number}.").ToArray();
        await using var archive = await TestArchive.CreateAsync();
        await AddAsync(archive, texts);
        using var stop = new CancellationTokenSource();
        using var index = new StatementIndex(archive.Services.GetRequiredService<IServiceScopeFactory>(), archive.Services.GetRequiredService<IOptions<ArchiveOptions>>(), new StoppingClock(stop, commits), NullLogger<StatementIndex>.Instance);
        Assert.True(index.Open());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.FollowAsync(null, stop.Token));
        Assert.False((await index.StateAsync(Cancellation)).IsComplete);
        if (datesChange) await archive.ReadAsync(db => db.Statements.ExecuteUpdateAsync(change => change.SetProperty(s => s.Latest, s => s.Latest!.Value.AddDays(1)), Cancellation));
        await index.FollowAsync(null, Cancellation);
        Assert.Equal(new IndexState(texts.Length, 0, false), await index.StateAsync(Cancellation));
        await using var scope = archive.Services.CreateAsyncScope();
        var found = await new StatementSearch(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), index)
            .FindAsync(new SearchRequest(Word("bread"), StatementFilter.Everything, SearchOrder.Newest, 0, 2_000, new HashSet<string>()), ChosenFacets.None, Cancellation);
        Assert.Equal(Enumerable.Range(1, texts.Length).Reverse(), found.Hits.Select(hit => hit.Id));
    }

    /// <summary>Stops the work when it looks at the clock for the third time: between two parts.</summary>
    private sealed class StoppingClock(CancellationTokenSource stop, bool isFast) : TimeProvider
    {
        private int _looks;

        public override long GetTimestamp()
        {
            if (++_looks == 3) stop.Cancel();
            return isFast ? _looks * 60 * TimestampFrequency : 0;
        }
    }

    [Fact]
    public async Task Without_a_place_for_the_index_lists_say_that_they_are_not_complete()
    {
        await using var archive = await TestArchive.CreateAsync();
        await AddAsync(archive, ["Bread for all."]);
        await File.WriteAllTextAsync(Path.Combine(archive.Folder.Path, "index"), "no folder", Cancellation);
        var index = archive.Services.GetRequiredService<StatementIndex>();
        Assert.False(index.Open());
        await index.FollowAsync(null, Cancellation);
        var page = await FindAsync(archive, Word("bread"));
        Assert.Empty(page.Hits);
        Assert.False(page.State.IsComplete);
        File.Delete(Path.Combine(archive.Folder.Path, "index"));
        await index.FollowAsync(null, Cancellation);
        Assert.Equal([1], await IdsAsync(archive, Word("bread")));
    }

    [Fact]
    public async Task Other_forms_of_a_name_are_found_shown_and_can_be_switched_off()
    {
        const string Text = "We bake for this town at night and sell by day, and we shall go on doing so whatever the price of flour may be.";
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddAsync($"Bread\n\nAuthor: Organisation of Angry Bakers (OAB), Red Dawn\n\nOrganisation of Angry Bakers (OAB)\n\n{Text}\n\nRed Dawn\n\n{Text} The OAB is right.\n");
        archive.Services.GetRequiredService<StatementIndex>().Open();
        var query = SearchQuery.Read("organisation of angry bakers").Root;
        var both = await FindAsync(archive, query);
        Assert.Equal("OAB", Assert.Single(both.Forms).Form);
        Assert.Equal([1, 2], both.Hits.Select(hit => hit.Id).Order());
        Assert.Equal(new MarkedPlace(4, 7), Assert.Single(both.Sought.In("The OAB is right.", "en")));
        await using var scope = archive.Services.CreateAsyncScope();
        var without = await scope.ServiceProvider.GetRequiredService<StatementSearch>().FindAsync(new SearchRequest(query, StatementFilter.Everything, SearchOrder.Newest, 0, 10, new HashSet<string> { both.Forms[0].Key }), ChosenFacets.None, Cancellation);
        Assert.Equal([1], without.Hits.Select(hit => hit.Id));
        Assert.Single(without.Forms);
    }

    [Theory]
    [InlineData("Soleimani")]
    [InlineData("suleimani")]
    [InlineData("سلیمانی")]
    [InlineData("سليماني")] // Arabic yeh
    public async Task A_name_is_found_in_other_transliterations_and_scripts(string typed)
    {
        await using var archive = await ArchiveOfAsync("They killed Soleimani at the airport.", "Suleimani is dead.", "سلیمانی کشته شد.", "Solomon is king.");
        await using (var scope = archive.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            var statement = await db.Statements.OrderBy(s => s.Id).Select(s => new { s.Id, s.ArticleId, Author = s.Authors[0].AuthorId }).FirstAsync(Cancellation);
            string[] forms = ["Soleimani", "Suleimani", "سلیمانی"];
            db.AuthorNames.AddRange(forms.Select((form, at) => new AuthorName
            {
                AuthorId = statement.Author,
                Form = form,
                Key = NameKey.Of(form),
                Kind = StatementArchive.Parsing.NameFormKind.Body,
                Status = NameStatus.Attested,
                ArticleId = statement.ArticleId,
                StatementId = statement.Id,
                Start = at,
                End = at + 1,
            }));
            await db.SaveChangesAsync(Cancellation);
        }
        var page = await FindAsync(archive, SearchQuery.Read(typed).Root);
        Assert.Equal([1, 2, 3], page.Hits.Select(hit => hit.Id).Order());
        Assert.Equal(2, page.Forms.Count);
        Assert.Equal(new MarkedPlace(0, 9), Assert.Single(page.Sought.In("Suleimani is dead.", "en")));
        Assert.Equal(new MarkedPlace(0, 7), Assert.Single(page.Sought.In("سلیمانی کشته شد.", "fa")));
    }

    [Fact]
    public async Task Words_before_a_beginning_stand_beside_it()
    {
        await using var archive = await ArchiveOfAsync("A co-operative bakery.", "The co of operative people.", "A co and some operatives.");
        Assert.Equal([1], await IdsAsync(archive, Word("co-op", isPrefix: true)));
    }

    [Fact]
    public async Task A_second_process_reads_what_the_first_has_committed()
    {
        await using var archive = await ArchiveOfAsync("Bread for all.");
        await using var other = TestArchive.At(archive.Folder);
        Assert.False(other.Services.GetRequiredService<StatementIndex>().Open());
        Assert.Equal([1], await IdsAsync(other, Word("bread")));
        await AddAsync(archive, ["Bread again."], first: 9);
        Assert.Equal(1, (await FindAsync(other, Word("bread"))).State.Missing);
        Assert.Equal([2, 1], await IdsAsync(archive, Word("bread")));
        Assert.Equal([2, 1], await IdsAsync(other, Word("bread")));
    }
}
