using System.Globalization;
using System.Security.Claims;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>Who works at the desk.</summary>
public static class DeskUser
{
    /// <summary>The user's number; <c>null</c> for nobody.</summary>
    public static int? Id(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether the user may do what a role may.</summary>
    public static bool MayActAs(this ClaimsPrincipal user, ArchiveRole role) =>
        Enum.TryParse<ArchiveRole>(user.FindFirstValue(ClaimTypes.Role), out var own) && own >= role;
}
