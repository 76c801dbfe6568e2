using System.Globalization;
using System.Text.RegularExpressions;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Editing;

/// <summary>Reads the numbers of other authority files, bare or as an address.</summary>
public static partial class Identifiers
{
    /// <summary>The bare number; <c>null</c> if it is none of this scheme.</summary>
    public static string? TryRead(IdentifierScheme scheme, string written)
    {
        var bare = written.Trim().TrimEnd('/');
        bare = bare[(bare.LastIndexOf('/') + 1)..];
        return scheme switch
        {
            IdentifierScheme.Wikidata when Wikidata().IsMatch(bare) => bare.ToUpperInvariant(),
            IdentifierScheme.Viaf when Viaf().IsMatch(bare) => bare,
            IdentifierScheme.Isni => Isni(bare.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()),
            _ => null,
        };
    }

    /// <summary>The International Standard Serial Number, with the hyphen; <c>null</c> if it is none (ISO 3297; the check character is that of modulus 11, weights 8 to 2).</summary>
    public static string? TryReadIssn(string written)
    {
        var bare = written.Trim();
        if (bare.StartsWith("ISSN", StringComparison.OrdinalIgnoreCase)) bare = bare[4..].TrimStart(' ', ':');
        bare = bare[(bare.LastIndexOf('/') + 1)..].Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (!IssnShape().IsMatch(bare)) return null;
        var check = (11 - (bare[..7].Select((digit, at) => (digit - '0') * (8 - at)).Sum() % 11)) % 11;
        return bare[7] == (check == 10 ? 'X' : (char)('0' + check)) ? $"{bare[..4]}-{bare[4..]}" : null;
    }

    /// <summary>What is expected, in words.</summary>
    public static string Expected(IdentifierScheme scheme) => scheme switch
    {
        IdentifierScheme.Wikidata => "A Wikidata identifier is a Q and a number, such as Q1065.",
        IdentifierScheme.Viaf => "A VIAF identifier is a number, such as 130188367.",
        IdentifierScheme.Isni => "An ISNI has 16 digits, of which the last may be an X and has to fit the others, such as 0000 0001 2150 090X.",
        _ => throw new ArgumentOutOfRangeException(nameof(scheme)),
    };

    /// <summary>Where it leads.</summary>
    public static string Url(IdentifierScheme scheme, string value) => scheme switch
    {
        IdentifierScheme.Wikidata => $"https://www.wikidata.org/wiki/{value}",
        IdentifierScheme.Viaf => $"https://viaf.org/viaf/{value}",
        IdentifierScheme.Isni => $"https://isni.org/isni/{value}",
        _ => throw new ArgumentOutOfRangeException(nameof(scheme)),
    };

    // ISO 7064, MOD 11-2.
    private static string? Isni(string bare)
    {
        if (!IsniShape().IsMatch(bare)) return null;
        var sum = bare[..15].Aggregate(0, (total, digit) => (total + digit - '0') * 2 % 11);
        var check = (12 - (sum % 11)) % 11;
        return bare[15] == (check == 10 ? 'X' : check.ToString(CultureInfo.InvariantCulture)[0]) ? bare : null;
    }

    [GeneratedRegex("^[Qq][1-9][0-9]{0,11}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Wikidata();

    [GeneratedRegex("^[1-9][0-9]{1,21}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Viaf();

    [GeneratedRegex("^[0-9]{7}[0-9X]$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex IssnShape();

    [GeneratedRegex("^[0-9]{15}[0-9X]$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex IsniShape();
}
