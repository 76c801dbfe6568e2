using Microsoft.AspNetCore.Identity;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>What is asked for besides a password.</summary>
internal static class SecondFactors
{
    /// <summary>Asks for no code any more, and forgets the secret and the recovery codes. Ends the user's sessions.</summary>
    public static async Task RemoveCodesAsync(this UserManager<ArchiveUser> users, ArchiveUser user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        await users.RemoveAuthenticationTokenAsync(user, ProtectedUserStore.Provider, ProtectedUserStore.KeyToken);
    }
}
