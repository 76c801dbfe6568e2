using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Signs somebody in. Whoever is not known is answered as whoever mistyped a password.</summary>
[AllowAnonymous]
public sealed class LoginModel(SignInManager<ArchiveUser> signIn, UserManager<ArchiveUser> users) : PageModel
{
    // Hashed for names that nobody has, so that the answer takes as long.
    private static readonly string SomeHash = new PasswordHasher<ArchiveUser>().HashPassword(null!, Guid.NewGuid().ToString());

    public string? Problem { get; private set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? name, [StringLength(300)] string? password)
    {
        if (ModelState.IsValid && name is not null && password is not null)
        {
            if (await users.FindByNameAsync(name) is not { } user) users.PasswordHasher.VerifyHashedPassword(new ArchiveUser { Role = ArchiveRole.Contributor, CreatedAt = default }, SomeHash, password);
            else if (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false) is { Succeeded: true })
            {
                await signIn.SignInAsync(user, isPersistent: false);
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/admin");
            }
        }
        Problem = "Name and password do not belong together.";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Page();
    }
}
