using System.Globalization;
using System.Text;

namespace StatementArchive.Web.Fetching;

/// <summary>Reads the address of a page. Where it leads is vetted when it is connected to, not here: a name can mean another host by then.</summary>
internal static class PageAddress
{
    /// <summary>In characters, as given.</summary>
    public const int Longest = 2000;

    /// <summary>The address as it is fetched and cited: in ASCII, international names as IDNA has them (RFC 5890), without a fragment.</summary>
    /// <param name="hasUsualPort">Whether the address has the port that is open to fetching.</param>
    /// <exception cref="RefusedFetchException">No address of a page, or one that is not fetched.</exception>
    public static Uri Read(string given, Func<Uri, bool> hasUsualPort)
    {
        if (given.Length > Longest) throw new RefusedFetchException($"The address is longer than {Longest.ToString("N0", CultureInfo.InvariantCulture)} characters.");
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address)) throw new RefusedFetchException("This is not the address of a page; one looks like https://example.org/page.");
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) throw new RefusedFetchException("Only addresses that begin with https:// or http:// are fetched.");
        if (address.UserInfo.Length > 0) throw new RefusedFetchException("The address holds a name or a password before an '@'; such addresses are not fetched.");
        if (!hasUsualPort(address)) throw new RefusedFetchException("The address names a port of its own; only the usual ones, 443 of https and 80 of http, are fetched from.");
        return InAscii(address);
    }

    private static Uri InAscii(Uri address)
    {
        try
        {
            var host = address.IdnHost;
            if (host.Length > 0 && Ascii.IsValid(host) && Uri.CheckHostName(host) != UriHostNameType.Unknown) return new UriBuilder(address) { Host = host, Fragment = "" }.Uri;
        }
        catch (UriFormatException)
        {
            // A name that IDNA forbids.
        }
        throw new RefusedFetchException("The address names no host that can exist.");
    }
}
