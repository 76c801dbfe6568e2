using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Text;

/// <summary>Dates in words, no more exact than they are known.</summary>
public static class DateWords
{
    /// <summary>'3 January 2020', '3 or 4 January 2020', 'no later than 4 January 2020', 'January 2020', 'undated'.</summary>
    /// <param name="isShort">With the first three letters of the month.</param>
    public static string Of(DateFacts date, bool isShort = false) => string.Concat(Parts(date, isShort).Select(part => part.Text));

    /// <summary>The same as HTML, with a <c>time</c> element around every day, month or year.</summary>
    public static IHtmlContent Html(DateFacts date, bool isShort = false)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, machine) in Parts(date, isShort))
        {
            if (machine is null) html.Append(text);
            else html.AppendFormat(CultureInfo.InvariantCulture, "<time datetime=\"{0}\">{1}</time>", machine, text);
        }
        return html;
    }

    /// <summary>A date in EDTF in words; as it stands if it is none that <see cref="StatementDate.TryRead"/> reads.</summary>
    public static string Edtf(string edtf) =>
        StatementDate.TryRead(edtf, DateBasis.Archivist) is { } date ? Of(new DateFacts(date.Earliest, date.Latest, date.Precision, date.Basis, date.Edtf)) : edtf;

    /// <summary>A time during which something held, EDTF: '1979 to 1991', 'from May 2019', 'until 1991'; a date that is no interval as <see cref="Edtf"/> has it.</summary>
    public static string Period(string edtf)
    {
        if (edtf.Split('/') is not [var from, var to]) return Edtf(edtf);
        return (from is "" or "..", to is "" or "..") switch
        {
            (true, true) => Edtf(edtf),
            (true, false) => "until " + Edtf(to),
            (false, true) => "from " + Edtf(from),
            _ => $"{Edtf(from)} to {Edtf(to)}",
        };
    }

    /// <summary>A day, '4 January 2020'.</summary>
    public static string Of(DateOnly day, bool isShort = false) => Day(day, isShort);

    /// <summary>
    /// When an article was published: '4 January 2020, 11:11', with the offset if there is one. What is no ISO 8601 date or
    /// time is shown as it stands.
    /// </summary>
    public static IHtmlContent Published(string iso)
    {
        if (!DateOnly.TryParseExact(iso.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new HtmlString(HtmlEncoder.Default.Encode(iso));
        var time = iso.Length > 11 ? ", " + iso[11..] : "";
        return new HtmlContentBuilder().AppendFormat(
            CultureInfo.InvariantCulture, "<time datetime=\"{0}\">{1}</time>", iso, Day(day, isShort: false) + time);
    }

    private static IEnumerable<(string Text, string? Machine)> Parts(DateFacts date, bool isShort)
    {
        switch (date)
        {
            case { Precision: DatePrecision.Month, Earliest: { } month }:
                return [(month.ToString(isShort ? "MMM yyyy" : "MMMM yyyy", CultureInfo.InvariantCulture), month.ToString("yyyy-MM", CultureInfo.InvariantCulture))];
            case { Precision: DatePrecision.Year, Earliest: { } year }:
                return [(year.Year.ToString(CultureInfo.InvariantCulture), year.ToString("yyyy", CultureInfo.InvariantCulture))];
            case { Earliest: { } day, Latest: { } same } when day == same:
                return [(Day(day, isShort), Iso(day))];
            case { Earliest: { } first, Latest: { } last }:
                var isEither = first.AddDays(1) == last;
                return [
                    (isEither ? "" : "between ", null), (First(first, last, isShort), Iso(first)),
                    (isEither ? " or " : " and ", null), (Day(last, isShort), Iso(last))];
            case { Latest: { } latest }:
                return [("no later than ", null), (Day(latest, isShort), Iso(latest))];
            case { Earliest: { } earliest }:
                return [("no earlier than ", null), (Day(earliest, isShort), Iso(earliest))];
            default:
                return [("undated", null)];
        }
    }

    // Month and year are said once where they are the same.
    private static string First(DateOnly first, DateOnly last, bool isShort) => (first.Year == last.Year, first.Month == last.Month) switch
    {
        (true, true) => first.Day.ToString(CultureInfo.InvariantCulture),
        (true, false) => first.ToString(isShort ? "d MMM" : "d MMMM", CultureInfo.InvariantCulture),
        _ => Day(first, isShort),
    };

    private static string Day(DateOnly day, bool isShort) => day.ToString(isShort ? "d MMM yyyy" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
