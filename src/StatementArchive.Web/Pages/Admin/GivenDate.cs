using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>A date as somebody at the desk writes it.</summary>
public static class GivenDate
{
    /// <summary>
    /// The date in EDTF if it is one day or month in words (<c>9 December 2010</c>) that can be read in one way only; all else as it was written, so that
    /// a refusal names it. <c>09/12/2010</c> is two days, and stays.
    /// </summary>
    public static string? Edtf(string? written)
    {
        if (GivenValues.Worded(written) is not { } text || text.Length > Longest || StatementDate.TryRead(text, DateBasis.Archivist) is not null) return written;
        return DateReader.Find(text) is [{ Swapped: null } mention] && mention.Span == new TextSpan(0, text.Length) && mention.Resolve(null, DateBasis.Archivist) is { } date ? date.Edtf : written;
    }

    // As long as the longest field for a date.
    private const int Longest = 40;
}
