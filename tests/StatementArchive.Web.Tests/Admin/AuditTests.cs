using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

public sealed class AuditTests(DeskSite site) : IClassFixture<DeskSite>
{
    private static readonly DateTime Day = new(2020, 1, 4, 0, 0, 0, DateTimeKind.Utc);

    private async Task WriteAsync(Action<ArchiveContext> write)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        write(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> TextAsync(DeskWorker worker, string path)
    {
        using var answer = await worker.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("kind=filtered", "four three two one")]
    [InlineData("kind=filtered&action=second+deed", "two")]
    [InlineData("kind=filtered&user=1", "four three")]
    [InlineData("kind=filtered&record=three", "three")]
    [InlineData("kind=filtered&from=2020-01-05&to=2020-01-06", "three two")]
    [InlineData("kind=filtered&to=2020-01-04", "one")]
    [InlineData("kind=filtered&record=none", "")]
    public async Task Filters_by_who_what_record_and_day_the_newest_first(string query, string records)
    {
        await WriteAsync(db =>
        {
            if (db.AuditLog.Any(e => e.RecordKind == "filtered")) return;
            db.Audit(Day, null, "first deed", "filtered", "one");
            db.SaveChanges();
            db.Audit(Day.AddDays(1), null, "second deed", "filtered", "two");
            db.SaveChanges();
            db.Audit(Day.AddDays(3).AddTicks(-1), 1, "first deed", "filtered", "three");
            db.SaveChanges();
            db.Audit(Day.AddDays(3), 1, "first deed", "filtered", "four");
        });
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (_, page) = await administrator.OpenAsync($"/admin/audit?{query}");
        Assert.Equal(records, string.Join(' ', page.QuerySelectorAll("tbody tr td:nth-child(2) bdi").Select(record => record.TextContent)));
        var lines = (await TextAsync(administrator, $"/admin/audit.jsonl?{query}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(records, string.Join(' ', lines.Select(line => JsonElement.Parse(line).GetProperty("record").GetString())));
        Assert.Equal(1 + records.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, (await TextAsync(administrator, $"/admin/audit.csv?{query}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("user=x")]
    [InlineData("user=0")]
    [InlineData("before=-1")]
    [InlineData("from=yesterday")]
    [InlineData("record=%00")]
    public async Task A_filter_that_cannot_be_read_is_refused(string query)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (response, _) = await administrator.OpenAsync($"/admin/audit?{query}");
        using (response) Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Older_entries_stand_on_further_pages_each_once()
    {
        await WriteAsync(db =>
        {
            for (var number = 0; number < 250; number++) db.Audit(Day, null, "counted", "paged", number.ToString(CultureInfo.InvariantCulture));
        });
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var seen = new List<string>();
        for (var path = "/admin/audit?kind=paged"; path is not null;)
        {
            var (_, page) = await administrator.OpenAsync(path);
            seen.AddRange(page.QuerySelectorAll("tbody tr td:nth-child(2) bdi").Select(record => record.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
            await WriteAsync(db => db.Audit(Day, null, "meanwhile", "paged", "new"));
        }
        Assert.Equal(250, seen.Count);
        Assert.Equal(250, seen.Distinct().Count());
    }

    [Fact]
    public async Task An_entry_shows_what_was_before_and_after()
    {
        await WriteAsync(db => db.Audit(Day, 1, "role changed", "shown", "x", new { Role = ArchiveRole.Editor, Name = "<b>Zoë</b>" }, new { Role = ArchiveRole.Contributor, Name = "<b>Zoë</b>" }, "They asked."));
        var id = await site.ReadAsync(db => db.AuditLog.Where(e => e.RecordKind == "shown").Select(e => e.Id).SingleAsync());
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var (_, page) = await administrator.OpenAsync($"/admin/audit/{id}");
        Assert.Equal(("editor", "contributor"), (page.Words("pre del"), page.Words("pre ins")));
        Assert.Contains("<b>Zoë</b>", page.Words("pre"), StringComparison.Ordinal);
        Assert.Contains("They asked.", page.Words("main"), StringComparison.Ordinal);
        var (missing, _) = await administrator.OpenAsync("/admin/audit/999999");
        using (missing) Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("two\r\nlines, and a comma", "\"two\r\nlines, and a comma\"")]
    public async Task No_cell_of_the_table_is_run_by_a_spreadsheet(string record, string cell)
    {
        await WriteAsync(db => db.Audit(Day, null, "injected", "cell", record));
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        var table = await TextAsync(administrator, "/admin/audit.csv?kind=cell");
        Assert.StartsWith("id,at,user,action,kind,record,reason,before,after\r\n", table, StringComparison.Ordinal);
        Assert.Contains($",cell,{cell},", table.Replace($",\"{cell}\",", $",{cell},", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
