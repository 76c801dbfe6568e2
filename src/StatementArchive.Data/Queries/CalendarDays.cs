using System.Globalization;

namespace StatementArchive.Data.Queries;

/// <summary>The days that a year, a month or a day stands for, as they are typed: 2020, 2020-01, 2020-01-31 (ISO 8601).</summary>
internal static class CalendarDays
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <returns>Whether it is one of the calendar.</returns>
    public static bool TryRead(string value, out DateOnly first, out DateOnly last)
    {
        last = default;
        if (!DateOnly.TryParseExact(value, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out first)) return false;
        last = value.Length switch
        {
            4 => new DateOnly(first.Year, 12, 31),
            7 => new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)),
            _ => first,
        };
        return true;
    }
}
