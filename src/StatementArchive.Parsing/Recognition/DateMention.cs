namespace StatementArchive.Parsing.Recognition;

/// <summary>A calendar date named in a text, as exactly as it is named there.</summary>
/// <param name="Span">Where it stands, with a weekday if one stands before it.</param>
/// <param name="Year">1000 to 2999, in <see cref="Calendar"/>; <c>null</c> if the text names only day and month.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31, and real in that month; <c>null</c> if only the month is named.</param>
public sealed record DateMention(TextSpan Span, int? Year, int Month, int? Day)
{
    /// <summary>The calendar of year, month and day.</summary>
    public CalendarSystem Calendar { get; init; }

    /// <summary>The other way to read a date in figures whose day and month could be swapped (03/04/2020).</summary>
    public DateMention? Swapped { get; init; }

    /// <summary>The day (Gregorian), if day, month and year are all named and can be read in one way only.</summary>
    public DateOnly? FullDay => Swapped is null ? FirstReading : null;

    private DateOnly? FirstReading => Year is { } year && Day is { } day ? CalendarSystems.Day(Calendar, year, Month, day) : null;

    /// <summary>The mention as a text of a language means it: only English writes the month first, so that of two readings both remain.</summary>
    /// <param name="language">BCP 47; <c>null</c> if not known.</param>
    public DateMention In(string? language) => Swapped is null || language is null or "en" ? this : this with { Swapped = null };

    /// <summary>The date that the mention means for a text no later than <paramref name="latest"/>; <c>null</c> if it names no year and none can be told.</summary>
    /// <remarks>
    /// Without a year it is the last such day up to <paramref name="latest"/>. Of two readings the one after
    /// <paramref name="latest"/> is dropped; if both remain, the date is the interval from the one to the other.
    /// </remarks>
    public StatementDate? Resolve(DateOnly? latest, DateBasis basis)
    {
        if (Swapped is { FirstReading: { } other } && FirstReading is { } first)
        {
            if (latest is { } limit && (first > limit) != (other > limit)) return Exactly(first > limit ? other : first, basis);
            return new StatementDate(first < other ? first : other, first < other ? other : first, DatePrecision.Interval, basis);
        }
        if ((Year ?? YearUpTo(latest)) is not { } year) return null;
        if (Day is { } day) return CalendarSystems.Day(Calendar, year, Month, day) is { } exact ? Exactly(exact, basis) : null;
        if (CalendarSystems.Day(Calendar, year, Month, 1) is not { } begin || CalendarSystems.Day(Calendar, year, Month, CalendarSystems.DaysInMonth(Calendar, year, Month)) is not { } end) return null;
        // A month of another calendar is no month of this one.
        return new StatementDate(begin, end, Calendar == CalendarSystem.Gregorian ? DatePrecision.Month : DatePrecision.Interval, basis);
    }

    private static StatementDate Exactly(DateOnly day, DateBasis basis) => new(day, day, DatePrecision.Day, basis);

    private int? YearUpTo(DateOnly? latest)
    {
        if (latest is not { } limit) return null;
        var (year, month, day) = CalendarSystems.Of(Calendar, limit);
        return (Month, Day ?? 1).CompareTo((month, day)) <= 0 ? year : year - 1;
    }
}
