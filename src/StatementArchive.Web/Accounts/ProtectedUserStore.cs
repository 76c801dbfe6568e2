using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// Identity's store, from whose database alone nobody gets a code: the secret of time-based codes is encrypted with the keys of the data folder, recovery codes are
/// hashed as passwords are. What stands there in plain, from before, holds and is written so with the next thing that is saved of its user.
/// </summary>
internal sealed partial class ProtectedUserStore(ArchiveContext db, IDataProtectionProvider protection, IPasswordHasher<ArchiveUser> hasher, ILogger<ProtectedUserStore> log)
    : UserOnlyStore<ArchiveUser, ArchiveContext, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, IdentityUserPasskey<int>>(db)
{
    /// <summary>The names under which Identity knows the tokens.</summary>
    public const string Provider = "[AspNetUserStore]";

    /// <inheritdoc cref="Provider"/>
    public const string KeyToken = "AuthenticatorKey";

    private const string CodesToken = "RecoveryCodes";

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // No secret in plain begins so, for it is in base 32, and no recovery code.
    private const string EncryptedMark = "encrypted:";
    private const string HashedMark = "hashed:";

    public override Task SetAuthenticatorKeyAsync(ArchiveUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, EncryptedMark + ProtectorOf(user).Protect(key), cancellationToken);

    /// <returns>The secret; <c>null</c> if there is none. If it cannot be read any more, one that nobody has, for no code would mean that none is asked for.</returns>
    public override async Task<string?> GetAuthenticatorKeyAsync(ArchiveUser user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { } kept) return null;
        if (!kept.StartsWith(EncryptedMark, StringComparison.Ordinal))
        {
            await SetAuthenticatorKeyAsync(user, kept, cancellationToken);
            return kept;
        }
        try
        {
            return ProtectorOf(user).Unprotect(kept[EncryptedMark.Length..]);
        }
        catch (CryptographicException e)
        {
            Unreadable(log, e);
            return user.TwoFactorEnabled ? RandomNumberGenerator.GetString(Base32, 32) : null;
        }
    }

    public override Task ReplaceCodesAsync(ArchiveUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hashed(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(ArchiveUser user, string code, CancellationToken cancellationToken)
    {
        var kept = (await GetTokenAsync(user, Provider, CodesToken, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(kept, one => Is(user, one, code)) is not { } used) return false;
        await base.ReplaceCodesAsync(user, kept.Where(one => one != used).Select(one => one.StartsWith(HashedMark, StringComparison.Ordinal) ? one : Hashed(user, one)), cancellationToken);
        return true;
    }

    private bool Is(ArchiveUser user, string kept, string code) => kept.StartsWith(HashedMark, StringComparison.Ordinal)
        ? hasher.VerifyHashedPassword(user, kept[HashedMark.Length..], code) != PasswordVerificationResult.Failed
        : kept == code;

    private string Hashed(ArchiveUser user, string code) => HashedMark + hasher.HashPassword(user, code);

    // One user's is of no use in the row of another.
    private IDataProtector ProtectorOf(ArchiveUser user) => protection.CreateProtector("StatementArchive.AuthenticatorKeys", user.Id.ToString(CultureInfo.InvariantCulture));

    [LoggerMessage(Level = LogLevel.Error, Message = "The secret of a user's codes cannot be decrypted, so no code of an app is right: the keys with which it was encrypted are not in the data folder")]
    private static partial void Unreadable(ILogger logger, Exception exception);
}
