using System.Globalization;

namespace StatementArchive.Parsing;

/// <summary>What a statement's date rests on.</summary>
public enum DateBasis
{
    /// <summary>Its closing lines name it.</summary>
    SignOff,

    /// <summary>It stands in or right under the heading.</summary>
    Heading,

    /// <summary>It stands in the byline of this statement.</summary>
    Byline,

    /// <summary>The document's mark-up gives it for this statement.</summary>
    Metadata,

    /// <summary>The text names the day on which it speaks.</summary>
    Body,

    /// <summary>Nothing dates it; it lies between the events that it dates and the article's own date.</summary>
    Bounds,

    /// <summary>A person set it.</summary>
    Archivist,
}

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision
{
    Day,
    Month,
    Year,
    Interval,
}

/// <summary>A date as a typed interval: the day lies between <see cref="Earliest"/> and <see cref="Latest"/>, both included.</summary>
/// <param name="Earliest">First possible day; <c>null</c> if open.</param>
/// <param name="Latest">Last possible day; <c>null</c> if open. Not both are open.</param>
public sealed record StatementDate(DateOnly? Earliest, DateOnly? Latest, DatePrecision Precision, DateBasis Basis)
{
    /// <summary>The date in EDTF (ISO 8601-2:2019, level 1): <c>2020-01-03</c>, <c>2020-01</c>, <c>2020-01-03/2020-01-04</c>, <c>../2020-01-04</c>.</summary>
    public string Edtf => Precision switch
    {
        DatePrecision.Day => Iso(Earliest),
        DatePrecision.Month => Earliest!.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Year => Earliest!.Value.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => Earliest == Latest ? Iso(Earliest) : $"{Iso(Earliest)}/{Iso(Latest)}",
    };

    /// <summary>Reads a date as <see cref="Edtf"/> writes it; the ends of an interval may be months and years, too. <c>null</c> if it is none, or its end lies before its beginning.</summary>
    public static StatementDate? TryRead(string edtf, DateBasis basis)
    {
        ArgumentNullException.ThrowIfNull(edtf);
        if (edtf.Split('/') is not [var from, .. var rest] || rest.Length > 1) return null;
        if (rest is not [var to]) return TryReadOne(from) is var (first, last, precision) ? new StatementDate(first, last, precision, basis) : null;
        if (from == ".." && to == "..") return null;
        var (begin, end) = (TryReadOne(from), TryReadOne(to));
        if ((begin is null && from != "..") || (end is null && to != "..")) return null;
        return begin?.First > end?.Last ? null : new StatementDate(begin?.First, end?.Last, DatePrecision.Interval, basis);
    }

    private static (DateOnly First, DateOnly Last, DatePrecision Precision)? TryReadOne(string written)
    {
        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (day, day, DatePrecision.Day);
        if (DateOnly.TryParseExact(written, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return (month, month.AddMonths(1).AddDays(-1), DatePrecision.Month);
        return DateOnly.TryParseExact(written, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) ? (year, new DateOnly(year.Year, 12, 31), DatePrecision.Year) : null;
    }

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "..";
}

/// <summary>When an article was published, as exactly as its page says it, without inventing a time or a zone.</summary>
/// <param name="Time">Local time of day; <c>null</c> if only the day is given.</param>
/// <param name="Offset">Offset from UTC; <c>null</c> if the page names no zone.</param>
public sealed record PublicationTime(DateOnly Date, TimeOnly? Time = null, TimeSpan? Offset = null)
{
    /// <summary>ISO 8601: <c>2020-01-04</c>, <c>2020-01-04T11:11</c>, <c>2020-01-04T11:11:30+01:00</c>.</summary>
    public override string ToString()
    {
        var day = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (Time is not { } time) return day;
        var clock = time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{day}T{clock}{Zone()}";
    }

    private string Zone() => Offset switch
    {
        null => "",
        { Ticks: 0 } => "Z",
        { } offset => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
    };
}
