using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Admin.Users;

/// <summary>One user: role, password by link, code, and whether they may sign in. Nobody takes their own rights away, so that an administrator is always left.</summary>
public sealed class EditModel(UserManager<ArchiveUser> users, ArchiveContext db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ArchiveUser Theirs { get; private set; } = null!;

    public bool IsOwn => Theirs.Id == User.Id();

    /// <summary>A link with which a password is set, shown this once; <c>null</c> if none was asked for.</summary>
    public string? Link { get; private set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostRoleAsync(ArchiveRole? role, CancellationToken cancellation)
    {
        if (!await FindAsync()) return NotFound();
        if (!ModelState.IsValid || role is null) return Refuse("Choose a role.");
        if (IsOwn) return Refuse("Nobody changes their own role. Another administrator can.");
        return await ChangeAsync(async user =>
        {
            if (role == user.Role) return null;
            Audit("role changed", before: new { user.Role }, after: new { Role = role });
            user.Role = role.Value;
            return (await users.UpdateSecurityStampAsync(user)).Problem();
        }, cancellation);
    }

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken cancellation)
    {
        if (!await FindAsync()) return NotFound();
        if (IsOwn) return Refuse("Nobody disables their own account. Another administrator can.");
        return await ChangeAsync(async user =>
        {
            if (user.DisabledAt is not null) return null;
            Audit("user disabled");
            user.DisabledAt = clock.GetUtcNow().UtcDateTime;
            return (await users.UpdateSecurityStampAsync(user)).Problem();
        }, cancellation);
    }

    public async Task<IActionResult> OnPostEnableAsync(CancellationToken cancellation)
    {
        if (!await FindAsync()) return NotFound();
        return await ChangeAsync(async user =>
        {
            if (user.DisabledAt is null) return null;
            Audit("user enabled");
            user.DisabledAt = null;
            return (await users.UpdateSecurityStampAsync(user)).Problem();
        }, cancellation);
    }

    /// <summary>Makes a link; one that was made before is good until one of them is used.</summary>
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancellation)
    {
        if (!await FindAsync()) return NotFound();
        if (Theirs.DisabledAt is not null) return Refuse("The account is disabled.");
        Audit("password link made");
        await db.SaveChangesAsync(cancellation);
        Link = QueryHelpers.AddQueryString($"{Request.Scheme}://{Request.Host}{Request.PathBase}/account/reset", new Dictionary<string, string?>
        {
            ["for"] = Theirs.Id.ToString(CultureInfo.InvariantCulture),
            ["token"] = await users.GeneratePasswordResetTokenAsync(Theirs),
        });
        return Page();
    }

    /// <summary>Asks for no code any more, for whoever lost app and recovery codes.</summary>
    public async Task<IActionResult> OnPostCodeAsync(CancellationToken cancellation)
    {
        if (!await FindAsync()) return NotFound();
        if (IsOwn) return Refuse("Your own code is removed at your account.");
        return await ChangeAsync(async user =>
        {
            Audit("code removed");
            return (await users.RemoveCodesAsync(user)).Problem();
        }, cancellation);
    }

    private async Task<IActionResult> ChangeAsync(Func<ArchiveUser, Task<string?>> change, CancellationToken cancellation)
    {
        if (await users.ChangeAsync(db, Id, change, cancellation) is not { } problem) return Redirect($"/admin/users/{Id}");
        return await FindAsync() ? Refuse(problem) : NotFound();
    }

    private async Task<bool> FindAsync()
    {
        if (await users.FindByIdAsync(Id.ToString(CultureInfo.InvariantCulture)) is not { } user) return false;
        Theirs = user;
        return true;
    }

    // Saved with what it tells of.
    private void Audit(string action, object? before = null, object? after = null) => db.Audit(clock.GetUtcNow().UtcDateTime, User.Id(), action, "user", Theirs.UserName!, before, after);

    private PageResult Refuse(string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
