using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Signs somebody in. Whoever is not known is answered as whoever mistyped a password.</summary>
[AllowAnonymous]
public sealed class LoginModel(DeskSignIn signIn, ArchiveContext db) : PageModel
{
    public string? Problem { get; private set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether somebody comes from setting a password. The address says so, and no cookie.</summary>
    public bool IsPasswordSet => Request.Query.ContainsKey(ResetModel.Mark);

    /// <summary>Whether nobody can sign in because there are no users yet.</summary>
    public bool IsWithoutUsers { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => IsWithoutUsers = !await db.Users.AnyAsync(cancellation);

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? name, [StringLength(300)] string? password)
    {
        var outcome = ModelState.IsValid && name is not null && password is not null ? await signIn.ByPasswordAsync(name, password) : new SignInOutcome.Wrong();
        return outcome is SignInOutcome.NeedsCode
            ? RedirectToPage("/Account/Code", new { returnUrl = this.Local(ReturnUrl) })
            : Answer(outcome, "Name and password do not belong together.");
    }

    /// <summary>What the browser asks of a passkey, as JSON.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<IActionResult> OnPostPasskeyAsync([StringLength(20_000)] string? credential) =>
        Answer(ModelState.IsValid && credential is not null ? await signIn.ByPasskeyAsync(credential) : new SignInOutcome.Wrong(), "This passkey is not known here.");

    private IActionResult Answer(SignInOutcome outcome, string ifWrong)
    {
        if (outcome is SignInOutcome.In) return LocalRedirect(this.Local(ReturnUrl));
        Problem = this.Refusal(outcome, ifWrong);
        return Page();
    }
}
