using Microsoft.AspNetCore.Identity;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>What a password may be: long enough, not too long to be hashed, and none that whoever tries would try first.</summary>
internal sealed class PasswordRules : IPasswordValidator<ArchiveUser>
{
    /// <summary>Shortest password, in UTF-16 code units.</summary>
    public const int Shortest = 12;

    /// <summary>Longest password, in UTF-16 code units.</summary>
    public const int Longest = 256;

    // Beginnings and repetitions of these fill the first pages of every list of leaked passwords of twelve letters and more.
    private static readonly string[] Common = ["password", "passwort", "123456789", "qwertyuiop", "qwerty", "letmein", "iloveyou", "administrator", "statementarchive", "statement archive", "changeme", "welcome", "abcdefghijkl", "111111", "000000"];

    public Task<IdentityResult> ValidateAsync(UserManager<ArchiveUser> manager, ArchiveUser user, string? password)
    {
        var typed = password ?? "";
        var fault = typed.Length > Longest ? $"A password has at most {Longest} characters."
            : user.UserName is { Length: > 2 } name && typed.Contains(name, StringComparison.OrdinalIgnoreCase) ? "A password must not contain the user's name."
            : typed.Length >= Shortest && Common.Any(common => Rest(typed, common).Length < 6) ? "This password is among those that are tried first. Take several words that have nothing to do with each other."
            : null;
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "PasswordIsWeak", Description = fault }));
    }

    // What is left of it without a common word, however often that stands in it.
    private static string Rest(string password, string common) => password.Replace(common, "", StringComparison.OrdinalIgnoreCase);
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
