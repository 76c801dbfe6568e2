using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Uploads;

public sealed class UploadWorkerTests : IAsyncLifetime
{
    private UploadingArchive _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await UploadingArchive.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_is_handed_in_becomes_a_draft_with_the_facts_that_were_given()
    {
        var seed = await File.ReadAllBytesAsync(Repository.SeedArticle, Cancellation);
        var id = await _site.HandInAsync(UploadingArchive.File(seed), new UploadFacts { Source = "The “Harbour” News: a # of it", Subjects = ["War"], Licence = "CC BY 4.0" });
        await _site.WorkAsync();

        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Done, 1, 0, 0, null, null), (upload.State, upload.New, upload.Known, upload.Refused, upload.Reason, upload.Content));
        Assert.Equal((null, 1, TestArchive.Now.UtcDateTime), (upload.Claim, upload.Attempts, upload.EndedAt));
        var link = Assert.Single(upload.Articles);
        Assert.True(link.IsNew);
        var article = await _site.Archive.ReadAsync(db => db.Articles.Include(a => a.Source).Include(a => a.Evidence).Include(a => a.Original.Content).Include(a => a.Statements).SingleAsync(Cancellation));
        Assert.Equal((link.ArticleId, PublicationStatus.Draft, "The “Harbour” News: a # of it", "CC BY 4.0"), (article.Id, article.Status, article.Source!.Name, article.Licence));
        Assert.Equal(seed, article.Original.Content.Bytes);
        Assert.Equal("The “Harbour” News: a # of it", Sidecar.Read(Encoding.UTF8.GetBytes(article.Original.Sidecar!)).Source);
        Assert.Contains(article.Evidence, e => e is { Fact: "source", Rule: "archivist", IsChosen: true });
        Assert.Contains(article.Evidence, e => e is { Fact: "subject", Value: "War", Rule: "archivist" });
        Assert.Equal(["upload handed in", "upload taken in"], await AuditAsync(id));
        Assert.False(await _site.Archive.ReadAsync(db => db.Changes.AnyAsync(Cancellation)));
    }

    [Fact]
    public async Task The_same_bytes_are_the_article_that_is_there()
    {
        var first = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        var second = await _site.HandInAsync(UploadingArchive.File("The bread is ours.", "other.txt"), new UploadFacts { Source = "Harbour News" });
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(second);
        Assert.Equal((UploadState.Done, 0, 1, null), (upload.State, upload.New, upload.Known, upload.Content));
        Assert.StartsWith("The archive had these very bytes: ", upload.Reason, StringComparison.Ordinal);
        Assert.Equal(((await _site.ReadAsync(first)).Articles.Single().ArticleId, false), (upload.Articles.Single().ArticleId, upload.Articles.Single().IsNew));
    }

    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "which is not read")]
    [InlineData("a\0b", "a zero byte stands at offset 1")]
    [InlineData("PK\u0003\u0004broken", "ZIP")]
    public async Task What_is_of_no_known_kind_fails_with_its_reason_and_can_be_tried_again(string latin, string reason)
    {
        var bytes = Encoding.Latin1.GetBytes(latin);
        var id = await _site.HandInAsync(UploadingArchive.File(bytes));
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Failed, 0), (upload.State, upload.Articles.Count));
        Assert.Contains(reason, upload.Reason, StringComparison.Ordinal);
        Assert.Equal(bytes, upload.Content!.Bytes);

        Assert.Null(await _site.WithAsync(desk => desk.RetryAsync(id, _site.Ada, false, Cancellation)));
        Assert.Equal((UploadState.Waiting, null, 0), await _site.Archive.ReadAsync(db => db.Uploads.Select(u => ValueTuple.Create(u.State, u.Reason, u.Attempts)).SingleAsync(Cancellation)));
        await _site.WorkAsync();
        Assert.Equal(UploadState.Failed, (await _site.ReadAsync(id)).State);
        Assert.Equal(["upload handed in", "upload failed", "upload retried", "upload failed"], await AuditAsync(id));
        Assert.Equal(0, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Two_workers_at_once_take_everything_in_once()
    {
        const int Uploads = 30;
        // Every third has the bytes of the one before it.
        var incoming = Enumerable.Range(0, Uploads).Select(i => UploadingArchive.File($"Bread of day {i - (i % 3 == 2 ? 1 : 0)} is ours.")).ToList<IncomingUpload>();
        await _site.WithAsync(desk => desk.HandInAsync(_site.Ada, incoming, null, Cancellation));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(_site.WorkAsync, Cancellation)));

        var uploads = await _site.Archive.ReadAsync(db => db.Uploads.AsNoTracking().Include(u => u.Articles).ToListAsync(Cancellation));
        Assert.All(uploads, upload => Assert.Equal((UploadState.Done, 1, 1), (upload.State, upload.Attempts, upload.New + upload.Known)));
        Assert.Equal(Uploads / 3 * 2, uploads.Sum(upload => upload.New));
        Assert.Equal(Uploads / 3 * 2, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
        Assert.Equal(Uploads, await _site.Archive.ReadAsync(db => db.AuditLog.CountAsync(entry => entry.Action == "upload taken in", Cancellation)));
    }

    [Fact]
    public async Task Users_take_turns_and_each_ones_oldest_is_taken_first()
    {
        async Task HandInAsync(int user, params string[] names) =>
            await _site.WithAsync(desk => desk.HandInAsync(user, [.. names.Select(name => UploadingArchive.File($"The bread of {name} is ours.", name))], null, Cancellation));

        var cem = await _site.Archive.ReadAsync(async db =>
        {
            var user = new ArchiveUser { UserName = "cem", NormalizedUserName = "CEM", Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch };
            db.Add(user);
            await db.SaveChangesAsync(Cancellation);
            return user.Id;
        });
        var worker = _site.Worker();
        await HandInAsync(_site.Ada, "a1", "a2", "a3", "a4");
        await HandInAsync(_site.Ben, "b1", "b2");
        await worker.WorkOnNextAsync(Cancellation);
        await worker.WorkOnNextAsync(Cancellation);
        await HandInAsync(cem, "c1", "c2");
        while (await worker.WorkOnNextAsync(Cancellation))
        {
        }
        var taken = await _site.Archive.ReadAsync(db => db.AuditLog.Where(entry => entry.Action == "upload taken in").OrderBy(entry => entry.Id).Select(entry => entry.Record).ToListAsync(Cancellation));
        var names = await _site.Archive.ReadAsync(db => db.Uploads.ToDictionaryAsync(upload => upload.Id.ToString(CultureInfo.InvariantCulture), upload => upload.Name, Cancellation));
        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "c2", "a3", "a4"], taken.Select(id => names[id]));
    }

    [Fact]
    public async Task What_a_user_removes_from_the_list_brings_them_no_turn()
    {
        var worker = _site.Worker();
        var ids = await _site.WithAsync(desk => desk.HandInAsync(_site.Ada, [.. Enumerable.Range(0, 3).Select(i => UploadingArchive.File($"The bread of day {i} is ours."))], null, Cancellation));
        await _site.WithAsync(desk => desk.HandInAsync(_site.Ben, [UploadingArchive.File("The sea as well.", "bens.txt")], null, Cancellation));
        await worker.WorkOnNextAsync(Cancellation);
        Assert.Null(await _site.WithAsync(desk => desk.RemoveAsync(ids[0], _site.Ada, false, Cancellation)));
        await worker.WorkOnNextAsync(Cancellation);
        Assert.Equal(UploadState.Done, await _site.Archive.ReadAsync(db => db.Uploads.Where(upload => upload.Name == "bens.txt").Select(upload => upload.State).SingleAsync(Cancellation)));
    }

    [Fact]
    public async Task A_worker_keeps_its_claim_while_it_lives_and_loses_it_when_it_ends()
    {
        var fetched = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _site.Web = async (address, _) =>
        {
            asked.TrySetResult();
            await fetched.Task;
            return Page(address, "<p>The bread is ours.</p>");
        };
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        var (first, second) = (_site.Worker(), _site.Worker());
        var slow = first.WorkOnNextAsync(Cancellation);
        await asked.Task;
        Assert.False(await second.WorkOnNextAsync(Cancellation));
        Assert.Equal(UploadState.Working, (await _site.ReadAsync(id)).State);

        // Its lock is gone, as that of a killed process is; yet it goes on and comes back with the page.
        first.Dispose();
        _site.Web = (address, _) => Task.FromResult(Page(address, "<p>The bread is ours, says the other.</p>"));
        Assert.True(await second.WorkOnNextAsync(Cancellation));
        fetched.SetResult();
        await slow;
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Done, 1, 2, 1), (upload.State, upload.New, upload.Attempts, upload.Articles.Count));
        Assert.Contains("says the other", (await _site.Archive.ReadAsync(db => db.Articles.SingleAsync(Cancellation))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, UploadState.Done)]
    [InlineData(3, UploadState.Failed)] // once more would be once too often
    public async Task What_ends_its_process_again_and_again_is_given_up(int attempts, UploadState expected)
    {
        var id = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        await _site.Archive.ReadAsync(db => db.Uploads.ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Working).SetProperty(u => u.Claim, Guid.NewGuid()).SetProperty(u => u.Attempts, attempts), Cancellation));
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(id);
        Assert.Equal(expected, upload.State);
        Assert.Equal(expected == UploadState.Failed, upload.Reason?.Contains("ended 3 times", StringComparison.Ordinal) ?? false);
        Assert.Equal(expected == UploadState.Failed, upload.Content is not null);
    }

    [Fact]
    public async Task What_waits_can_be_called_off()
    {
        var id = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        Assert.Null(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ada, false, Cancellation)));
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Cancelled, null, 0), (upload.State, upload.Content, upload.Articles.Count));
        Assert.NotNull(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ada, false, Cancellation)));
        Assert.NotNull(await _site.WithAsync(desk => desk.RetryAsync(id, _site.Ada, false, Cancellation)));
        Assert.Equal(0, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task What_is_worked_on_can_be_called_off_and_the_next_is_taken()
    {
        var asked = new TaskCompletionSource();
        _site.Web = async (_, cancellation) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException();
        };
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        var next = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        var work = _site.WorkAsync();
        await asked.Task;
        Assert.Null(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ada, false, Cancellation)));
        await work;
        Assert.Equal((UploadState.Cancelled, UploadState.Done), ((await _site.ReadAsync(id)).State, (await _site.ReadAsync(next)).State));
    }

    [Fact]
    public async Task A_document_that_is_called_off_by_another_process_is_not_stored()
    {
        var id = 0;
        // The other process has no way to tell this one.
        _site.Web = async (address, _) =>
        {
            await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Cancelled).SetProperty(u => u.Claim, (Guid?)null), Cancellation));
            return Page(address, "<p>The bread is ours.</p>");
        };
        id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        await _site.WorkAsync();
        Assert.Equal((UploadState.Cancelled, 0), ((await _site.ReadAsync(id)).State, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation))));
    }

    [Fact]
    public async Task A_process_that_is_about_to_end_puts_its_work_back()
    {
        using var stopping = new CancellationTokenSource();
        _site.Web = async (_, cancellation) =>
        {
            await stopping.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        };
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.Worker().WorkOnNextAsync(stopping.Token));
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Waiting, 0, null), (upload.State, upload.Attempts, upload.Claim));
    }

    [Fact]
    public async Task A_file_of_several_articles_is_counted_and_its_refused_rows_are_told_by_their_place()
    {
        var id = await _site.HandInAsync(UploadingArchive.File("text,author\nThe bread is ours.,Ada Lind\n,Ben\nThe bread is ours.,Ada Lind\nThe sea as well.,Ada Lind\n", "rows.csv"));
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Done, 2, 1, 1, null), (upload.State, upload.New, upload.Known, upload.Refused, upload.Content));
        Assert.StartsWith("row 3: ", upload.Reason, StringComparison.Ordinal);
        Assert.Equal([PublicationStatus.Draft, PublicationStatus.Draft], upload.Articles.Select(one => one.Article.Status));
    }

    [Fact]
    public async Task A_file_of_many_that_is_called_off_keeps_the_batches_that_were_stored()
    {
        const int Rows = 60_000;
        var id = await _site.HandInAsync(UploadingArchive.File(ManyRows(Rows), "rows.jsonl"));
        var work = Task.Run(_site.WorkAsync, Cancellation);
        while (await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == id).Select(u => u.New).SingleAsync(Cancellation)) == 0) await Task.Delay(10, Cancellation);
        Assert.Null(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ada, false, Cancellation)));
        await work;
        var upload = await _site.Archive.ReadAsync(db => db.Uploads.AsNoTracking().Include(u => u.Content).SingleAsync(Cancellation));
        Assert.Equal((UploadState.Cancelled, null), (upload.State, upload.Content));
        Assert.InRange(upload.New, ContainerIngester.BatchEntries, Rows - 1);
        Assert.Equal((upload.New, upload.New), (await _site.Archive.ReadAsync(db => db.Set<UploadedArticle>().CountAsync(Cancellation)), await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation))));
    }

    private Task<IReadOnlyList<int>> HandInForBenAsync(string text, string name) => _site.WithAsync(desk => desk.HandInAsync(_site.Ben, [UploadingArchive.File(text, name)], null, Cancellation));

    private Task<List<(string Name, UploadState State, int New)>> QueueAsync() =>
        _site.Archive.ReadAsync(async db => (await db.Uploads.AsNoTracking().OrderBy(upload => upload.Id).ToListAsync(Cancellation)).ConvertAll(upload => (upload.Name, upload.State, upload.New)));

    [Fact]
    public async Task A_file_of_many_gives_way_to_another_user_after_a_batch_and_is_gone_on_with_once()
    {
        const int Rows = 4 * ContainerIngester.BatchEntries;
        // At its end three rows stand once more, and two are refused.
        var file = ManyRows(Rows) + ManyRows(3) + "{\"text\": \"\"}\n{\"text\": \"\"}\n";
        var id = await _site.HandInAsync(UploadingArchive.File(file, "rows.jsonl"));
        await HandInForBenAsync("The bread is ours.", "bens.txt");
        var worker = _site.Worker();
        Assert.True(await worker.WorkOnNextAsync(Cancellation));
        Assert.Equal([("rows.jsonl", UploadState.Waiting, ContainerIngester.BatchEntries), ("bens.txt", UploadState.Waiting, 0)], await QueueAsync());
        var (claim, attempts, share) = await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == id).Select(u => ValueTuple.Create(u.Claim, u.Attempts, u.Share)).SingleAsync(Cancellation));
        Assert.Equal((null, 0, true), (claim, attempts, share > 0));
        Assert.Equal(ContainerIngester.BatchEntries, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
        Assert.True(await worker.WorkOnNextAsync(Cancellation));
        Assert.Equal([("rows.jsonl", UploadState.Waiting, ContainerIngester.BatchEntries), ("bens.txt", UploadState.Done, 1)], await QueueAsync());

        // Whoever goes on with it, be it another process.
        Assert.True(await _site.Worker().WorkOnNextAsync(Cancellation));
        Assert.False(await worker.WorkOnNextAsync(Cancellation));
        var upload = await _site.Archive.ReadAsync(db => db.Uploads.AsNoTracking().Include(u => u.Content).SingleAsync(u => u.Id == id, Cancellation));
        Assert.Equal((UploadState.Done, Rows, 3, 2, 1, null), (upload.State, upload.New, upload.Known, upload.Refused, upload.Attempts, upload.Content));
        Assert.Equal((Rows, Rows + 1), (await _site.Archive.ReadAsync(db => db.Set<UploadedArticle>().CountAsync(one => one.UploadId == id, Cancellation)), await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation))));
        Assert.Equal(["upload handed in", "upload taken in"], await AuditAsync(id));
    }

    [Fact]
    public async Task Two_users_files_of_many_take_turns_to_their_ends()
    {
        const int Rows = 3 * ContainerIngester.BatchEntries;
        await _site.HandInAsync(UploadingArchive.File(ManyRows(Rows), "adas.jsonl"));
        await HandInForBenAsync(ManyRows(Rows).Replace("row", "line", StringComparison.Ordinal), "bens.jsonl");
        var worker = _site.Worker();
        await worker.WorkOnNextAsync(Cancellation);
        await worker.WorkOnNextAsync(Cancellation);
        Assert.Equal([("adas.jsonl", UploadState.Waiting, ContainerIngester.BatchEntries), ("bens.jsonl", UploadState.Waiting, ContainerIngester.BatchEntries)], await QueueAsync());
        while (await worker.WorkOnNextAsync(Cancellation))
        {
        }
        Assert.Equal([("adas.jsonl", UploadState.Done, Rows), ("bens.jsonl", UploadState.Done, Rows)], await QueueAsync());
        Assert.Equal(2 * Rows, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task What_gave_way_can_be_called_off_and_keeps_what_was_stored()
    {
        var id = await _site.HandInAsync(UploadingArchive.File(ManyRows(2 * ContainerIngester.BatchEntries), "rows.jsonl"));
        await HandInForBenAsync("The bread is ours.", "bens.txt");
        await _site.Worker().WorkOnNextAsync(Cancellation);
        Assert.Null(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ada, false, Cancellation)));
        await _site.WorkAsync();
        Assert.Equal([("rows.jsonl", UploadState.Cancelled, ContainerIngester.BatchEntries), ("bens.txt", UploadState.Done, 1)], await QueueAsync());
        Assert.Equal(ContainerIngester.BatchEntries + 1, await _site.Archive.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Neither_a_file_that_brings_nothing_new_nor_one_of_a_user_who_is_alone_nor_one_that_was_fetched_gives_way()
    {
        const int Rows = 3 * ContainerIngester.BatchEntries;
        var worker = _site.Worker();
        await _site.HandInAsync(UploadingArchive.File(ManyRows(Rows), "rows.jsonl"));
        await _site.HandInAsync(UploadingArchive.File("The bread is ours.", "adas.txt"));
        await worker.WorkOnNextAsync(Cancellation);
        Assert.Equal([("rows.jsonl", UploadState.Done, Rows), ("adas.txt", UploadState.Waiting, 0)], await QueueAsync());
        await worker.WorkOnNextAsync(Cancellation);

        // It would never come further.
        var again = await _site.HandInAsync(UploadingArchive.File(ManyRows(Rows), "again.jsonl"));
        await HandInForBenAsync("The sea as well.", "bens.txt");
        await _site.Worker().WorkOnNextAsync(Cancellation);
        Assert.Equal((UploadState.Done, 0, Rows), await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == again).Select(u => ValueTuple.Create(u.State, u.New, u.Known)).SingleAsync(Cancellation)));
        await worker.WorkOnNextAsync(Cancellation);

        var fetched = 0;
        _site.Web = (address, _) =>
        {
            fetched++;
            return Task.FromResult(Page(address, ManyRows(Rows).Replace("row", "line", StringComparison.Ordinal)) with { Delivery = new Delivery(new DeclaredType("application/x-ndjson", null), address, null) });
        };
        var page = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/rows", "example.org"));
        await HandInForBenAsync("The day as well.", "bens2.txt");
        await _site.Worker().WorkOnNextAsync(Cancellation);
        Assert.Equal((UploadState.Done, Rows), await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == page).Select(u => ValueTuple.Create(u.State, u.New)).SingleAsync(Cancellation)));
        Assert.Equal(1, fetched);
    }

    [Fact]
    public async Task A_page_is_kept_with_the_header_that_it_came_with()
    {
        const string Html = "<!doctype html><meta charset=utf-8><h1>On bread</h1><p>\u00D5\u00EB\u00E5\u00E1</p>";
        _site.Web = (address, _) => Task.FromResult(Page(address, Html));
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        await _site.WorkAsync();
        Assert.Equal(UploadState.Done, (await _site.ReadAsync(id)).State);
        var article = await _site.Archive.ReadAsync(db => db.Articles.Include(a => a.Captures).Include(a => a.Evidence).Include(a => a.Original.Content).SingleAsync(Cancellation));
        Assert.Equal(("https://example.org/a", "2020-01-04T11:11:12Z"), (article.Url, article.Captured));
        Assert.Contains("Хлеб", article.Text, StringComparison.Ordinal); // as the server declared, against the page
        Assert.Contains(article.Evidence, e => e is { Fact: "url", Rule: "warc-target-uri", IsChosen: true });
        var capture = Assert.Single(article.Captures);
        Assert.Equal(("https://example.org/a", "2020-01-04T11:11:12Z"), (capture.Url, capture.Captured));
        Assert.Equal($"head of https://example.org/a\r\n\r\n{Html}", Encoding.Latin1.GetString([.. capture.Head!, .. article.Original.Content.Bytes]));
    }

    [Fact]
    public async Task The_same_page_fetched_again_is_one_more_capture_with_its_own_header()
    {
        var day = 4;
        _site.Web = (address, _) => Task.FromResult(Page(address, "<p>The bread is ours.</p>", string.Create(CultureInfo.InvariantCulture, $"2020-01-{day++:00}T11:11:12Z")));
        var ids = await _site.WithAsync(desk => desk.HandInAsync(_site.Ada, [new IncomingUpload.Address("https://example.org/a", "a"), new IncomingUpload.Address("https://example.org/a", "a")], null, Cancellation));
        await _site.WorkAsync();
        var captures = await _site.Archive.ReadAsync(db => db.Captures.OrderBy(c => c.Id).ToListAsync(Cancellation));
        Assert.Equal(["2020-01-04T11:11:12Z", "2020-01-05T11:11:12Z"], captures.Select(c => c.Captured));
        Assert.All(captures, capture => Assert.NotNull(capture.Head));
        Assert.Contains("at another time", (await _site.ReadAsync(ids[1])).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One</title><id>1</id><link href="https://example.org/1"/><content>The bread is ours.</content></entry><entry><title>Two</title><id>2</id><link href="https://example.org/2"/><content>The sea as well.</content></entry></feed>""")]
    [InlineData("""<rss version="2.0"><channel><title>News</title><item><title>One</title><link>https://example.org/1</link><description>The bread is ours.</description></item><item><title>Two</title><link>https://example.org/2</link><description>The sea as well.</description></item></channel></rss>""")]
    [InlineData("""{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "url": "https://example.org/1", "content_text": "The bread is ours."}, {"id": "2", "url": "https://example.org/2", "content_text": "The sea as well."}]}""")]
    public async Task A_feed_at_an_address_is_taken_in_by_its_entries_each_of_which_keeps_the_feeds_header(string feed)
    {
        var day = 4;
        _site.Web = (address, _) => Task.FromResult(Page(address, feed, string.Create(CultureInfo.InvariantCulture, $"2020-01-{day++:00}T11:11:12Z")));
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/feed", "feed"));
        await _site.WorkAsync();
        Assert.Equal((UploadState.Done, 2), ((await _site.ReadAsync(id)).State, (await _site.ReadAsync(id)).New));
        Assert.Equal(["https://example.org/1", "https://example.org/2"], await _site.Archive.ReadAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Url).ToListAsync(Cancellation)));

        // Fetched again, unchanged, on another day.
        await _site.HandInAsync(new IncomingUpload.Address("https://example.org/feed", "feed"));
        await _site.WorkAsync();
        var captures = await _site.Archive.ReadAsync(db => db.Captures.OrderBy(c => c.Captured).ThenBy(c => c.Place).Select(c => new { c.Article.Url, From = c.Url, c.Captured, c.Place, c.Head }).ToListAsync(Cancellation));
        Assert.Equal(
            [("https://example.org/1", "2020-01-04T11:11:12Z", "entry 1"), ("https://example.org/2", "2020-01-04T11:11:12Z", "entry 2"), ("https://example.org/1", "2020-01-05T11:11:12Z", "entry 1"), ("https://example.org/2", "2020-01-05T11:11:12Z", "entry 2")],
            captures.Select(c => (c.Url, c.Captured, c.Place)));
        Assert.All(captures, capture => Assert.Equal(("https://example.org/feed", "head of https://example.org/feed\r\n\r\n"), (capture.From, Encoding.ASCII.GetString(capture.Head!))));
    }

    [Fact]
    public async Task A_table_at_an_address_was_not_captured_there_and_a_feeds_endless_header_is_not_repeated_with_every_entry()
    {
        var rows = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/rows", "rows"));
        _site.Web = (address, _) => Task.FromResult(Page(address, "text,author\nThe bread is ours.,Ada Lind\nThe sea as well.,Ada Lind\n"));
        await _site.WorkAsync();
        Assert.Equal(2, (await _site.ReadAsync(rows)).New);
        Assert.False(await _site.Archive.ReadAsync(db => db.Captures.AnyAsync(Cancellation)));

        _site.Web = (address, _) => Task.FromResult(Page(address, """<rss version="2.0"><channel><title>News</title><item><title>One</title><link>https://example.org/1</link><description>The day is ours.</description></item></channel></rss>""") with { Head = new byte[8 * 1024 + 1] });
        await _site.HandInAsync(new IncomingUpload.Address("https://example.org/feed", "feed"));
        await _site.WorkAsync();
        Assert.Equal(("https://example.org/feed", null), await _site.Archive.ReadAsync(db => db.Captures.Select(c => ValueTuple.Create(c.Url, c.Head)).SingleAsync(Cancellation)));
    }

    [Fact]
    public async Task An_address_that_is_not_fetched_fails_with_the_reason()
    {
        var id = await _site.HandInAsync(new IncomingUpload.Address("https://example.org/a", "example.org"));
        await _site.WorkAsync();
        var upload = await _site.ReadAsync(id);
        Assert.Equal((UploadState.Failed, "Nothing stands at https://example.org/a."), (upload.State, upload.Reason));
        _site.Web = (address, _) => Task.FromResult(Page(address, "<p>The bread is ours.</p>"));
        Assert.Null(await _site.WithAsync(desk => desk.RetryAsync(id, _site.Ada, false, Cancellation)));
        await _site.WorkAsync();
        Assert.Equal((UploadState.Done, null), ((await _site.ReadAsync(id)).State, (await _site.ReadAsync(id)).Reason));
    }

    [Fact]
    public async Task What_is_pasted_as_HTML_is_HTML_however_it_begins()
    {
        var bytes = "The bread <b>is ours</b>.<p>So is the sea – всегда."u8.ToArray();
        await _site.HandInAsync(new IncomingUpload.Document(UploadKind.Text, "pasted", bytes.Length, () => new MemoryStream(bytes)) { IsHtml = true });
        await _site.WorkAsync();
        var article = await _site.Archive.ReadAsync(db => db.Articles.Include(a => a.Original).SingleAsync(Cancellation));
        Assert.Equal("text/html", article.Original.MediaType);
        Assert.Contains("So is the sea – всегда.", article.Text, StringComparison.Ordinal);
    }

    private static FetchedOriginal Page(string address, string latin, string captured = "2020-01-04T11:11:12Z") => new(
        Encoding.Latin1.GetBytes(latin), new Delivery(new DeclaredType("text/html", "windows-1251"), address, GivenValues.TryReadMoment(captured)), Encoding.ASCII.GetBytes($"head of {address}\r\n\r\n"));

    private static string ManyRows(int rows) => string.Concat(Enumerable.Range(0, rows).Select(i => $"{{\"text\": \"The words of row {i}.\", \"author\": \"Speaker {i % 50}\", \"date\": \"{2000 + (i % 20)}\", \"lang\": \"en\"}}\n"));

    private Task<List<string>> AuditAsync(int id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return _site.Archive.ReadAsync(db => db.AuditLog.Where(entry => entry.RecordKind == "upload" && entry.Record == number).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Cancellation));
    }
}
