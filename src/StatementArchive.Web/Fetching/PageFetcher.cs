using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Web.Fetching;

/// <summary>
/// Fetches the page that an archivist names, from the public internet alone. Whatever answers can be hostile: where a name leads is vetted at
/// every connection, redirects are few and vetted like first addresses, and time, header and unpacked size are limited. No cookie, password,
/// proxy or referring page is ever sent.
/// </summary>
public sealed class PageFetcher : IDisposable
{
    private const int MostRedirects = 3;

    /// <summary>In KiB.</summary>
    private const int LongestHeader = 64;

    private static readonly ProductInfoHeaderValue UserAgent = new("StatementArchive", typeof(PageFetcher).Assembly.GetName().Version!.ToString(3));

    private readonly HttpMessageInvoker _client;
    private readonly Reach _reach;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _longest;
    private readonly long _largest;

    public PageFetcher(IOptions<ArchiveOptions> options, TimeProvider clock) : this(options, clock, Reach.PublicInternet)
    {
    }

    internal PageFetcher(IOptions<ArchiveOptions> options, TimeProvider clock, Reach reach)
    {
        (_reach, _clock) = (reach, clock);
        (_longest, _largest) = (TimeSpan.FromSeconds(options.Value.FetchSeconds), options.Value.LargestFile);
        _client = new HttpMessageInvoker(Handler(reach, _longest));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Fetches one page within <see cref="ArchiveOptions.FetchSeconds"/>, of at most <see cref="ArchiveOptions.LargestFile"/> bytes once it is unpacked.</summary>
    /// <exception cref="OperationCanceledException">The caller asked for it.</exception>
    public async Task<FetchOutcome> FetchAsync(string address, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_longest, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var redirects = new List<FollowedRedirect>();
        try
        {
            return new FetchOutcome.Fetched(await FollowAsync(PageAddress.Read(address, _reach.HasUsualPort), redirects, either.Token));
        }
        catch (Exception e) when (Reason(e, deadline.IsCancellationRequested) is { } reason)
        {
            cancellation.ThrowIfCancellationRequested();
            return new FetchOutcome.Refused(redirects.Count == 0 ? reason : $"The page redirects elsewhere. {reason}");
        }
    }

    private async Task<FetchedPage> FollowAsync(Uri requested, List<FollowedRedirect> redirects, CancellationToken cancellation)
    {
        for (var address = requested; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(UserAgent);
            request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml, */*;q=0.8");
            var captured = _clock.GetUtcNow();
            using var response = await _client.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return new FetchedPage
                {
                    Id = Guid.CreateVersion7(captured),
                    Requested = requested,
                    Redirects = redirects,
                    Address = address,
                    Captured = captured,
                    Status = (int)response.StatusCode,
                    ReasonPhrase = response.ReasonPhrase ?? "",
                    Headers = FetchedPage.HeadersOf(response),
                    Type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? DeclaredType.TryRead(types.First()) : null,
                    Bytes = await ReadAsync(response.Content, cancellation),
                };
            }
            var status = (int)response.StatusCode;
            if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) throw new RefusedFetchException($"The page answers {$"{status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}".TrimEnd()}.");
            redirects.Add(new FollowedRedirect(Guid.CreateVersion7(captured), address, captured, status, response.ReasonPhrase ?? "", FetchedPage.HeadersOf(response)));
            address = Next(address, location, redirects);
        }
    }

    private Uri Next(Uri from, Uri location, List<FollowedRedirect> redirects)
    {
        if (!Uri.TryCreate(from, location, out var target)) throw new RefusedFetchException("Where it redirects to is no address.");
        var next = PageAddress.Read(target.AbsoluteUri, _reach.HasUsualPort);
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp) throw new RefusedFetchException("It leads from https to http, where anybody between could change it.");
        if (redirects.Any(redirect => redirect.From == next)) throw new RefusedFetchException("It leads in a circle.");
        return redirects.Count <= MostRedirects ? next : throw new RefusedFetchException("It does so more than three times.");
    }

    // What is counted is what comes out of the handler, which unpacks it: a page that is small on its way can be endless.
    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentEncoding.FirstOrDefault(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) is not null) throw new RefusedFetchException("The page comes packed in a way that is not read.");
        if (content.Headers.ContentLength > _largest) throw new RefusedFetchException(TooLarge);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var page = new MemoryStream();
        var buffer = new byte[81_920];
        try
        {
            while (await stream.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                if (page.Length + read > _largest) throw new RefusedFetchException(TooLarge);
                page.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new RefusedFetchException("The page comes packed, and broken or cut off.");
        }
        return page.Length > 0 ? page.ToArray() : throw new RefusedFetchException("The page is empty.");
    }

    private string TooLarge => $"The page is larger than {_largest.ToString("N0", CultureInfo.InvariantCulture)} bytes, the most that is taken in.";

    private string? Reason(Exception fault, bool isLate) => fault switch
    {
        RefusedFetchException refused => refused.Message,
        HttpRequestException { InnerException: RefusedFetchException refused } => refused.Message,
        _ when isLate => TooLate,
        // The time limit of connecting is the same, and can be the first to end.
        OperationCanceledException => TooLate,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection can be made: the server's certificate is not valid for this address, or lacks one that vouches for it, or the server speaks no TLS that is trusted.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => $"The header of the answer is longer than {LongestHeader} KiB.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "The server cannot be reached.",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "The server's answer is no HTTP.",
        HttpRequestException => "The server broke off before it answered.",
        IOException => "The server broke off before the page was whole.",
        _ => null,
    };

    private string TooLate => $"The page did not come in time ({_longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s).";

    private static SocketsHttpHandler Handler(Reach reach, TimeSpan longest) => new()
    {
        ConnectCallback = (connection, cancellation) => reach.ConnectAsync(connection.DnsEndPoint, cancellation),
        // Connecting goes on when the request that began it is given up.
        ConnectTimeout = longest,
        // A connection a request, so that every request is vetted.
        PooledConnectionLifetime = TimeSpan.Zero,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        MaxResponseHeadersLength = LongestHeader,
        MaxResponseDrainSize = 0,
        // Identities of this server's own requests are nobody else's.
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = reach.Certificates,
            // A certificate can name an address of any network from which the one above it is to be fetched (RFC 5280, section 4.2.2.1).
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    };
}
