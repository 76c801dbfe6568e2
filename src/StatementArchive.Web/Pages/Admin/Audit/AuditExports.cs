using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Audit;

/// <summary>The audit log as a table or as JSON Lines, filtered as its page is, the newest first.</summary>
public static class AuditExports
{
    // A spreadsheet would run a cell that begins like a formula; an apostrophe before it keeps it text (OWASP, 'CSV injection').
    private static readonly CsvWriterOptions Table = new() { Injection = CsvInjection.Escape, NewLine = "\r\n" };

    public static void MapAuditExports(this IEndpointRouteBuilder routes)
    {
        string[] reads = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/admin/audit.csv", reads, (HttpContext context, ArchiveContext db) => Export(context, db, "text/csv; charset=utf-8", "audit.csv", WriteTableAsync)).RequireAuthorization(nameof(ArchiveRole.Administrator));
        routes.MapMethods("/admin/audit.jsonl", reads, (HttpContext context, ArchiveContext db) => Export(context, db, "application/jsonl", "audit.jsonl", WriteLinesAsync)).RequireAuthorization(nameof(ArchiveRole.Administrator));
    }

    private static IResult Export(HttpContext context, ArchiveContext db, string type, string name, Func<IAsyncEnumerable<Line>, Stream, CancellationToken, Task> write)
    {
        var reader = new QueryReader(context.Request.QueryString.Value);
        var filter = AuditFilter.Read(reader);
        if (reader.Refusals is [var refusal, ..]) return Results.Problem($"{refusal.Parameter} must be {refusal.Expected}.", statusCode: StatusCodes.Status400BadRequest);
        var lines = filter.Of(db).Select(e => new Line(e.Id, e.At, e.User!.UserName, e.Action, e.RecordKind, e.Record, e.Reason, e.Before, e.After)).AsAsyncEnumerable();
        return Results.Stream(body => write(lines, body, context.RequestAborted), type, name);
    }

    private static async Task WriteTableAsync(IAsyncEnumerable<Line> lines, Stream body, CancellationToken cancellation)
    {
        await using var table = CsvWriter.Create(body, Table, leaveOpen: true);
        await table.WriteRecordAsync(["id", "at", "user", "action", "kind", "record", "reason", "before", "after"], cancellation);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            await table.WriteRecordAsync(
                [line.Id.ToString(CultureInfo.InvariantCulture), line.At.ToString("O", CultureInfo.InvariantCulture), line.User ?? "", line.Action, line.Kind, line.Record, line.Reason ?? "", line.Before ?? "", line.After ?? ""],
                cancellation);
        }
    }

    private static async Task WriteLinesAsync(IAsyncEnumerable<Line> lines, Stream body, CancellationToken cancellation)
    {
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            await JsonSerializer.SerializeAsync(body, new { line.Id, line.At, line.User, line.Action, line.Kind, line.Record, line.Reason, Before = Read(line.Before), After = Read(line.After) }, ArticleDraft.Json, cancellation);
            await body.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }

    private static JsonElement? Read(string? json) => json is null ? null : JsonElement.Parse(json);

    private sealed record Line(long Id, DateTime At, string? User, string Action, string Kind, string Record, string? Reason, string? Before, string? After);
}
