using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Makes the first administrator, once, for whoever has the link that stands on the server's console.</summary>
[AllowAnonymous]
public sealed class SetupModel(SetupLink link, UserManager<ArchiveUser> users, DeskSignIn signIn, ArchiveContext db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<string> Problems { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    public string? Name { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => link.Is(Token) && !await db.Users.AnyAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? name, [StringLength(300)] string? password, string? again, CancellationToken cancellation)
    {
        if (await db.Users.AnyAsync(cancellation) || !link.TryTake(Token)) return NotFound();
        Name = name;
        var made = password != again ? IdentityResult.Failed(new IdentityError { Description = "The two passwords differ." }) : await MakeAsync(name?.Trim(), password ?? "", cancellation);
        if (!made.Succeeded)
        {
            link.GiveBack();
            Problems = [.. made.Errors.Select(error => error.Description)];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await signIn.ByPasswordAsync(name!.Trim(), password!);
        return LocalRedirect("/admin");
    }

    // The user and the entry of the log, which names them, or neither.
    private async Task<IdentityResult> MakeAsync(string? name, string password, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var user = new ArchiveUser { UserName = name, Role = ArchiveRole.Administrator, CreatedAt = now };
        try
        {
            return await db.InOneTransactionAsync(async () =>
            {
                var made = await users.CreateAsync(user, password);
                if (made.Succeeded) db.Audit(now, user.Id, "user added", "user", user.UserName!, after: new { user.Role });
                return made;
            }, made => made.Succeeded, cancellation);
        }
        catch
        {
            link.GiveBack();
            throw;
        }
    }
}
