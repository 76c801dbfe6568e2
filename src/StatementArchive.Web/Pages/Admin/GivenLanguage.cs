using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>A language as somebody at the desk writes it.</summary>
public static class GivenLanguage
{
    /// <summary>The BCP 47 tag of a language that is called by its name (<c>Persian</c>, <c>Deutsch</c>); all else as it was written.</summary>
    public static string? Tag(string? written) =>
        GivenValues.Worded(written) is { } text && GivenValues.FaultOfLanguage(text) is not null ? LanguageNames.TryRead(text) ?? written : written;
}
