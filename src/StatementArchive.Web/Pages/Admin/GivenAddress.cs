using StatementArchive.Data.Ingestion;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>A record that somebody names by its address: the whole of it, its path, or its last part.</summary>
public static class GivenAddress
{
    /// <summary>The record's slug; <c>null</c> if nothing was given.</summary>
    public static string? Slug(string? address) =>
        GivenValues.Worded(address)?.TrimEnd('/') is { Length: > 0 } some ? Uri.UnescapeDataString(some[(some.LastIndexOf('/') + 1)..]) : null;
}
