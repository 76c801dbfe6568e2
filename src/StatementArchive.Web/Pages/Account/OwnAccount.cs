using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Account;

/// <summary>The account of whoever asks.</summary>
internal static class OwnAccount
{
    /// <summary>The user who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is: the page is open to all.</exception>
    public static async Task<ArchiveUser> OwnAsync(this UserManager<ArchiveUser> users, ClaimsPrincipal principal) =>
        await users.GetUserAsync(principal) ?? throw new InvalidOperationException("Nobody is signed in.");
}
