using Microsoft.AspNetCore.Authentication.Cookies;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// Cookies of those who sign in. Over HTTPS their names begin with <c>__Host-</c>, so that no other host of the domain, and nobody on a line without
/// HTTPS, can plant one (RFC 6265bis, section 4.1.3.2).
/// </summary>
internal sealed class DeskCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => _cookies.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, NameOf(context, key), options);
}
