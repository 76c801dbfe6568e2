using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Somebody's own account: how they sign in, their password, their sessions.</summary>
public sealed class IndexModel(UserManager<ArchiveUser> users, DeskSignIn signIn, ArchiveContext db, TimeProvider clock) : PageModel
{
    public ArchiveUser Own { get; private set; } = null!;

    public int Passkeys { get; private set; }

    public int RecoveryCodes { get; private set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGetAsync()
    {
        Own = await users.OwnAsync(User);
        Passkeys = (await users.GetPasskeysAsync(Own)).Count;
        RecoveryCodes = await users.CountRecoveryCodesAsync(Own);
    }

    /// <summary>Changes the password, which ends all other sessions.</summary>
    public async Task<IActionResult> OnPostPasswordAsync([StringLength(300)] string? current, [StringLength(300)] string? password, string? again)
    {
        var own = await users.OwnAsync(User);
        if (password != again) return await RefuseAsync("The two passwords differ.");
        if (await signIn.DoubtAsync(own, current) is { } doubt) return await RefuseAsync(doubt);
        // Saved with what it tells of, by the users' store.
        db.Audit(clock.GetUtcNow().UtcDateTime, own.Id, "password changed", "user", own.UserName!);
        var changed = await users.ChangePasswordAsync(own, current!, password ?? "");
        if (!changed.Succeeded) return await RefuseAsync([.. changed.Errors.Select(error => error.Description)]);
        await signIn.RefreshSignInAsync(own);
        Done = "Your password is changed. All your other sessions have ended.";
        return Redirect("/account");
    }

    /// <summary>Ends all sessions of the account, this one as well.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        var own = await users.OwnAsync(User);
        db.Audit(clock.GetUtcNow().UtcDateTime, own.Id, "signed out everywhere", "user", own.UserName!);
        if ((await users.UpdateSecurityStampAsync(own)).Problem() is { } problem) return await RefuseAsync(problem);
        await signIn.SignOutAsync();
        return Redirect("/account/login");
    }

    private async Task<IActionResult> RefuseAsync(params IReadOnlyList<string> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }
}
