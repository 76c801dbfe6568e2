using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin.Users;

/// <summary>Those who work in the archive, and how another joins them: by a link with which they set a password that nobody else knows.</summary>
public sealed class IndexModel(UserManager<ArchiveUser> users, ArchiveContext db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public string? Name { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Rows = await db.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName)
            .Select(user => new Row(user.Id, user.UserName!, user.Role, user.CreatedAt, user.DisabledAt, user.TwoFactorEnabled, db.UserPasskeys.Count(passkey => passkey.UserId == user.Id)))
            .ToListAsync(cancellation);

    public async Task<IActionResult> OnPostAsync([StringLength(300)] string? name, ArchiveRole? role, CancellationToken cancellation)
    {
        Name = name;
        if (!ModelState.IsValid || role is null) return await RefuseAsync(["Give a name and choose a role."], cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var user = new ArchiveUser { UserName = name?.Trim(), Role = role.Value, CreatedAt = now };
        // Saved with what it tells of, by the users' store.
        db.Audit(now, User.Id(), "user added", "user", user.UserName ?? "", after: new { user.Role });
        var added = await users.CreateAsync(user);
        return added.Succeeded ? Redirect($"/admin/users/{user.Id}") : await RefuseAsync([.. added.Errors.Select(error => error.Description)], cancellation);
    }

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<string> problems, CancellationToken cancellation)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync(cancellation);
        return Page();
    }

    /// <param name="CreatedAt">UTC.</param>
    /// <param name="DisabledAt">UTC; <c>null</c> if they may sign in.</param>
    /// <param name="HasCode">Whether a code is asked for besides the password.</param>
    public sealed record Row(int Id, string Name, ArchiveRole Role, DateTime CreatedAt, DateTime? DisabledAt, bool HasCode, int Passkeys);
}
