using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// What a password may be: long enough, not too long to be hashed, and none that whoever tries would try first, because its length is made of less. Each rule
/// can be told to whoever is refused; passphrases of several words meet none of them.
/// </summary>
internal sealed partial class PasswordRules : IPasswordValidator<ArchiveUser>
{
    /// <summary>Shortest password, in UTF-16 code units.</summary>
    public const int Shortest = 12;

    /// <summary>Longest password, in UTF-16 code units.</summary>
    public const int Longest = 256;

    /// <summary>Fewest characters that do not follow from those before them.</summary>
    private const int FewestOfTheirOwn = 9;

    /// <summary>Fewest letters beside what everybody would try.</summary>
    private const int FewestOtherLetters = 6;

    private const string Advice = "Take several words that have nothing to do with each other.";

    // Beginnings and repetitions of these fill the first pages of every list of leaked passwords of twelve letters and more; the last is this program's name.
    private static readonly string[] Common = ["password", "passwort", "qwerty", "letmein", "iloveyou", "administrator", "changeme", "welcome", "statementarchive"];

    // Keys as they lie beside each other, of keyboards of English, German and French, and the columns of the first.
    private static readonly string[] Keys =
    [
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/",
    ];

    private static readonly string[] Runs = [.. Keys, .. Keys.Select(keys => string.Concat(keys.Reverse()))];

    public Task<IdentityResult> ValidateAsync(UserManager<ArchiveUser> manager, ArchiveUser user, string? password)
    {
        var fault = FaultOf(password ?? "", user.UserName ?? "");
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "PasswordIsWeak", Description = fault }));
    }

    /// <summary>What is wrong with a password, in words; <c>null</c> if nothing is. That it is too short says Identity itself.</summary>
    public static string? FaultOf(string password, string userName)
    {
        var plain = password.ToLowerInvariant();
        return password.Length > Longest ? $"A password has at most {Longest} characters."
            : userName.Length > 2 && plain.Contains(userName.ToLowerInvariant(), StringComparison.Ordinal) ? "A password must not contain the user's name."
            : password.Length < Shortest ? null
            : Repeated(plain) < Shortest ? $"This password says something short again and again. {Advice}"
            : OfTheirOwn(plain) < FewestOfTheirOwn ? $"Most of this password follows from what stands before it: the same character again, the alphabet, keys beside each other. {Advice}"
            : IsGuessed(plain, userName) ? $"This password is among those that are tried first. {Advice}"
            : IsOneWord(plain) ? $"This password is one word with figures or signs, which are tried with every word. {Advice}"
            : null;
    }

    // The length of what it repeats, to its end; its own length if it repeats nothing.
    private static int Repeated(string password) =>
        Enumerable.Range(1, password.Length / 2).FirstOrDefault(unit => password.AsSpan(unit).SequenceEqual(password.AsSpan(0, password.Length - unit)), password.Length);

    private static int OfTheirOwn(string password) =>
        Enumerable.Range(0, password.Length).Count(at => !(at > 0 && password[at] == password[at - 1]) && !Continues(password, at, 1) && !Continues(password, at, 2));

    // Whether a character goes on with a sequence; with every second one, as in '1q2w3e4r'.
    private static bool Continues(string password, int at, int step)
    {
        if (at < 2 * step) return false;
        var (first, second, third) = (password[at - (2 * step)], password[at - step], password[at]);
        return (third - second == second - first && Math.Abs(third - second) == 1) || Runs.Any(run => run.Contains($"{first}{second}{third}", StringComparison.Ordinal));
    }

    // What is known of everybody and of this user, with figures for letters or not, and next to nothing else.
    private static bool IsGuessed(string password, string userName)
    {
        string[] known = [.. Common, .. Word().Matches(userName.ToLowerInvariant()).Select(word => word.Value).Where(word => word.Length > 2)];
        return new[] { password, Unmasked(password) }.Select(LettersAndFigures).Any(typed =>
        {
            var rest = known.Aggregate(typed, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
            return rest.Length < typed.Length && rest.Count(char.IsLetter) < FewestOtherLetters;
        });
    }

    private static bool IsOneWord(string password) =>
        Word().Matches(password).Select(word => word.Value).Distinct().ToList() is { Count: < 2 } words && words.Sum(word => word.Length) < Shortest;

    private static string LettersAndFigures(string password) => string.Concat(password.Where(char.IsLetterOrDigit));

    private static string Unmasked(string password) => password.Replace('0', 'o').Replace('1', 'i').Replace('!', 'i').Replace('3', 'e').Replace('4', 'a').Replace('@', 'a').Replace('5', 's').Replace('$', 's').Replace('7', 't');

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

/// <summary>What a user may be called: anything that can be read in a list.</summary>
internal sealed class NameRules : IUserValidator<ArchiveUser>
{
    /// <summary>Longest name, in UTF-16 code units.</summary>
    public const int Longest = 64;

    public Task<IdentityResult> ValidateAsync(UserManager<ArchiveUser> manager, ArchiveUser user)
    {
        var name = user.UserName ?? "";
        var fault = GivenValues.FaultOfName(name) is { } wrong ? $"The name: {wrong}."
            : name.Length > Longest ? $"The name: it is longer than {Longest} characters."
            : name != name.Trim() ? "The name: it begins or ends with a blank."
            : null;
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "NameIsWrong", Description = fault }));
    }
}
