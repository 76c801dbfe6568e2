using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>Passkeys (WebAuthn) of an account: listed, added, named, removed.</summary>
public sealed class PasskeysModel(UserManager<ArchiveUser> users, DeskSignIn signIn, ArchiveContext db, TimeProvider clock) : PageModel
{
    /// <summary>Most passkeys of one account.</summary>
    public const int Most = 20;

    /// <summary>Longest name of a passkey, in UTF-16 code units.</summary>
    public const int LongestName = 60;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task OnGetAsync() => await ShowAsync(await users.OwnAsync(User));

    /// <summary>What the browser asks of the device, as JSON, for whoever types the password; 422 with what is wrong in plain text.</summary>
    public async Task<IActionResult> OnPostOptionsAsync([StringLength(300)] string? password)
    {
        var own = await users.OwnAsync(User);
        var problem = (await users.GetPasskeysAsync(own)).Count >= Most ? $"An account has at most {Most} passkeys." : await signIn.DoubtAsync(own, password);
        if (problem is not null) return new ContentResult { Content = problem, ContentType = "text/plain; charset=utf-8", StatusCode = StatusCodes.Status422UnprocessableEntity };
        var id = own.Id.ToString(CultureInfo.InvariantCulture);
        return Content(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = id, Name = own.UserName!, DisplayName = own.UserName! }), "application/json");
    }

    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<IActionResult> OnPostAsync([StringLength(20_000)] string? credential, string? name)
    {
        var own = await users.OwnAsync(User);
        if (FaultOf(name) is { } fault) return await RefuseAsync(own, fault);
        if (!ModelState.IsValid || credential is null) return await RefuseAsync(own, "No passkey was made.");
        PasskeyAttestationResult made;
        try
        {
            made = await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return await RefuseAsync(own, "That took too long. Begin again.");
        }
        if (!made.Succeeded || made.UserEntity.Id != own.Id.ToString(CultureInfo.InvariantCulture)) return await RefuseAsync(own, "This passkey cannot be used here.");
        made.Passkey.Name = name!.Trim();
        Audit(own, "passkey added", made.Passkey.Name);
        await users.AddOrUpdatePasskeyAsync(own, made.Passkey);
        return Redirect("/account/passkeys");
    }

    public async Task<IActionResult> OnPostRenameAsync([StringLength(2000)] string? id, string? name)
    {
        var own = await users.OwnAsync(User);
        if (await FindAsync(own, id) is not { } passkey) return NotFound();
        if (FaultOf(name) is { } fault) return await RefuseAsync(own, fault);
        passkey.Name = name!.Trim();
        Audit(own, "passkey renamed", passkey.Name);
        await users.AddOrUpdatePasskeyAsync(own, passkey);
        return Redirect("/account/passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync([StringLength(2000)] string? id)
    {
        var own = await users.OwnAsync(User);
        if (await FindAsync(own, id) is not { } passkey) return NotFound();
        Audit(own, "passkey removed", passkey.Name);
        await users.RemovePasskeyAsync(own, passkey.CredentialId);
        return Redirect("/account/passkeys");
    }

    // Saved with what it tells of, by the next call of the users' store.
    private void Audit(ArchiveUser own, string action, string? name) => db.Audit(clock.GetUtcNow().UtcDateTime, own.Id, action, "user", own.UserName!, after: new { Passkey = name });

    private static string? FaultOf(string? name) =>
        GivenValues.FaultOfName(name ?? "") is { } wrong ? $"The name: {wrong}." : name!.Length > LongestName ? $"The name is longer than {LongestName} characters." : null;

    private async Task<UserPasskeyInfo?> FindAsync(ArchiveUser own, string? id) =>
        ModelState.IsValid && Base64Url.IsValid(id) ? await users.GetPasskeyAsync(own, Base64Url.DecodeFromChars(id)) : null;

    private async Task<IActionResult> RefuseAsync(ArchiveUser own, string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(own);
        return Page();
    }

    private async Task ShowAsync(ArchiveUser own) => Rows =
        [.. (await users.GetPasskeysAsync(own)).OrderBy(passkey => passkey.CreatedAt).Select(passkey => new Row(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "Passkey", DateOnly.FromDateTime(passkey.CreatedAt.UtcDateTime), passkey.IsBackedUp))];

    /// <param name="Id">The credential's, as base64url.</param>
    /// <param name="IsSynced">Whether it is on more than one device.</param>
    public sealed record Row(string Id, string Name, DateOnly Since, bool IsSynced);
}
