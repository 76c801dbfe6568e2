using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Makes the first administrator, once, for whoever has the link that stands on the server's console.</summary>
[AllowAnonymous]
public sealed class SetupModel : PageModel
{
    public IReadOnlyList<string> Problems { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    public string? Name { get; private set; }

    public IActionResult OnGet([FromServices] IServiceProvider services) => services.GetRequiredService<SetupLink>().Is(Token) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? name, [StringLength(300)] string? password, string? again, [FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        var link = services.GetRequiredService<SetupLink>();
        if (!link.Is(Token)) return NotFound();
        var (users, db, clock) = (services.GetRequiredService<UserManager<ArchiveUser>>(), services.GetRequiredService<ArchiveContext>(), services.GetRequiredService<TimeProvider>());
        Name = name;
        var user = new ArchiveUser { UserName = name?.Trim(), Role = ArchiveRole.Administrator, CreatedAt = clock.GetUtcNow().UtcDateTime };
        var made = password != again ? IdentityResult.Failed(new IdentityError { Description = "The two passwords differ." }) : await users.CreateAsync(user, password ?? "");
        if (!made.Succeeded)
        {
            Problems = [.. made.Errors.Select(error => error.Description)];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        link.Use();
        db.Audit(clock.GetUtcNow().UtcDateTime, user.Id, "user added", "user", user.UserName!, after: new { user.Role });
        await db.SaveChangesAsync(cancellation);
        await services.GetRequiredService<SignInManager<ArchiveUser>>().SignInAsync(user, isPersistent: false);
        return LocalRedirect("/admin");
    }
}
