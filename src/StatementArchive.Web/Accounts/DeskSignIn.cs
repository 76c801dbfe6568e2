using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages;

namespace StatementArchive.Web.Accounts;

/// <summary>How a try to sign in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    public sealed record In : SignInOutcome;

    /// <summary>The password is right, and a code is asked for besides.</summary>
    public sealed record NeedsCode : SignInOutcome;

    /// <summary>Whatever was wrong; nobody is told what.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Too many tries; nothing was looked at.</summary>
    public sealed record TooMany(TimeSpan Wait) : SignInOutcome;
}

/// <summary>
/// Signs in by password and code, or by passkey, within <see cref="SignInLimits"/>, and writes it into the audit log. A disabled account is answered
/// as a wrong password, an unknown name likewise and as slowly.
/// </summary>
public sealed class DeskSignIn(
    UserManager<ArchiveUser> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<ArchiveUser> claims, IOptions<IdentityOptions> options, ILogger<SignInManager<ArchiveUser>> log,
    IAuthenticationSchemeProvider schemes, IUserConfirmation<ArchiveUser> confirmation, ArchiveContext db, SignInLimits limits, KnownDevices devices, UsedCodes codes, TimeProvider clock)
    : SignInManager<ArchiveUser>(users, context, claims, options, log, schemes, confirmation)
{
    // Hashed for names that nobody has, so that the answer takes as long.
    private static readonly ArchiveUser Nobody = new() { Role = ArchiveRole.Contributor, CreatedAt = default };
    private static readonly string SomeHash = new PasswordHasher<ArchiveUser>().HashPassword(Nobody, Guid.NewGuid().ToString());

    public override async Task<bool> CanSignInAsync(ArchiveUser user) => user.DisabledAt is null && await base.CanSignInAsync(user);

    /// <summary>Whether a session still holds by the user's own row: neither password nor role changed since it began, and the account was not disabled.</summary>
    public async Task<bool> IsGoodAsync(ClaimsPrincipal? session) => await ValidateSecurityStampAsync(session) is { DisabledAt: null };

    public async Task<SignInOutcome> ByPasswordAsync(string name, string password)
    {
        var user = await UserManager.FindByNameAsync(name);
        if (Begin(user, Key(name)) is { } wait) return new SignInOutcome.TooMany(wait);
        var isRight = user?.PasswordHash is null ? UserManager.PasswordHasher.VerifyHashedPassword(Nobody, SomeHash, password) == PasswordVerificationResult.Success : await UserManager.CheckPasswordAsync(user, password);
        if (!isRight || user is null || !await CanSignInAsync(user)) return await FailedAsync(user, "password");
        if ((await SignInOrTwoFactorAsync(user, isPersistent: false)).RequiresTwoFactor) return new SignInOutcome.NeedsCode();
        return await SucceededAsync(user, "password", Key(user.UserName!));
    }

    /// <summary>The second step, after <see cref="SignInOutcome.NeedsCode"/>.</summary>
    /// <param name="code">Of six digits from an app, or a recovery code, which works once; blanks do not matter.</param>
    public async Task<SignInOutcome> ByCodeAsync(string code)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } user) return new SignInOutcome.Wrong();
        if (Begin(user, Key(user.UserName!)) is { } wait) return new SignInOutcome.TooMany(wait);
        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        var isOfApp = typed.Length == 6 && typed.All(char.IsAsciiDigit);
        var isRight = await CanSignInAsync(user)
            && (isOfApp ? await IsCodeOfAppAsync(user, typed) : (await UserManager.RedeemTwoFactorRecoveryCodeAsync(user, typed.ToUpperInvariant())).Succeeded);
        if (!isRight) return await FailedAsync(user, isOfApp ? "code" : "recovery code");
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(user, isPersistent: false);
        return await SucceededAsync(user, isOfApp ? "password and code" : "password and recovery code", Key(user.UserName!));
    }

    /// <param name="credential">What the browser's <c>navigator.credentials.get()</c> gave, as JSON.</param>
    public async Task<SignInOutcome> ByPasskeyAsync(string credential)
    {
        var owner = CredentialId(credential) is { } id ? await UserManager.FindByPasskeyIdAsync(id) : null;
        if (Begin(owner, owner is null ? null : PasskeysKey(owner)) is { } wait) return new SignInOutcome.TooMany(wait);
        if (await PasskeyUserAsync(credential) is not { } user)
        {
            // What of the passkey could not be saved is not tried again with the entry of the log.
            db.ChangeTracker.Clear();
            return await FailedAsync(owner, "passkey");
        }
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(user, isPersistent: false);
        return await SucceededAsync(user, "passkey", PasskeysKey(user));
    }

    /// <summary>Asks somebody who is signed in for the password again, within the same limits. <c>null</c> if it is theirs; else what to say.</summary>
    public async Task<string?> DoubtAsync(ArchiveUser user, string? password)
    {
        if (Begin(user, Key(user.UserName!)) is { } wait) return Sentence(wait);
        if (!await UserManager.CheckPasswordAsync(user, password ?? ""))
        {
            await FailedAsync(user, "password asked for again");
            return "This is not your password.";
        }
        limits.Succeeded(Key(user.UserName!), devices.Of(Context, user), Context.Connection.RemoteIpAddress);
        return null;
    }

    /// <summary>Whether a code is one of the user's app that was not used yet.</summary>
    public async Task<bool> IsCodeOfAppAsync(ArchiveUser user, string code) =>
        await UserManager.VerifyTwoFactorTokenAsync(user, UserManager.Options.Tokens.AuthenticatorTokenProvider, code) && codes.TryUse(user.Id, code);

    /// <summary>How long to wait, for people.</summary>
    public static string Sentence(TimeSpan wait) => wait <= TimeSpan.FromMinutes(1)
        ? $"Too many tries. Wait {Words.Count(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)), "second")} and try again."
        : $"Too many tries. Wait {Words.Count((int)Math.Ceiling(wait.TotalMinutes), "minute")} and try again, or sign in in another way or on a device on which you did before.";

    private TimeSpan? Begin(ArchiveUser? user, string? key) => limits.Begin(key, user is null ? null : devices.Of(Context, user), Context.Connection.RemoteIpAddress);

    // The user whose passkey it is, if it was asked for and shows to be theirs.
    private async Task<ArchiveUser?> PasskeyUserAsync(string credential)
    {
        try
        {
            var shown = await PerformPasskeyAssertionAsync(credential);
            return shown.Succeeded && await CanSignInAsync(shown.User) && (await UserManager.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey)).Succeeded ? shown.User : null;
        }
        catch (InvalidOperationException)
        {
            // No challenge was asked for, or it was used.
            return null;
        }
    }

    // Only a passkey's own number, which nobody else is told, says whose account is tried: the user's number beside it can be guessed, and would let anybody make its owner wait.
    private static byte[]? CredentialId(string credential)
    {
        try
        {
            using var json = JsonDocument.Parse(credential);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && Base64Url.IsValid(id.GetString()) ? Base64Url.DecodeFromChars(id.GetString()) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a string of it with half of a surrogate pair.
            return null;
        }
    }

    private async Task<SignInOutcome> SucceededAsync(ArchiveUser user, string by, string key)
    {
        limits.Succeeded(key, devices.Of(Context, user), Context.Connection.RemoteIpAddress);
        devices.Remember(Context, user);
        db.Audit(clock.GetUtcNow().UtcDateTime, user.Id, "signed in", "user", user.UserName!, after: new { By = by });
        await db.SaveChangesAsync(Context.RequestAborted);
        return new SignInOutcome.In();
    }

    // A name that nobody has may be a password typed into the wrong field: it is not written down.
    private async Task<SignInOutcome> FailedAsync(ArchiveUser? user, string by)
    {
        db.Audit(clock.GetUtcNow().UtcDateTime, null, "sign-in refused", "user", user?.UserName ?? "(unknown)", after: new { By = by });
        await db.SaveChangesAsync(Context.RequestAborted);
        return new SignInOutcome.Wrong();
    }

    private string Key(string name) => UserManager.NormalizeName(name);

    // Apart from the passwords', so that a passkey gets in while somebody hammers on the password; no normalised name has small letters.
    private string PasskeysKey(ArchiveUser user) => $"passkeys of {Key(user.UserName!)}";
}
