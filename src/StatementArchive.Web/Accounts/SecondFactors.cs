using Microsoft.AspNetCore.Identity;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>What is asked for besides a password.</summary>
internal static class SecondFactors
{
    /// <summary>Asks for no code any more, and forgets the secret and the recovery codes. Ends the user's sessions.</summary>
    /// <returns>The first that failed, or success; whoever calls undoes what was done before.</returns>
    public static async Task<IdentityResult> RemoveCodesAsync(this UserManager<ArchiveUser> users, ArchiveUser user)
    {
        if (await users.SetTwoFactorEnabledAsync(user, false) is { Succeeded: false } failed) return failed;
        if (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0) is null) return IdentityResult.Failed();
        return await users.RemoveAuthenticationTokenAsync(user, ProtectedUserStore.Provider, ProtectedUserStore.KeyToken);
    }
}
