using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Sets a password by a link that an administrator gave. The link is good for a day, and for one password, for that ends it.</summary>
[AllowAnonymous]
public sealed class ResetModel(UserManager<ArchiveUser> users, ArchiveContext db, TimeProvider clock) : PageModel
{
    /// <summary>In the address of the page to sign in that follows.</summary>
    public const string Mark = "password-set";

    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The number of the user whose link it is.</summary>
    [BindProperty(SupportsGet = true)]
    public int For { get; set; }

    [BindProperty(SupportsGet = true)]
    [StringLength(2000)]
    public string? Token { get; set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? password, string? again)
    {
        if (await FindAsync() is not { } user) return NotFound();
        // Saved with what it tells of, by the users' store.
        db.Audit(clock.GetUtcNow().UtcDateTime, user.Id, "password set by link", "user", user.UserName!);
        var set = password != again ? IdentityResult.Failed(new IdentityError { Description = "The two passwords differ." }) : await users.ResetPasswordAsync(user, Token!, password ?? "");
        if (set.Succeeded) return Redirect("/account/login?" + Mark);
        Problems = [.. set.Errors.Select(error => error.Description)];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<ArchiveUser?> FindAsync()
    {
        if (!ModelState.IsValid || Token is null || await users.FindByIdAsync(For.ToString(CultureInfo.InvariantCulture)) is not { DisabledAt: null } user) return null;
        Name = user.UserName!;
        return await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<ArchiveUser>.ResetPasswordTokenPurpose, Token) ? user : null;
    }
}
