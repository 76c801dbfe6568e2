namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>A field of the form for a fact of one line.</summary>
/// <param name="Key">As in a sidecar.</param>
/// <param name="Longest">In UTF-16 code units.</param>
/// <param name="Example">What a value looks like; <c>null</c> where anything may stand.</param>
public sealed record FactField(string Key, string Label, string? Value, int Longest, string? Example);
