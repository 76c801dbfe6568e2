using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages;

/// <summary>
/// <c>GET /suggest?q=</c>: authors and statements that are called as a reader types, as JSON, at most <see cref="SearchSuggestions.Most"/>. What cannot be
/// looked for is answered with 400 and the reason (RFC 9457).
/// </summary>
public static class Suggest
{
    // Whoever deletes a letter asks the same again; nobody else may keep what was typed.
    private const string KeptShortly = "private, max-age=60";

    public static void MapSuggestions(this IEndpointRouteBuilder routes) => routes.MapMethods("/suggest", [HttpMethods.Get, HttpMethods.Head], ReadAsync);

    private static async Task<IResult> ReadAsync(HttpContext context, SearchSuggestions suggestions, CancellationToken cancellation)
    {
        var reader = new QueryReader(context.Request.QueryString.Value);
        var typed = reader.Text("q");
        if (reader.Refusals is [var refusal, ..]) return Results.Problem($"{refusal.Parameter} must be {refusal.Expected}.", statusCode: StatusCodes.Status400BadRequest);
        var found = typed is null ? [] : await suggestions.OfAsync(typed, cancellation);
        context.Response.Headers.CacheControl = KeptShortly;
        return Results.Json(new Answer([.. found.Select(Item.Of)]));
    }

    private sealed record Answer(IReadOnlyList<Item> Suggestions);

    /// <param name="Kind">In a word, for readers.</param>
    /// <param name="FoundAs">The form of a name that was meant; <c>null</c> if it is the name itself.</param>
    private sealed record Item(string Kind, string Text, string? FoundAs, string Url)
    {
        public static Item Of(SearchSuggestion suggestion) => new(
            QueryReader.Spelled(suggestion.Kind), Words.Cut(suggestion.Text, LongestText), suggestion.FoundAs,
            $"/{Area(suggestion.Kind)}/{Uri.EscapeDataString(suggestion.Slug)}");

        // A heading may be as long as a text.
        private const int LongestText = 150;

        private static string Area(SuggestionKind kind) => kind switch
        {
            SuggestionKind.Person => "people",
            SuggestionKind.Organisation => "organisations",
            SuggestionKind.Statement => "statements",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
