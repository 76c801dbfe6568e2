using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Time-based codes (RFC 6238) besides the password: set up, recovery codes, and taken away again. Each asks for the password.</summary>
public sealed class AuthenticatorModel(UserManager<ArchiveUser> users, DeskSignIn signIn, ArchiveContext db, TimeProvider clock) : PageModel
{
    private const int RecoveryCodes = 10;

    public bool IsOn { get; private set; }

    /// <summary>The secret that the app is given, in groups of four; <c>null</c> if none is being set up.</summary>
    public string? Key { get; private set; }

    /// <summary>The same as the address that a QR code holds.</summary>
    public string? Address { get; private set; }

    /// <summary>New recovery codes, shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public string? Problem { get; private set; }

    public async Task OnGetAsync() => await ShowAsync(await users.OwnAsync(User));

    /// <summary>Makes a secret; nothing is asked for at sign-in before a code has confirmed it.</summary>
    public async Task<IActionResult> OnPostBeginAsync([StringLength(300)] string? password)
    {
        var own = await users.OwnAsync(User);
        if (own.TwoFactorEnabled) return Redirect("/account/authenticator");
        if (await signIn.DoubtAsync(own, password) is { } doubt) return await RefuseAsync(own, doubt);
        if ((await users.ResetAuthenticatorKeyAsync(own)).Problem() is { } problem) return await RefuseAsync(await AgainAsync(), problem);
        await signIn.RefreshSignInAsync(own);
        return Redirect("/account/authenticator");
    }

    /// <summary>Begins to ask for codes, and shows recovery codes.</summary>
    public async Task<IActionResult> OnPostConfirmAsync([StringLength(20)] string? code)
    {
        var own = await users.OwnAsync(User);
        if (own.TwoFactorEnabled || await users.GetAuthenticatorKeyAsync(own) is null) return Redirect("/account/authenticator");
        if (!await signIn.IsCodeOfAppAsync(own, string.Concat((code ?? "").Where(char.IsAsciiDigit)))) return await RefuseAsync(own, "This is not the code that the app shows now. If it is, the clock of one of the two devices is wrong.");
        // The code was one of the account as it was read; nobody is to be asked for codes without recovery codes.
        var seen = own.ConcurrencyStamp;
        if (await users.ChangeAsync(db, own.Id, async user =>
        {
            if (user.ConcurrencyStamp != seen) return "Nothing was changed. Your account was changed meanwhile; look at it, and try again.";
            Audit(user, "code set up");
            return (await users.SetTwoFactorEnabledAsync(user, true)).Problem() ?? await MakeCodesAsync(user);
        }, HttpContext.RequestAborted) is { } problem) return await RefuseAsync(await AgainAsync(), problem);
        own = await AgainAsync();
        await signIn.RefreshSignInAsync(own);
        await ShowAsync(own);
        return Page();
    }

    /// <summary>Makes new recovery codes; the old ones end.</summary>
    public async Task<IActionResult> OnPostCodesAsync([StringLength(300)] string? password)
    {
        var own = await users.OwnAsync(User);
        if (!own.TwoFactorEnabled) return Redirect("/account/authenticator");
        if (await signIn.DoubtAsync(own, password) is { } doubt) return await RefuseAsync(own, doubt);
        Audit(own, "recovery codes made");
        if (await MakeCodesAsync(own) is { } problem) return await RefuseAsync(await AgainAsync(), problem);
        await ShowAsync(own);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync([StringLength(300)] string? password)
    {
        var own = await users.OwnAsync(User);
        if (await signIn.DoubtAsync(own, password) is { } doubt) return await RefuseAsync(own, doubt);
        if (await users.ChangeAsync(db, own.Id, async user =>
        {
            Audit(user, "code removed");
            return (await users.RemoveCodesAsync(user)).Problem();
        }, HttpContext.RequestAborted) is { } problem) return await RefuseAsync(await AgainAsync(), problem);
        await signIn.RefreshSignInAsync(await AgainAsync());
        return Redirect("/account");
    }

    private async Task<string?> MakeCodesAsync(ArchiveUser user)
    {
        if (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) is not { } codes) return "Nothing was changed. No recovery codes could be made; try again.";
        Codes = [.. codes];
        return null;
    }

    // Saved with what it tells of, by the next call of the users' store.
    private void Audit(ArchiveUser own, string action) => db.Audit(clock.GetUtcNow().UtcDateTime, own.Id, action, "user", own.UserName!);

    // As the account is now, without what could not be saved.
    private Task<ArchiveUser> AgainAsync()
    {
        db.ChangeTracker.Clear();
        return users.OwnAsync(User);
    }

    private async Task<IActionResult> RefuseAsync(ArchiveUser own, string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(own);
        return Page();
    }

    private async Task ShowAsync(ArchiveUser own)
    {
        (IsOn, CodesLeft) = (own.TwoFactorEnabled, await users.CountRecoveryCodesAsync(own));
        if (IsOn || await users.GetAuthenticatorKeyAsync(own) is not { } key) return;
        Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        // https://github.com/google/google-authenticator/wiki/Key-Uri-Format
        Address = $"otpauth://totp/{Uri.EscapeDataString($"Statement Archive:{own.UserName}")}?secret={key}&issuer={Uri.EscapeDataString("Statement Archive")}&digits=6&period=30";
    }
}
