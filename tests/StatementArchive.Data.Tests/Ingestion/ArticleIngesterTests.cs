using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class ArticleIngesterTests : IAsyncLifetime
{
    private TestArchive _archive = null!;

    public async ValueTask InitializeAsync() => _archive = await TestArchive.CreateAsync();

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    [Fact]
    public async Task Keeps_the_bytes_as_they_were_captured()
    {
        await _archive.AddSeedAsync("# given\nsource: X");
        var bytes = await File.ReadAllBytesAsync(Repository.SeedArticle, TestContext.Current.CancellationToken);

        var original = await _archive.ReadAsync(db => db.Originals.Include(o => o.Content).SingleAsync());

        Assert.Equal(bytes, original.Content.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), original.Sha256);
        Assert.Equal(bytes.Length, original.Length);
        Assert.Equal("text/plain", original.MediaType);
        Assert.Equal("# given\nsource: X", original.Sidecar);
    }

    [Fact]
    public async Task Keeps_what_the_page_says_of_itself()
    {
        var added = await _archive.AddSeedAsync();

        var article = await _archive.ReadAsync(db => db.Articles.Include(a => a.Statements).SingleAsync());

        Assert.Equal("the-killing-of-soleimani-and-the-drive-to-war", added.Slug);
        Assert.Equal(4, added.Statements);
        Assert.Equal("The killing of Soleimani and the drive to war", article.Title);
        Assert.Equal("martin", article.SubmittedBy);
        Assert.Equal("2020-01-04T11:11", article.Published);
        Assert.Equal(new DateOnly(2020, 1, 4), article.PublishedOn);
        Assert.Equal(TestArchive.Now.UtcDateTime, article.IngestedAt);
        Assert.Equal(DateTimeKind.Utc, article.IngestedAt.Kind);
        Assert.Equal(await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken), article.Text);
        Assert.Equal([1, 2, 3, 4], article.Statements.OrderBy(s => s.Ordinal).Select(s => s.Ordinal));
        Assert.Equal(4, article.DeclaredAuthors.Count);
    }

    [Fact]
    public async Task Keeps_signatories_translations_and_the_time_of_capture_and_writes_them_into_the_first_revision()
    {
        const string German = "Das Brot in dieser Stadt ist teuer geworden, und niemand weiß, wer davon etwas hat, denn die Bäckerinnen haben es nicht.";
        const string English = "The bread of this town has become dear, and nobody knows who gains from it, for the bakers do not have the money at all.";
        await _archive.AddAsync($"# Brot\n\n## Deutsch\n\n{German}\n\nSigned by:\n\n- Ana Lopez, Bakers' Union\n- Rosa Diaz\n- Karl Weber\n\n## English\n\n{English}\n", "captured: 2020-01-05T10:00");

        var statements = await _archive.ReadAsync(db => db.Statements.Include(s => s.Article).Include(s => s.TranslationOf).Include(s => s.Revisions).OrderBy(s => s.Ordinal).ToListAsync());

        Assert.Equal([("Ana Lopez", "Bakers' Union"), ("Rosa Diaz", null), ("Karl Weber", null)], statements[0].Signatories.Select(one => (one.Name, one.Description)));
        Assert.All(statements[0].Signatories, one => Assert.Equal(one.Name, statements[0].Article.Text[one.Start..one.End]));
        Assert.Equal([null, statements[0].Id], statements.Select(statement => statement.TranslationOfId));
        Assert.Equal("2020-01-05T10:00", statements[0].Article.Captured);
        var content = JsonSerializer.Deserialize<RevisionContent>(statements[1].Revisions.Single().Content, RevisionContent.Json)!;
        Assert.Equal(statements[0].Slug, content.TranslationOf);
        Assert.Equal(3, JsonSerializer.Deserialize<RevisionContent>(statements[0].Revisions.Single().Content, RevisionContent.Json)!.Signatories.Count);
    }

    [Fact]
    public async Task Every_character_is_in_one_statement_in_the_preface_or_left_out()
    {
        await _archive.AddSeedAsync();
        var article = await _archive.ReadAsync(db => db.Articles.Include(a => a.Statements).SingleAsync());

        var times = new int[article.Text.Length]; // no surrogates in it: code points are code units
        foreach (var (start, end) in article.Statements.Select(s => (s.Start, s.End)).Concat(article.Parts.Select(p => (p.Start, p.End))))
        {
            for (var at = start; at < end; at++) times[at]++;
        }

        Assert.All(article.Text.Select((c, at) => (c, at)).Where(x => !char.IsWhiteSpace(x.c)), x => Assert.Equal(1, times[x.at]));
    }

    [Fact]
    public async Task The_same_bytes_twice_are_the_article_that_is_there()
    {
        var added = await _archive.AddSeedAsync();
        var before = await _archive.CountsAsync();

        var again = await _archive.IngestAsync(await File.ReadAllBytesAsync(Repository.SeedArticle, TestContext.Current.CancellationToken));

        var known = Assert.IsType<IngestOutcome.AlreadyThere>(again);
        Assert.Equal(added.Slug, known.Slug);
        Assert.Empty(known.Remarks);
        Assert.Equal(before, await _archive.CountsAsync());
    }

    [Theory]
    [InlineData("source: A", "source: A\n# more", null, false, null)]
    [InlineData("source: A", "source: B", null, false, "source")]
    [InlineData("source: A", null, null, false, "other facts were given with it then: source")]
    [InlineData("source: A", "source: A\nurl: https://example.org/", null, false, null)] // kept as a capture
    [InlineData("url: https://example.org/", null, null, false, ": url")]
    [InlineData(null, null, "A", false, "'A' was not given then")]
    [InlineData("source: A", "source: A", "B", false, null)] // the sidecar stands nearer
    [InlineData(null, null, null, true, "published and stays so")]
    public async Task Says_what_is_given_differently_the_second_time(string? first, string? second, string? source, bool asDraft, string? remark)
    {
        await _archive.AddAsync("Some words.", first);

        var known = Assert.IsType<IngestOutcome.AlreadyThere>(await _archive.IngestAsync("Some words.", second, source, asDraft));

        if (remark is null) Assert.Empty(known.Remarks);
        else Assert.Contains(known.Remarks, r => r.Contains(remark, StringComparison.Ordinal));
        Assert.Equal(first, await _archive.ReadAsync(db => db.Originals.Select(o => o.Sidecar).SingleAsync()));
    }

    [Fact]
    public async Task The_same_bytes_found_elsewhere_or_at_another_time_are_a_capture_more_and_each_only_once()
    {
        const string First = "url: https://example.org/a\ncaptured: 2020-01-04";
        await _archive.AddAsync("Some words.", First);
        foreach (var (sidecar, isNew) in new[]
        {
            (First, false), (null, false), ("captured: 2020-01-04", false), ("url: https://example.org/a", false), ("note: seen", false),
            ("url: https://example.org/b", true), ("url: https://example.org/a\ncaptured: 2020-02-01T10:00Z", true),
            ("url: https://example.org/b", false), ("url: https://example.org/a\ncaptured: 2020-02-01T10:00Z", false), (First, false),
        })
        {
            var known = Assert.IsType<IngestOutcome.AlreadyThere>(await _archive.IngestAsync("Some words.", sidecar));
            Assert.Equal(isNew, known.CaptureAdded);
        }
        var captures = await _archive.ReadAsync(db => db.Captures.OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([("https://example.org/a", "2020-01-04"), ("https://example.org/b", null), ("https://example.org/a", "2020-02-01T10:00Z")], captures.Select(c => (c.Url, c.Captured)));
        Assert.All(captures, c => Assert.Equal((1, TestArchive.Now.UtcDateTime), (c.ArticleId, c.IngestedAt)));
        Assert.Equal(("https://example.org/a", "2020-01-04"), await _archive.ReadAsync(async db => await db.Articles.Select(a => new { a.Url, a.Captured }).SingleAsync() is var a ? (a.Url, a.Captured) : default));
    }

    [Fact]
    public async Task Of_what_nothing_says_where_it_was_found_there_is_no_capture()
    {
        await _archive.AddAsync("Some words.");
        Assert.Equal(0, await _archive.ReadAsync(db => db.Captures.CountAsync()));
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, "zero byte stands at offset 1")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16 }, "JPEG")]
    [InlineData(new byte[] { 32, 10, 32 }, "white space")]
    public async Task What_cannot_be_read_leaves_nothing(byte[] bytes, string reason)
    {
        var failed = Assert.IsType<IngestOutcome.Failed>(await _archive.IngestAsync(bytes));

        Assert.Contains(reason, failed.Reason, StringComparison.Ordinal);
        Assert.All(await _archive.CountsAsync(), count => Assert.Equal(0, count.Rows));
    }

    [Fact]
    public async Task What_is_cancelled_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _archive.ReadAsync(db =>
            new ArticleIngester(db, TimeProvider.System, Microsoft.Extensions.Options.Options.Create(new ArchiveOptions())).IngestAsync(new Submission("Words."u8.ToArray()), cancelled.Token)));
        Assert.All(await _archive.CountsAsync(), count => Assert.Equal(0, count.Rows));
    }

    [Fact]
    public async Task Authors_are_one_only_under_the_same_name()
    {
        await _archive.AddSeedAsync();

        var authors = await _archive.ReadAsync(db => db.Authors.OrderBy(a => a.Slug).Select(a => new { a.Slug, a.Kind, a.Name }).ToListAsync());

        Assert.Equal(
            [
                ("iranian-revolutionary-marxist-tendency", AuthorKind.Organisation),
                ("morad-shirin", AuthorKind.Person),
                ("organisation-of-the-communist-alternative-in-iraq", AuthorKind.Organisation),
                ("worker-communist-party-of-iran-hekmatist", AuthorKind.Organisation),
                ("worker-communist-party-of-iran-hekmatist-official-line", AuthorKind.Organisation),
            ],
            authors.Select(a => (a.Slug, a.Kind)));
    }

    [Theory]
    [InlineData("Workers Party of Sweden", "Workers Party of Sweden (Majority)", 2)]
    [InlineData("Workers Party of Sweden", "Workers Party of Swedem", 2)]
    [InlineData("Workers Party of Sweden", "The WORKERS’ Party of Swéden", 1)]
    [InlineData("Workers' Party of Sweden", "The Workers’ Party of Sweden", 1)]
    [InlineData("Workers' Party of Sweden", "WORKERS’ PARTY of Sweden", 1)]
    [InlineData("Sozialistische Grüne Partei", "Sozialistische Grune Partei", 1)]
    public async Task Names_are_compared_word_by_word_and_never_by_likeness(string one, string other, int expected)
    {
        await _archive.AddAsync(Leaflet(one, "We say no.", "3 January 2020"));
        await _archive.AddAsync(Leaflet(other, "We say yes.", "4 January 2020"));

        Assert.Equal(expected, await _archive.ReadAsync(db => db.Authors.CountAsync()));
        Assert.Equal(expected, await _archive.ReadAsync(db => db.Authors.Select(a => a.Slug).Distinct().CountAsync()));
    }

    [Fact]
    public async Task A_person_speaks_for_an_organisation_that_has_a_record_of_its_own()
    {
        await _archive.AddSeedAsync();

        var affiliation = await _archive.ReadAsync(db => db.Affiliations.Select(a => new { Person = a.Person.Name, Organisation = a.Organisation.Name, a.From, a.To }).SingleAsync());
        var speaks = await _archive.ReadAsync(db => db.Statements.Where(s => s.Ordinal == 4).SelectMany(s => s.Authors).Select(a => new { a.Author.Name, Affiliation = a.Affiliation!.Name }).SingleAsync());

        Assert.Equal(("Morad Shirin", "Iranian Revolutionary Marxist Tendency"), (affiliation.Person, affiliation.Organisation));
        Assert.Equal(("Morad Shirin", "Iranian Revolutionary Marxist Tendency"), (speaks.Name, speaks.Affiliation));
        Assert.Null(affiliation.From); // the statement is not dated to a day
        Assert.Null(affiliation.To);
    }

    [Fact]
    public async Task Name_forms_are_attested_or_suggested_with_the_place_where_they_stand()
    {
        await _archive.AddSeedAsync();
        var text = await _archive.ReadAsync(db => db.Articles.Select(a => a.Text).SingleAsync());

        var names = await _archive.ReadAsync(db => db.AuthorNames.Include(n => n.Author).ToListAsync());

        Assert.All(names, n => Assert.Equal(n.Form, text[n.Start..n.End]));
        Assert.Contains(names, n => n is { Form: "Hekmatist Party (Official Line)", Status: NameStatus.Suggested, Kind: NameFormKind.SignOff, Author.Slug: "worker-communist-party-of-iran-hekmatist-official-line" });
        Assert.Contains(names, n => n is { Form: "Worker-communist Party of Iran - Hekmatist", Status: NameStatus.Attested, Author.Slug: "worker-communist-party-of-iran-hekmatist" });
        Assert.Contains(names, n => n is { Form: "OCAI", Kind: NameFormKind.Acronym });
        Assert.All(names.Where(n => n.Status == NameStatus.Attested && n.Kind != NameFormKind.Acronym), n => Assert.Equal(n.Author.Key, Author.KeyOf(n.Form)));
    }

    [Fact]
    public async Task Evidence_quotes_the_text_at_its_place()
    {
        var emoji = "🚩🚩 ";
        await _archive.AddSeedAsync("source: Workers' Liberty");
        await _archive.AddAsync(emoji + Leaflet("Socialist Party of Wales", emoji + "We speak this morning [5 March 2021] " + emoji, "5 March 2021"));

        var items = await _archive.ReadAsync(db => db.Evidence.Where(e => e.Start != null).Select(e => new { e.Quote, e.Start, e.End, e.Article.Text }).ToListAsync());

        Assert.NotEmpty(items);
        Assert.All(items, e =>
        {
            var index = new CodePointIndex(e.Text);
            Assert.Equal(e.Quote, index.ToUtf16(new TextSpan(e.Start!.Value, e.End!.Value)).In(e.Text));
        });
    }

    [Fact]
    public async Task What_an_archivist_gives_is_marked_as_given()
    {
        await _archive.AddSeedAsync("source: Workers' Liberty\nurl: https://example.org/a\ncaptured: 2024-05-06\nlicence: CC0\nnote: Scanned.\nlanguage: en\nsubjects: War");

        var given = await _archive.ReadAsync(db => db.Evidence.Where(e => e.Rule == "archivist" && e.StatementId == null).Select(e => e.Fact).ToListAsync());
        var article = await _archive.ReadAsync(db => db.Articles.Include(a => a.Source).SingleAsync());

        Assert.Equal(["captured", "language", "licence", "source", "subject", "url"], given.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("Workers' Liberty", article.Source?.Name);
        Assert.Equal("workers-liberty", article.Source?.Slug);
        Assert.Equal(("https://example.org/a", "2024-05-06", "CC0", "Scanned."), (article.Url, article.Captured, article.Licence, article.Note));
    }

    [Fact]
    public async Task Subjects_of_a_sidecar_are_those_of_every_statement_each_once()
    {
        await _archive.AddSeedAsync("subjects: [The Killing of Soleimani, War, the killing of Soleimani!]");

        var statements = await _archive.ReadAsync(db => db.Statements.Include(s => s.Subjects).ThenInclude(s => s.Subject).Include(s => s.Revisions).ToListAsync());
        var evidence = await _archive.ReadAsync(db => db.Evidence.Where(e => e.Fact == "subject").OrderBy(e => e.Id).ToListAsync());

        Assert.Equal(4, statements.Count);
        Assert.All(statements, s => Assert.Equal([("the-killing-of-soleimani", "The Killing of Soleimani"), ("war", "War")], s.Subjects.Select(x => (x.Subject.Slug, x.Subject.Name)).Order()));
        Assert.All(statements, s => Assert.Equal(["The Killing of Soleimani", "War"], JsonSerializer.Deserialize<RevisionContent>(s.Revisions.Single().Content, RevisionContent.Json)!.Subjects!.Select(x => x.Name)));
        Assert.Equal([("The Killing of Soleimani", "archivist", null, true), ("War", "archivist", null, true)], evidence.Select(e => (e.Value, e.Rule, e.StatementId, e.IsChosen)));
    }

    [Fact]
    public async Task One_subject_is_one_record_whatever_its_case_and_accents()
    {
        await _archive.AddAsync("One.", "subjects: [Grève générale, ★]");
        await _archive.AddAsync("Two.", "subjects: [GREVE GENERALE, اعتصاب]");

        Assert.Equal(
            [("greve-generale", "Grève générale", 2), ("subject", "★", 1), ("اعتصاب", "اعتصاب", 1)],
            (await _archive.ReadAsync(db => db.Subjects.Select(s => new { s.Slug, s.Name, s.Statements.Count }).ToListAsync())).Select(s => (s.Slug.StartsWith("subject-", StringComparison.Ordinal) ? "subject" : s.Slug, s.Name, s.Count)).OrderBy(s => s.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Subjects_of_drafts_are_not_public()
    {
        await _archive.AddAsync("One.", "subjects: War", asDraft: true);
        await _archive.AddAsync("Two.", "subjects: Bread");

        Assert.Equal(["bread"], await _archive.ReadAsync(db => db.PublicSubjects().Select(s => s.Slug).ToListAsync()));
    }

    [Fact]
    public async Task One_source_is_one_record()
    {
        await _archive.AddAsync("One.", source: "Workers' Liberty");
        await _archive.AddAsync("Two.", "source: WORKERS’ LIBERTY", source: "Another");
        await _archive.AddAsync("Three.", source: "★");

        Assert.Equal([("source", 1), ("workers-liberty", 2)], (await _archive.ReadAsync(db =>
            db.Sources.Select(s => new { s.Slug, Articles = s.Articles.Count }).ToListAsync())).Select(s => (s.Slug.Split("-")[0] == "source" ? "source" : s.Slug, s.Articles)).OrderBy(s => s.Item1));
    }

    [Fact]
    public async Task The_first_revision_holds_the_statement_whole()
    {
        await _archive.AddSeedAsync();

        var statement = await _archive.ReadAsync(db => db.Statements.Include(s => s.Revisions).SingleAsync(s => s.Ordinal == 4));
        var revision = Assert.Single(statement.Revisions);
        var content = JsonSerializer.Deserialize<RevisionContent>(revision.Content, RevisionContent.Json)!;

        Assert.Equal(1, revision.Number);
        Assert.Equal(TestArchive.Now.UtcDateTime, revision.At);
        Assert.Equal((statement.Body, statement.Start, statement.End, statement.Ordinal), (content.Body, content.Start, content.End, content.Ordinal));
        Assert.Equal(("morad-shirin", AuthorKind.Person, "iranian-revolutionary-marxist-tendency"), (content.Authors[0].Slug, content.Authors[0].Kind, content.Authors[0].AffiliationSlug));
        Assert.Equal((statement.Edtf, statement.Earliest, statement.Latest, statement.Basis), (content.Date!.Edtf, content.Date.Earliest, content.Date.Latest, content.Date.Basis));
    }

    [Fact]
    public async Task Changes_are_numbered_in_the_order_of_the_commits()
    {
        await _archive.AddSeedAsync();
        await _archive.AddAsync("Another article.");

        var changes = await _archive.ReadAsync(db => db.Changes.OrderBy(c => c.Sequence).Select(c => new { c.Sequence, c.Statement.ArticleId, c.Statement.Ordinal, c.Kind }).ToListAsync());

        Assert.Equal([1, 2, 3, 4, 1], changes.Select(c => c.Ordinal));
        Assert.Equal(changes.Select(c => c.Sequence), changes.Select(c => c.Sequence).Distinct().Order());
        Assert.Equal([1, 1, 1, 1, 2], changes.Select(c => c.ArticleId));
        Assert.All(changes, c => Assert.Equal(ChangeKind.Published, c.Kind));
    }

    [Fact]
    public async Task A_sequence_number_is_never_used_twice()
    {
        await _archive.AddAsync("One.");
        await _archive.ReadAsync(db => db.Changes.ExecuteDeleteAsync());
        await _archive.AddAsync("Two.");
        Assert.Equal(2, await _archive.ReadAsync(db => db.Changes.Select(c => c.Sequence).SingleAsync()));
    }

    [Fact]
    public async Task A_draft_tells_the_public_nothing()
    {
        var added = await _archive.AddAsync(await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken), asDraft: true);

        Assert.Equal(PublicationStatus.Draft, added.Status);
        Assert.Equal(4, await _archive.ReadAsync(db => db.Statements.CountAsync(s => s.Status == PublicationStatus.Draft)));
        Assert.Equal(0, await _archive.ReadAsync(db => db.Changes.CountAsync()));
        Assert.Equal(0, await _archive.ReadAsync(db => db.Affiliations.CountAsync()));
        Assert.Equal(4, await _archive.ReadAsync(db => db.Revisions.CountAsync()));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.0, null)]
    [InlineData(0.96, "the kind of statement 1, 'organisation' by organisation-noun, confidence 0.95")]
    public async Task What_the_parser_is_not_sure_of_is_held_as_a_draft_and_the_reason_told(double? draftBelow, string? doubt)
    {
        await using var archive = await TestArchive.CreateAsync(draftBelow: draftBelow);
        var added = await archive.AddSeedAsync();
        Assert.Equal((doubt, doubt is null ? PublicationStatus.Published : PublicationStatus.Draft), (added.Doubt, added.Status));
        Assert.Equal(doubt is null ? 4 : 0, await archive.ReadAsync(db => db.Changes.CountAsync()));
    }

    [Fact]
    public async Task First_names_of_two_articles_are_two_people_and_those_of_a_table_one()
    {
        const string Answer = "We bake for this town at night and sell by day, and we shall go on doing so whatever the price of flour may be.";
        await using var archive = await TestArchive.CreateAsync();
        foreach (var number in new[] { 1, 2 })
            await archive.AddAsync($"# A talk {number}\n\n**What now?**\n\n**Becky**: {Answer}\n\n**Ana Lopez**: {Answer}\n\n**Becky**: {Answer}\n\n**Ana Lopez**: {Answer}\n");
        Assert.Equal(["Ana Lopez", "Becky", "Becky"], await archive.ReadAsync(db => db.Authors.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync()));
        Assert.Equal(["becky", "becky-person"], await archive.ReadAsync(db => db.Authors.Where(a => a.Name == "Becky").OrderBy(a => a.Id).Select(a => a.Slug).ToListAsync()));
        Assert.Equal([2, 2], await archive.ReadAsync(db => db.Authors.Where(a => a.Name == "Becky").Select(a => a.Statements.Count).ToListAsync()));
        Assert.Equal(2, await archive.ReadAsync(db => db.AuthorNames.Where(n => n.Form == "Becky").Select(n => n.AuthorId).Distinct().CountAsync()));
    }

    [Fact]
    public void A_split_that_hardly_leads_is_held_as_a_draft()
    {
        var parsed = ArticleParser.Parse("Words."u8.ToArray(), GivenFacts.None, TestContext.Current.CancellationToken) with { Confidence = 0.25, RunnerUp = "2 statements, by headings" };
        Assert.Equal("the split, confidence 0.25; next best: 2 statements, by headings", new IncomingArticle(parsed, new Submission("Words."u8.ToArray()), new string('0', 64), null, new ArchiveOptions { DraftBelow = 0.5 }).Doubt);
        Assert.Null(new IncomingArticle(parsed, new Submission("Words."u8.ToArray()), new string('0', 64), null, new ArchiveOptions { DraftBelow = 0.25 }).Doubt);
    }

    [Fact]
    public async Task Addresses_of_statements_name_what_is_certain()
    {
        await _archive.AddSeedAsync();
        Assert.Equal(
            [
                "2020-01-03-worker-communist-party-of-iran-hekmatist-official-line",
                "2020-01-worker-communist-party-of-iran-hekmatist",
                "2020-01-03-organisation-of-the-communist-alternative-in-iraq",
                "morad-shirin-the-killing-of-soleimani-and-the-drive-to-war",
            ],
            await _archive.ReadAsync(db => db.Statements.OrderBy(s => s.Ordinal).Select(s => s.Slug).ToListAsync()));
    }

    [Fact]
    public async Task Articles_of_one_title_have_addresses_of_their_own_that_a_rebuilt_archive_gives_again()
    {
        string[] texts = ["Statement\n\nOne thing.", "Statement\n\nAnother thing.", "Statement\n\nA third thing."];
        foreach (var text in texts) await _archive.AddAsync(text);
        await using var rebuilt = await TestArchive.CreateAsync();
        foreach (var text in texts) await rebuilt.AddAsync(text);

        static Task<List<string>> Addresses(TestArchive archive) => archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Slug).ToListAsync());
        var slugs = await Addresses(_archive);
        Assert.Equal(3, slugs.Distinct().Count());
        Assert.Equal(slugs, await Addresses(rebuilt));
    }

    [Fact]
    public async Task Two_names_that_are_alike_up_to_the_cut_get_addresses_that_do_not_depend_on_their_order()
    {
        var common = "Union of " + string.Join(' ', Enumerable.Repeat("Working", 9)) + " People";
        string[] texts = [Leaflet(common + " North", "We say no.", "3 January 2020"), Leaflet(common + " South", "We say no.", "3 January 2020")];
        await using var reversed = await TestArchive.CreateAsync();
        foreach (var text in texts) await _archive.AddAsync(text);
        foreach (var text in texts.Reverse()) await reversed.AddAsync(text);

        static async Task<Dictionary<string, string>> Addresses(TestArchive archive) =>
            await archive.ReadAsync(db => db.Authors.ToDictionaryAsync(a => a.Key, a => a.Slug));
        var slugs = await Addresses(_archive);
        Assert.Equal(2, slugs.Values.Distinct().Count());
        Assert.Equal(slugs.OrderBy(s => s.Key), (await Addresses(reversed)).OrderBy(s => s.Key));
    }

    private static string Leaflet(string author, string words, string date) =>
        $"A leaflet\n\nStatement by {author}\n\n{words} It is time for all of us to stand together against this war, and to say so wherever we work and live, loudly and every day.\n\n{author}\n\n{date}\n";
}
