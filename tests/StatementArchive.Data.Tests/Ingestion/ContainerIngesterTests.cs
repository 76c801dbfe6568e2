using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class ContainerIngesterTests
{
    private static string Row(int number) =>
        $$"""{"author": "Speaker {{number % 7}}", "organisation": "Bakers' Union", "date": "2019-03-{{(number % 27) + 1:00}}", "title": "Speech {{number % 5}}", "source": "The Oven", "lang": "en", "text": "Words of row {{number}}.\n\nAnd more of them."}""";

    private static byte[] Rows(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n");

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return zipped.ToArray();
    }

    private static async Task<IngestOutcome> IngestAsync(TestArchive archive, byte[] bytes, bool asDraft = false, IProgress<ContainerProgress>? progress = null, CancellationToken? cancellation = null)
    {
        var file = new FoundFile(archive.Folder.Write("in/rows.jsonl", bytes));
        return await archive.Services.GetRequiredService<FileIngester>().IngestAsync(file, null, asDraft, cancellation ?? TestContext.Current.CancellationToken, progress);
    }

    private static async Task<IngestOutcome.Several> SeveralAsync(TestArchive archive, byte[] bytes) => Assert.IsType<IngestOutcome.Several>(await IngestAsync(archive, bytes));

    [Fact]
    public async Task Every_row_becomes_an_article_with_all_that_belongs_to_one()
    {
        await using var archive = await TestArchive.CreateAsync();
        var rows = Enumerable.Range(0, ContainerIngester.BatchEntries + 50).Select(Row).ToList();

        var outcome = await SeveralAsync(archive, Rows(rows));

        Assert.Equal((rows.Count, 0, 0, null), (outcome.New, outcome.Known, outcome.Refused, outcome.Fault));
        Assert.Equal(rows, await archive.ReadAsync(async db => (await db.Originals.OrderBy(o => o.Id).Select(o => o.Content.Bytes).ToListAsync()).Select(Encoding.UTF8.GetString)));
        var statements = await archive.ReadAsync(db => db.Statements.Include(s => s.Article).Include(s => s.Authors).ThenInclude(a => a.Author).Include(s => s.Revisions).Include(s => s.Evidence).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal(rows.Count, statements.Count);
        Assert.All(statements, s => Assert.Equal((1, 1, $"Words of row {s.Id - 1}."), (s.Revisions.Count, s.RevisionNumber, s.Body.Split('\n')[0])));
        Assert.All(statements, s => Assert.Equal((AuthorKind.Person, $"Speaker {(s.Id - 1) % 7}"), (s.Authors.Single().Author.Kind, s.Authors.Single().Author.Name)));
        Assert.All(statements, s => Assert.Contains(s.Evidence, e => e is { Fact: "author", Rule: "record" }));
        Assert.Equal(rows.Count, statements.Select(s => s.Slug).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, rows.Count), await archive.ReadAsync(db => db.Changes.OrderBy(c => c.Sequence).Select(c => c.StatementId).ToListAsync()));
        Assert.Equal(7 + 1, await archive.ReadAsync(db => db.Authors.CountAsync()));
        Assert.Equal(7, await archive.ReadAsync(db => db.Affiliations.CountAsync(a => a.From == new DateOnly(2019, 3, 1) && a.To == new DateOnly(2019, 3, 27))));
        Assert.Equal(1, await archive.ReadAsync(db => db.Sources.CountAsync()));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_longer_file_adds_what_is_new()
    {
        await using var archive = await TestArchive.CreateAsync();
        await SeveralAsync(archive, Rows(Enumerable.Range(0, 40).Select(Row)));
        var before = await archive.CountsAsync();

        var again = await SeveralAsync(archive, Zipped(Rows(Enumerable.Range(0, 40).Select(Row))));
        Assert.Equal((0, 40), (again.New, again.Known));
        Assert.Equal(before, await archive.CountsAsync());

        var longer = await SeveralAsync(archive, Rows(Enumerable.Range(20, 40).Select(Row)));
        Assert.Equal((20, 20), (longer.New, longer.Known));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ContainerIngester.BatchEntries + 7)]
    public async Task A_row_that_stands_twice_is_stored_once(int between)
    {
        await using var archive = await TestArchive.CreateAsync();
        var outcome = await SeveralAsync(archive, Rows([Row(0), .. Enumerable.Range(1, between).Select(Row), Row(0)]));
        Assert.Equal((between + 1, 1), (outcome.New, outcome.Known));
    }

    [Fact]
    public async Task A_bad_row_spoils_no_other_and_is_told_by_its_number()
    {
        await using var archive = await TestArchive.CreateAsync();
        var outcome = await SeveralAsync(archive, Rows([Row(0), "{\"text\": ", Row(1), "{\"text\": \"Words.\", \"date\": \"yesterday\"}", "{\"text\": ", Row(2)]));
        Assert.Equal((3, 0, 3, null), (outcome.New, outcome.Known, outcome.Refused, outcome.Fault));
        Assert.Collection(
            outcome.FirstRefusals,
            first => Assert.StartsWith("row 2: ", first, StringComparison.Ordinal),
            second => Assert.StartsWith("row 4: 'yesterday' is no date", second, StringComparison.Ordinal),
            third => Assert.StartsWith("row 5: ", third, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_gives_what_stands_before_the_cut_and_says_where_it_is()
    {
        await using var archive = await TestArchive.CreateAsync();
        var whole = Zipped(Rows(Enumerable.Range(0, 2 * ContainerIngester.BatchEntries).Select(Row)));

        var outcome = await SeveralAsync(archive, whole[..(whole.Length * 3 / 4)]);

        Assert.InRange(outcome.New, ContainerIngester.BatchEntries, (2 * ContainerIngester.BatchEntries) - 1);
        Assert.StartsWith($"after row {outcome.New}: ", outcome.Fault, StringComparison.Ordinal);
        Assert.Equal(outcome.New, await archive.ReadAsync(db => db.Articles.CountAsync()));
        var rest = await SeveralAsync(archive, whole);
        Assert.Equal((2 * ContainerIngester.BatchEntries, null), (rest.New + rest.Known, rest.Fault));
    }

    [Fact]
    public async Task What_is_broken_from_its_beginning_is_refused_whole()
    {
        await using var archive = await TestArchive.CreateAsync();
        var outcome = Assert.IsType<IngestOutcome.Failed>(await IngestAsync(archive, [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
        Assert.Contains("gzip", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_it_has_stored_what_it_told_of_and_goes_on_from_there()
    {
        await using var archive = await TestArchive.CreateAsync();
        var rows = Rows(Enumerable.Range(0, 4 * ContainerIngester.BatchEntries).Select(Row));
        using var stop = new CancellationTokenSource();
        var told = new List<ContainerProgress>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IngestAsync(archive, rows, progress: new Told(progress =>
        {
            told.Add(progress);
            stop.Cancel();
        }), cancellation: stop.Token));

        Assert.Equal((ContainerIngester.BatchEntries, $"row {ContainerIngester.BatchEntries}"), (Assert.Single(told).New, told[0].Place));
        Assert.Equal(ContainerIngester.BatchEntries, await archive.ReadAsync(db => db.Articles.CountAsync()));
        var rest = await SeveralAsync(archive, rows);
        Assert.Equal((3 * ContainerIngester.BatchEntries, ContainerIngester.BatchEntries), (rest.New, rest.Known));
    }

    [Theory]
    [InlineData(null, "2020-01-04T11:11Z")]
    [InlineData("captured: 2020-01-06", "2020-01-06")]
    public async Task Pages_of_a_crawl_keep_their_address_and_when_they_were_captured(string? sidecar, string captured)
    {
        await using var archive = await TestArchive.CreateAsync();
        const string Http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>On bread</title></head><body><p>We, the bakers of this town, say that bread has to be cheap.</p></body></html>";
        var warc = archive.Folder.Write("in/a.warc", $"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/bread\r\nWARC-Date: 2020-01-04T11:11:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {Http.Length}\r\n\r\n{Http}\r\n\r\n");
        var beside = sidecar is null ? null : archive.Folder.Write("in/a.warc.meta.yaml", sidecar);

        var outcome = await archive.Services.GetRequiredService<FileIngester>().IngestAsync(new FoundFile(warc, beside), null, false, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0, null), Assert.IsType<IngestOutcome.Several>(outcome) is var several ? (several.New, several.Refused, several.Fault) : default);
        var article = await archive.ReadAsync(db => db.Articles.Include(a => a.Evidence).SingleAsync());
        Assert.Equal(("https://example.org/bread", captured), (article.Url, article.Captured));
        Assert.Equal(sidecar is null ? "warc-date" : "archivist", Assert.Single(article.Evidence, e => e is { Fact: "captured", IsChosen: true }).Rule);
        Assert.Contains(article.Evidence, e => e is { Fact: "captured", Value: "2020-01-04T11:11:00Z" });
    }

    private static string Crawled(string type, string address, string date, string fields, string http) =>
        $"WARC/1.1\r\nWARC-Type: {type}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n{fields}Content-Type: application/http;msgtype=response\r\nContent-Length: {http.Length}\r\n\r\n{http}\r\n\r\n";

    private static string Page(string address, string date, string words = "We, the bakers of this town, say that bread has to be cheap.") =>
        Crawled("response", address, date, "", $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{words}</p></body></html>");

    private static string Unchanged(string address, string date, string earlier) =>
        Crawled("revisit", address, date, $"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\nWARC-Refers-To-Target-URI: https://example.org/bread\r\nWARC-Refers-To-Date: {earlier}\r\n", "HTTP/1.1 200 OK\r\n\r\n");

    [Fact]
    public async Task A_page_that_was_captured_several_times_is_one_article_with_all_its_captures()
    {
        await using var archive = await TestArchive.CreateAsync();
        var crawl = Encoding.UTF8.GetBytes(
            Page("https://example.org/bread", "2020-01-04T11:11:00Z") + Page("https://example.org/bread?print", "2020-01-04T11:12:00Z")
            + Unchanged("https://example.org/bread", "2020-02-01T00:00:00Z", "2020-01-04T11:11:00Z") + Unchanged("https://example.org/picture", "2020-02-01T00:00:00Z", "1999-01-01T00:00:00Z"));
        var later = Encoding.UTF8.GetBytes(Page("https://example.org/bread", "2020-03-01T00:00:00Z") + Unchanged("https://example.org/bread", "2020-04-01T00:00:00Z", "2020-03-01T00:00:00Z") + Page("https://example.org/salt", "2020-03-01T00:00:00Z", "Salt as well."));

        var first = await SeveralAsync(archive, crawl);
        Assert.Equal((1, 2, 2, 0), (first.New, first.Known, first.Captures, first.Refused));
        var before = await archive.CountsAsync();
        var again = await SeveralAsync(archive, Zipped(crawl));
        Assert.Equal((0, 3, 0), (again.New, again.Known, again.Captures));
        Assert.Equal(before, await archive.CountsAsync());
        var second = await SeveralAsync(archive, later);
        Assert.Equal((1, 2, 2), (second.New, second.Known, second.Captures));

        Assert.Equal(
            [("https://example.org/bread", "2020-01-04T11:11Z"), ("https://example.org/bread?print", "2020-01-04T11:12Z"), ("https://example.org/bread", "2020-02-01T00:00Z"), ("https://example.org/bread", "2020-03-01T00:00Z"), ("https://example.org/bread", "2020-04-01T00:00Z")],
            (await archive.ReadAsync(db => db.Captures.Where(c => c.ArticleId == 1).OrderBy(c => c.Captured).ToListAsync())).Select(c => (c.Url, c.Captured)));
        Assert.All(await archive.ReadAsync(db => db.Captures.ToListAsync()), c => Assert.StartsWith("record ", c.Place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_say_all_of_their_author_are_published_and_guesses_below_the_limit_are_held()
    {
        await using var archive = await TestArchive.CreateAsync(draftBelow: 0.95);
        var outcome = await SeveralAsync(archive, Rows(Row(0), "{\"author\": \"Ada\", \"kind\": \"person\", \"lang\": \"en\", \"text\": \"Words.\"}"));
        Assert.Equal((2, 1), (outcome.New, outcome.Held));
        Assert.Equal(["row 1: the kind of statement 1, 'person' by has-affiliation, confidence 0.90"], outcome.FirstHeld);
        Assert.Equal(["the kind of statement 1, 'person' by has-affiliation, confidence 0.90", null], await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Doubt).ToListAsync()));
        Assert.Equal([PublicationStatus.Draft, PublicationStatus.Published], await archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Status).ToListAsync()));
    }

    [Fact]
    public async Task Drafts_tell_the_public_nothing()
    {
        await using var archive = await TestArchive.CreateAsync();
        await IngestAsync(archive, Rows(Row(0), Row(1)), asDraft: true);
        Assert.Equal([PublicationStatus.Draft, PublicationStatus.Draft], await archive.ReadAsync(db => db.Statements.Select(s => s.Status).ToListAsync()));
        Assert.Equal((0, 0), await archive.ReadAsync(async db => (await db.Changes.CountAsync(), await db.Affiliations.CountAsync())));
    }

    [Fact]
    public async Task Rows_are_under_their_own_subjects_and_those_that_an_archivist_gives_for_the_file()
    {
        await using var archive = await TestArchive.CreateAsync();
        var rows = archive.Folder.Write("in/rows.csv", "author,subjects,text\nAna Lopez,bread; The strike,Words.\nAna Lopez,,More words.\n");
        var beside = archive.Folder.Write("in/rows.csv.meta.yaml", "subjects: [Bread]");

        await archive.Services.GetRequiredService<FileIngester>().IngestAsync(new FoundFile(rows, beside), null, false, TestContext.Current.CancellationToken);

        var statements = await archive.ReadAsync(db => db.Statements.Include(s => s.Subjects).ThenInclude(s => s.Subject).Include(s => s.Evidence).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal(["Bread, The strike", "Bread"], statements.Select(s => string.Join(", ", s.Subjects.Select(x => x.Subject.Name).Order())));
        Assert.Equal([("bread", "record"), ("The strike", "record")], statements[0].Evidence.Where(e => e.Fact == "subject").Select(e => (e.Value, e.Rule)));
        Assert.DoesNotContain(statements[1].Evidence, e => e.Fact == "subject");
        Assert.Equal([("Bread", "archivist"), ("Bread", "archivist")], (await archive.ReadAsync(db => db.Evidence.Where(e => e.Fact == "subject" && e.StatementId == null).ToListAsync())).Select(e => (e.Value, e.Rule)));
    }

    private sealed class Told(Action<ContainerProgress> tell) : IProgress<ContainerProgress>
    {
        public void Report(ContainerProgress value) => tell(value);
    }
}
