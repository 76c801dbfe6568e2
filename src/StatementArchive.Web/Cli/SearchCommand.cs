using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Web.Hosting;
using StatementArchive.Web.Pages;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Cli;

/// <summary><c>search QUERY [--json]</c>: the first page of what the list of statements finds.</summary>
internal static class SearchCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(string[] settings, string query, bool asJson, CancellationToken cancellation)
    {
        if (SearchQuery.Refusal(query) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return CommandLine.WrongUsage;
        }
        using var host = ArchiveHost.BuildForCommands(settings);
        await ArchiveDatabase.PrepareAsync(host.Services, cancellation);
        var index = host.Services.GetRequiredService<StatementIndex>();
        if (index.Open()) await index.FollowAsync(null, cancellation);
        await using var scope = host.Services.CreateAsyncScope();
        var clock = host.Services.GetRequiredService<TimeProvider>();
        var since = clock.GetTimestamp();
        var filter = StatementFilter.Everything with { Text = query.Trim() is { Length: > 0 } text ? text : null };
        var (found, _) = await scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(filter, cancellation);
        var instead = await scope.ServiceProvider.GetRequiredService<Respellings>().OfAsync(filter, found!, cancellation);
        var took = clock.GetElapsedTime(since).TotalMilliseconds;
        await using var output = Console.OpenStandardOutput();
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (asJson) await writer.WriteLineAsync(JsonSerializer.Serialize(SearchJson.Of(query, found!, instead, took), Json));
        else await WriteAsync(writer, found!, instead, took);
        return CommandLine.Done;
    }

    private static async Task WriteAsync(StreamWriter writer, Listing found, IReadOnlyList<string> instead, double milliseconds)
    {
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Words.Count(found.List.Total, "statement")} in {milliseconds:0.0} ms{(found.Query is { UnderstoodAs.Length: > 0 } query ? $", searched for: {Printable.Line(query.UnderstoodAs)}" : "")}"));
        foreach (var note in found.Query?.Notes ?? []) await writer.WriteLineAsync($"Note: {note.Message}");
        foreach (var spelling in instead) await writer.WriteLineAsync($"Did you mean: {Printable.Line(spelling)}");
        if (!found.State.IsComplete) await writer.WriteLineAsync("The search index is not complete; more may be in the archive.");
        foreach (var row in found.List.Rows)
        {
            await writer.WriteLineAsync();
            await writer.WriteLineAsync(Printable.Line($"{row.Date.Edtf ?? "undated"}  {Words.Names(row.Speakers)}{(row.Title is null ? "" : $": {row.Title}")}  /statements/{row.Slug}"));
            await writer.WriteLineAsync(Printable.Line($"    {Opening.Passage(row.Body, found.Sought, row.Language)}"));
        }
    }

    /// <summary>The object that <c>search --json</c> prints. Its keys are fixed.</summary>
    private sealed record SearchJson(
        string Query, string UnderstoodAs, int Total, double TookMs, SearchJson.FacetsJson Facets, IReadOnlyList<SearchJson.ResultJson> Results, IReadOnlyList<string> Notes, IReadOnlyList<string> AddedForms, bool IsComplete, IReadOnlyList<string> DidYouMean)
    {
        public static SearchJson Of(string query, Listing found, IReadOnlyList<string> instead, double milliseconds) => new(
            query, found.Query?.UnderstoodAs ?? "", found.List.Total, Math.Round(milliseconds, 3),
            new FacetsJson(Values(found.Facets.People), Values(found.Facets.Organisations), Values(found.Facets.Sources), Values(found.Facets.Subjects), Values(found.Facets.Languages),
                [.. found.Months.GroupBy(month => month.Year).Select(year => new ValueJson(year.Key.ToString(CultureInfo.InvariantCulture), year.Key.ToString(CultureInfo.InvariantCulture), year.Sum(month => month.Count)))]),
            [.. found.List.Rows.Select(row => new ResultJson(
                row.Slug, row.Title, [.. row.Speakers.Select(speaker => new AuthorJson(speaker.Author.Name, speaker.Affiliation?.Name))], row.Date.Edtf, row.SourceName,
                Opening.Passage(row.Body, found.Sought, row.Language), found.Scores.GetValueOrDefault(row.Id)))],
            [.. found.Query?.Notes.Select(note => note.Message) ?? []], [.. found.Forms.Select(form => form.Form)], found.State.IsComplete, instead);

        private static IReadOnlyList<ValueJson> Values(IReadOnlyList<FacetValue> values) => [.. values.Select(value => new ValueJson(value.Slug, value.Name, value.Count))];

        public sealed record FacetsJson(IReadOnlyList<ValueJson> Author, IReadOnlyList<ValueJson> Organisation, IReadOnlyList<ValueJson> Source, IReadOnlyList<ValueJson> Subject, IReadOnlyList<ValueJson> Language, IReadOnlyList<ValueJson> Year);

        public sealed record ValueJson(string Value, string Name, int Count);

        public sealed record AuthorJson(string Name, string? Affiliation);

        public sealed record ResultJson(string Slug, string? Title, IReadOnlyList<AuthorJson> Authors, string? Date, string? Source, string Snippet, float Score);
    }
}
