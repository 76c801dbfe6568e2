using System.Globalization;
using Microsoft.AspNetCore.Identity;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>Changes of accounts that must not fail unseen: whoever disables somebody has to know whether that is done.</summary>
internal static class UserChanges
{
    /// <summary>Changes a user, with its entry of the log, in one transaction that begins as the one writer; so nobody else changes the same row between its reading and its saving.</summary>
    /// <param name="change">Is handed the user as they are now. What it returns is why it was not done, in words; <c>null</c> if it was.</param>
    /// <returns>Why it was not done, in words; <c>null</c> if it was.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public static Task<string?> ChangeAsync(this UserManager<ArchiveUser> users, ArchiveContext db, int id, Func<ArchiveUser, Task<string?>> change, CancellationToken cancellation)
    {
        // What was read before can be older than what holds.
        db.ChangeTracker.Clear();
        return db.InOneTransactionAsync(
            async () => await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is { } user ? await change(user) : "There is no such user.",
            problem => problem is null, cancellation);
    }

    /// <summary>Why Identity did not do what it was asked for, in words; <c>null</c> if it did.</summary>
    public static string? Problem(this IdentityResult result) =>
        result.Succeeded ? null : $"Nothing was changed. {string.Join(' ', result.Errors.Select(error => error.Description))}".TrimEnd();
}
