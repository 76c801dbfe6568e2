using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>The second step of signing in: a code from an app, or a recovery code. It stands open for five minutes after the password.</summary>
[AllowAnonymous]
public sealed class CodeModel(DeskSignIn signIn) : PageModel
{
    public string? Problem { get; private set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Redirect("/account/login") : Page();

    public async Task<IActionResult> OnPostAsync([StringLength(100)] string? code)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null) return Redirect("/account/login");
        var outcome = ModelState.IsValid && code is not null ? await signIn.ByCodeAsync(code) : new SignInOutcome.Wrong();
        if (outcome is SignInOutcome.In) return LocalRedirect(this.Local(ReturnUrl));
        Problem = this.Refusal(outcome, "This code is not good, or it was used. An app shows another one every 30 seconds.");
        return Page();
    }
}
