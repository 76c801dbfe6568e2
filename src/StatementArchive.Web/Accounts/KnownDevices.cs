using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// Marks the devices on which somebody has signed in, by a signed cookie for each user of a device. It lets nobody in: its tries are counted apart
/// from those of strangers.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection)
{
    /// <summary>Beginning of the cookie's name; the user's number follows.</summary>
    public const string CookieName = "statement-archive-device-";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("StatementArchive.KnownDevices");

    /// <summary>The device's mark for a user; <c>null</c> if that user has not signed in on it.</summary>
    public string? Of(HttpContext context, ArchiveUser user)
    {
        if (context.Request.Cookies[DeskCookies.NameOf(context, NameFor(user))] is not { } cookie) return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var id, var mark] && id == Id(user) ? mark : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Marks the device, or goes on with the mark that it has.</summary>
    public void Remember(HttpContext context, ArchiveUser user)
    {
        var mark = Of(context, user) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(DeskCookies.NameOf(context, NameFor(user)), _protector.Protect($"{Id(user)} {mark}"), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Kept,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
        });
    }

    private static string NameFor(ArchiveUser user) => CookieName + Id(user);

    private static string Id(ArchiveUser user) => user.Id.ToString(CultureInfo.InvariantCulture);
}
