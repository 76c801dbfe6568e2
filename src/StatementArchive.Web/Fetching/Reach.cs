using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace StatementArchive.Web.Fetching;

/// <summary>What fetching may reach. No setting widens it; tests put their own servers in the internet's place.</summary>
/// <param name="Resolve">Addresses of a host's name, asked for once a connection.</param>
/// <param name="IsOpen">Whether an address may be connected to.</param>
/// <param name="HasUsualPort">Whether the port of an address may be connected to.</param>
/// <param name="Certificates">Says which certificates of servers are accepted; <c>null</c> leaves it to the system.</param>
internal sealed record Reach(Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPAddress, bool> IsOpen, Func<Uri, bool> HasUsualPort, RemoteCertificateValidationCallback? Certificates = null)
{
    public static Reach PublicInternet { get; } = new(Dns.GetHostAddressesAsync, PublicAddresses.Contains, address => address.IsDefaultPort);

    /// <summary>
    /// Connects to an address that was vetted just now: the name is never resolved again, so it cannot come to mean another host in between
    /// (DNS rebinding). A name that has any address which is not public is not connected to at all.
    /// </summary>
    /// <exception cref="RefusedFetchException">No such host, or one that is not public: which of these is not told, for names of the server's own network are nobody's business.</exception>
    /// <exception cref="SocketException">No public address of it could be connected to.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(host.Host, cancellation);
        if (addresses.Length == 0 || !addresses.All(IsOpen)) throw new RefusedFetchException(NotFound);
        for (var next = 0; ; next++)
        {
            var socket = new Socket(addresses[next].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[next], host.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (next + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        try
        {
            return await Resolve(host, cancellation);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TryAgain)
        {
            throw new RefusedFetchException("The name of the host could not be looked up; try again later.");
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new RefusedFetchException(NotFound);
        }
    }

    private const string NotFound = "The address leads to no host on the public internet.";
}
