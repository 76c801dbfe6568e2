using System.Globalization;

namespace StatementArchive.Parsing.Recognition;

/// <summary>A calendar in which documents date.</summary>
public enum CalendarSystem
{
    Gregorian,

    /// <summary>The solar Hijri calendar of Iran and Afghanistan.</summary>
    SolarHijri,

    /// <summary>The lunar Hijri calendar, as the Umm al-Qura calendar computes it; where the moon is sighted, a month may begin a day earlier or later.</summary>
    LunarHijri,
}

/// <summary>Converts days of other calendars to Gregorian ones and back.</summary>
internal static class CalendarSystems
{
    private static readonly PersianCalendar Solar = new();
    private static readonly UmAlQuraCalendar UmmAlQura = new();
    private static readonly HijriCalendar Tabular = new();

    /// <summary>The day; <c>null</c> if the calendar has none such.</summary>
    public static DateOnly? Day(CalendarSystem calendar, int year, int month, int day)
    {
        if (month is < 1 or > 12 || day < 1 || year is < 1 or > 2999 || day > DaysInMonth(calendar, year, month)) return null;
        if (calendar == CalendarSystem.Gregorian) return new DateOnly(year, month, day);
        var system = SystemOf(calendar, year);
        return DateOnly.FromDateTime(system.ToDateTime(year, month, day, 0, 0, 0, 0));
    }

    /// <summary>Number of days; of a month without a year the most that it can have.</summary>
    public static int DaysInMonth(CalendarSystem calendar, int? year, int month) => calendar switch
    {
        CalendarSystem.Gregorian => DateTime.DaysInMonth(year ?? 2000, month),
        CalendarSystem.SolarHijri when year is null => month <= 6 ? 31 : 30,
        CalendarSystem.LunarHijri when year is null => 30,
        _ => SystemOf(calendar, year!.Value).GetDaysInMonth(year.Value, month),
    };

    /// <summary>Year, month and day of a Gregorian day in a calendar.</summary>
    public static (int Year, int Month, int Day) Of(CalendarSystem calendar, DateOnly day)
    {
        if (calendar == CalendarSystem.Gregorian) return (day.Year, day.Month, day.Day);
        var moment = day.ToDateTime(TimeOnly.MinValue);
        Calendar system = calendar == CalendarSystem.SolarHijri ? Solar : moment >= UmmAlQura.MinSupportedDateTime && moment <= UmmAlQura.MaxSupportedDateTime ? UmmAlQura : Tabular;
        if (moment < system.MinSupportedDateTime) return (1, 1, 1);
        return (system.GetYear(moment), system.GetMonth(moment), system.GetDayOfMonth(moment));
    }

    private static Calendar SystemOf(CalendarSystem calendar, int year) =>
        calendar == CalendarSystem.SolarHijri ? Solar : year is >= 1318 and <= 1500 ? UmmAlQura : Tabular;
}
