using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Web.Fetching;

/// <summary>What became of an address that was to be fetched.</summary>
public abstract record FetchOutcome
{
    /// <summary>The page, whole.</summary>
    public sealed record Fetched(FetchedPage Page) : FetchOutcome;

    /// <summary>Nothing was fetched.</summary>
    /// <param name="Reason">Why, in words for an archivist.</param>
    public sealed record Refused(string Reason) : FetchOutcome;
}

/// <summary>A redirect that was followed. What it says in its body is not read.</summary>
/// <param name="Id">Of its WARC record.</param>
/// <param name="From">The address that answered with it, in ASCII and without a fragment.</param>
/// <param name="Captured">When it was asked for, UTC.</param>
/// <param name="Status">301, 302, 303, 307 or 308.</param>
/// <param name="ReasonPhrase">The words behind the status, as received; may be empty.</param>
/// <param name="Headers">Its fields, as <see cref="FetchedPage.Headers"/> has those of the page; where it leads is one of them.</param>
public sealed record FollowedRedirect(Guid Id, Uri From, DateTimeOffset Captured, int Status, string ReasonPhrase, IReadOnlyList<(string Name, string Value)> Headers);

/// <summary>A page as a server sent it, unpacked. All addresses are in ASCII and without a fragment.</summary>
public sealed record FetchedPage
{
    /// <summary>Of this capture, and of its WARC record.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address that was asked for.</summary>
    public required Uri Requested { get; init; }

    /// <summary>From <see cref="Requested"/> on, in order; at most three.</summary>
    public required IReadOnlyList<FollowedRedirect> Redirects { get; init; }

    /// <summary>The address that answered with the page.</summary>
    public required Uri Address { get; init; }

    /// <summary>When the page was asked for at <see cref="Address"/>, UTC.</summary>
    public required DateTimeOffset Captured { get; init; }

    /// <summary>Always 200: nothing else is taken.</summary>
    public required int Status { get; init; }

    /// <summary>The words behind the status, as received; may be empty.</summary>
    public required string ReasonPhrase { get; init; }

    /// <summary>
    /// The fields of the answer as received, one character a byte: those of the answer, then those of its content, both in the order received.
    /// Left out are cookies, which name a visitor, the fields of the connection (RFC 9110, section 7.6.1), and what says how the content was
    /// packed for its way and how long it was then, for it is kept unpacked.
    /// </summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    /// <summary>Media type and encoding as declared; <c>null</c> if the server declares none.</summary>
    public required DeclaredType? Type { get; init; }

    /// <summary>The page, unpacked; at least one byte.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    internal static IReadOnlyList<(string Name, string Value)> HeadersOf(HttpResponseMessage response) =>
    [
        .. Received(response.Headers.NonValidated).Concat(Received(response.Content.Headers.NonValidated)).Where(field => !LeftOut.Contains(field.Name)),
    ];

    private static IEnumerable<(string Name, string Value)> Received(HttpHeadersNonValidated fields) => fields.SelectMany(field => field.Value.Select(value => (field.Key, value)));

    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "Set-Cookie", "Set-Cookie2",
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Encoding", "Content-Length",
    };

    /// <summary>
    /// The page with its header as a file of <c>response</c> records of WARC 1.1 (ISO 28500:2017, section 6.3): one for each redirect, the last for the
    /// page. Its HTTP head is that of a server that sent the page unpacked: without Content-Encoding and Transfer-Encoding, its Content-Length that of
    /// <see cref="Bytes"/>. Digests are SHA-256 in hexadecimal digits. The server's IP address, which the standard leaves open, is not named: most are
    /// those of a network of caches and tell nothing of the publisher.
    /// </summary>
    public byte[] ToWarc() => [.. WarcHead(), .. Bytes.Span, .. "\r\n\r\n"u8];

    /// <summary>The file without the page and the two line ends that close it: the records of the redirects, whole, and of the page's record its own header and that of the answer.</summary>
    public byte[] WarcHead() => [.. Redirects.SelectMany(Record), .. Head(Id, Address, Captured, Status, ReasonPhrase, Headers, Bytes.Span, $"WARC-Payload-Digest: {Digest([], Bytes.Span)}")];

    /// <summary><see cref="Captured"/> to the second, as the standard has it (section 5.4).</summary>
    public string WarcDate => DateOf(Captured);

    // That a body was left out, if there was one, is said by the field for it (section 5.13).
    private static byte[] Record(FollowedRedirect redirect) => [.. Head(redirect.Id, redirect.From, redirect.Captured, redirect.Status, redirect.ReasonPhrase, redirect.Headers, [], "WARC-Truncated: unspecified"), .. "\r\n\r\n"u8];

    private static byte[] Head(Guid id, Uri address, DateTimeOffset captured, int status, string reasonPhrase, IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> body, string ofBody)
    {
        var head = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {status} {reasonPhrase}\r\n"));
        foreach (var (name, value) in headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        var answer = Encoding.Latin1.GetBytes(head.ToString());
        return
        [
            .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"""
                WARC/1.1
                WARC-Type: response
                WARC-Record-ID: <urn:uuid:{id:D}>
                WARC-Date: {DateOf(captured)}
                WARC-Target-URI: {address.AbsoluteUri}
                {ofBody}
                WARC-Block-Digest: {Digest(answer, body)}
                Content-Type: application/http;msgtype=response
                Content-Length: {answer.Length + body.Length}


                """).ReplaceLineEndings("\r\n")),
            .. answer,
        ];
    }

    private static string DateOf(DateTimeOffset captured) => captured.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Digest(ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start);
        hash.AppendData(rest);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
