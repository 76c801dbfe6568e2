using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Ingestion;

/// <summary>What an archivist may give as a fact: in a sidecar, in a form. A fault is said in words that go on behind the name of the field; <c>null</c> if there is none.</summary>
public static partial class GivenValues
{
    /// <summary>Longest name of a source, an author, a subject or a licence, in UTF-16 code units.</summary>
    public const int LongestName = 300;

    /// <summary>Longest address, in UTF-16 code units.</summary>
    public const int LongestUrl = 2_000;

    /// <summary>Longest public remark, in UTF-16 code units.</summary>
    public const int LongestNote = 10_000;

    /// <summary>Longest part of a value that a message repeats, in UTF-16 code units.</summary>
    private const int LongestShown = 60;

    /// <summary>What was typed without the white space around it; <c>null</c> if it is nothing else.</summary>
    public static string? Worded(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public static string? FaultOfName(string name) =>
        string.IsNullOrWhiteSpace(name) ? "it is empty"
        : name.Length > LongestName ? $"it is longer than {LongestName} characters"
        : FaultOfCharacters(name, severalLines: false);

    public static string? FaultOfRemark(string remark) =>
        remark.Length > LongestNote ? $"it is longer than {LongestNote} characters" : FaultOfCharacters(remark, severalLines: true);

    /// <summary>Of an absolute http or https address.</summary>
    public static string? FaultOfUrl(string url) =>
        url.Length <= LongestUrl && FaultOfCharacters(url, severalLines: false) is null && !url.Any(char.IsWhiteSpace)
            && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? null
            : $"'{Shown(url)}' is no absolute http or https address without user name, of at most {LongestUrl} characters";

    /// <summary>Of a well-formed language tag (BCP 47, RFC 5646, section 2.1).</summary>
    public static string? FaultOfLanguage(string tag) =>
        tag.Length <= 35 && LanguageTag().IsMatch(tag) ? null : $"'{Shown(tag)}' is no BCP 47 language tag such as en, fa or ckb-Arab";

    public static string? FaultOfMoment(string written) =>
        TryReadMoment(written) is not null ? null : $"'{Shown(written)}' is no day or moment such as 2020-01-04, 2020-01-04T11:11 or 2020-01-04T11:11:30+01:00";

    /// <summary>A day or a moment in ISO 8601; <c>null</c> if it is none.</summary>
    public static PublicationTime? TryReadMoment(string written)
    {
        var parts = IsoMoment().Match(written);
        if (!parts.Success || !DateOnly.TryParseExact(parts.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        if (!parts.Groups["time"].Success) return new PublicationTime(day);
        return TimeOnly.TryParseExact(parts.Groups["time"].Value, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && TryReadZone(parts.Groups["zone"].Value, out var offset)
            ? new PublicationTime(day, time, offset)
            : null;
    }

    /// <summary>As much of a value as a message repeats.</summary>
    internal static string Shown(string value) => value.Length <= LongestShown ? value : value[..LongestShown] + "…";

    private static bool TryReadZone(string zone, out TimeSpan? offset)
    {
        offset = zone switch
        {
            "" => null,
            "Z" or "z" => TimeSpan.Zero,
            _ => TimeSpan.ParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture) * (zone[0] == '-' ? -1 : 1),
        };
        return offset is not { } known || known.Duration() <= TimeSpan.FromHours(14);
    }

    private static string? FaultOfCharacters(string text, bool severalLines)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at]) && !(severalLines && text[at] is '\r' or '\n' or '\t')) return $"it holds the control character U+{(int)text[at]:X4}";
            if (!char.IsSurrogate(text[at])) continue;
            if (!Rune.TryGetRuneAt(text, at, out _)) return "it holds half of a surrogate pair";
            at++;
        }
        return null;
    }

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<time>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]{1,9})?(?<zone>[Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])?)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex IsoMoment();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
