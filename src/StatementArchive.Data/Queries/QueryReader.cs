using System.Globalization;
using System.Net;
using System.Text;

namespace StatementArchive.Data.Queries;

/// <summary>A value of a query string that is not accepted.</summary>
/// <param name="Parameter">The parameter's name, as in the URL.</param>
/// <param name="Value">The value as it was sent, cut after 80 characters.</param>
/// <param name="Expected">What would be accepted, as half a sentence.</param>
public sealed record Refusal(string Parameter, string Value, string Expected);

/// <summary>
/// Reads the parameters of a query string strictly: a value is read or refused, never guessed at. Empty values count as
/// absent, because a form sends its empty fields; parameters that nobody asks for are let be, because links collect them.
/// </summary>
/// <param name="queryString">As it was sent, percent-encoded, with or without its question mark; parameters' names in any case.</param>
public sealed class QueryReader(string? queryString)
{
    /// <summary>Longest text that is searched for, in UTF-16 code units.</summary>
    public const int LongestText = 200;

    /// <summary>Most values of one facet.</summary>
    public const int MostValues = 20;

    /// <summary>Highest number of a page.</summary>
    public const int LastPage = 9999;

    private readonly ILookup<string, string> _values = Decoded(queryString).ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    private readonly List<Refusal> _refusals = [];

    /// <summary>What was refused so far.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>Words to look for: at most <see cref="LongestText"/> long, without control characters, with a letter or digit.</summary>
    public string? Text(string parameter)
    {
        if (Single(parameter) is not { } value) return null;
        if (value.Length > LongestText) return Refuse<string?>(parameter, value, $"at most {LongestText} characters");
        if (!IsText(value)) return Refuse<string?>(parameter, value, "text in UTF-8 without control characters");
        if (!value.Any(char.IsLetterOrDigit) && !value.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return Refuse<string?>(parameter, value, "at least one letter or digit");
        return value.Trim();
    }

    /// <summary>A query of the search box: whatever can be read, however oddly it is spelled.</summary>
    public string? Query(string parameter)
    {
        if (Single(parameter) is not { } value) return null;
        if (!IsText(value)) return Refuse<string?>(parameter, value, "text in UTF-8 without control characters");
        return Search.SearchQuery.Refusal(value) is { } reason ? Refuse<string?>(parameter, value, $"a shorter search. {reason}") : value.Trim();
    }

    /// <summary>The values of a facet, each once, in the order given.</summary>
    public IReadOnlyList<string> Slugs(string parameter)
    {
        var values = Values(parameter).Distinct(StringComparer.Ordinal).ToList();
        if (values.Count > MostValues) return Refuse<IReadOnlyList<string>>(parameter, $"{values.Count} values", $"at most {MostValues} values") ?? [];
        foreach (var value in values.Where(v => v.Length > LongestText || !IsText(v)))
            Refuse<string>(parameter, value, "the last part of a page's address");
        return values;
    }

    /// <summary>Years in four digits, from 0001, each once, in the order given.</summary>
    public IReadOnlyList<int> Years(string parameter)
    {
        var years = new List<int>();
        foreach (var value in Slugs(parameter))
        {
            if (value.Length == 4 && CalendarDays.TryRead(value, out var first, out _)) years.Add(first.Year);
            else Refuse<int>(parameter, value, "a year in four digits, such as 2020");
        }
        return years;
    }

    /// <summary>A day; of a month or a year its first day or, with <paramref name="isEnd"/>, its last.</summary>
    public DateOnly? Date(string parameter, bool isEnd)
    {
        if (Single(parameter) is not { } value) return null;
        if (!CalendarDays.TryRead(value, out var first, out var last))
            return Refuse<DateOnly?>(parameter, value, "a day of the calendar as year-month-day, such as 2020-01-31, a month such as 2020-01, or a year such as 2020");
        return isEnd ? last : first;
    }

    /// <summary>One of the names of an enum, in lower case; <c>null</c> if nothing is given.</summary>
    public T? Choice<T>(string parameter) where T : struct, Enum
    {
        if (Single(parameter) is not { } value) return null;
        foreach (var choice in Enum.GetValues<T>())
        {
            if (Spelled(choice) == value) return choice;
        }
        return Refuse<T?>(parameter, value, $"one of {string.Join(", ", Enum.GetValues<T>().Select(Spelled))}");
    }

    /// <summary>The number of a page, from 1 to <see cref="LastPage"/>; 1 if nothing is given.</summary>
    public int Page(string parameter = "p")
    {
        if (Single(parameter) is not { } value) return 1;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= LastPage
            ? page
            : Refuse<int>(parameter, value, $"a whole number from 1 to {LastPage}");
    }

    /// <summary>The number of a record, from 1; <c>null</c> if nothing is given.</summary>
    public int? Number(string parameter)
    {
        if (Single(parameter) is not { } value) return null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : Refuse<int?>(parameter, value, "a whole number from 1");
    }

    public T? Refuse<T>(string parameter, string value, string expected)
    {
        _refusals.Add(new Refusal(parameter, Shown(value), expected));
        return default;
    }

    /// <summary>How a member of an enum is spelled in a query string.</summary>
    public static string Spelled<T>(T choice) where T : struct, Enum => choice.ToString().ToLowerInvariant();

    private string? Single(string parameter)
    {
        var values = Values(parameter);
        return values.Count > 1
            ? Refuse<string?>(parameter, string.Join("; ", values), "one value, not several")
            : values.SingleOrDefault();
    }

    private List<string> Values(string parameter) => [.. _values[parameter].Where(value => !string.IsNullOrWhiteSpace(value))];

    // Form encoding (URL Standard, section 5.1). What is no UTF-8 becomes U+FFFD, and is refused where it is asked for.
    private static IEnumerable<(string Name, string Value)> Decoded(string? queryString) =>
        from pair in (queryString ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");

    private static string Decode(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded);
        return Encoding.UTF8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }

    private static bool IsText(string value)
    {
        for (var at = 0; at < value.Length; at++)
        {
            if (char.IsControl(value[at]) || value[at] == '\uFFFD') return false;
            if (!char.IsSurrogate(value[at])) continue;
            if (at + 1 == value.Length || !char.IsSurrogatePair(value[at], value[at + 1])) return false;
            at++;
        }
        return true;
    }

    private static string Shown(string value)
    {
        var visible = new string([.. value.Take(80).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)]);
        return value.Length > 80 ? visible + "…" : visible;
    }
}
