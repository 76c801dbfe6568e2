using System.Security.Claims;
using StatementArchive.Data;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>Who sees which uploads.</summary>
internal static class VisibleUploads
{
    /// <summary>One's own; for editors everybody's.</summary>
    public static IQueryable<Upload> UploadsSeenBy(this ArchiveContext db, ClaimsPrincipal user)
    {
        var (id, seesAll) = (user.Id(), user.MayActAs(ArchiveRole.Editor));
        return db.Uploads.Where(upload => seesAll || upload.UserId == id);
    }
}
