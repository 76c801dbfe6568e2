using System.Security.Cryptography;
using System.Text;
using StatementArchive.Parsing.Inference;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>
/// WARC 1.0 and 1.1 (ISO 28500): what crawlers keep of the web. Every answer of a server with status 200, and every resource, that is a page or
/// another document is an article, with the address and the time of its capture; its bytes are the document as it was before it was packed for
/// its way. A revisit says that an earlier capture was met again unchanged, and is given as that. Requests, redirects, conversions (which repeat
/// a document in another format), pictures, scripts and what else a page is made of are passed over. Digests are compared where they stand.
/// </summary>
internal static class WarcReader
{
    private const int LongestHeader = 64 * 1024;

    private const int LongestAddressShown = 120;

    // Types of documents that the readers know. Feeds are left out: a crawl has the pages that they announce.
    private static readonly HashSet<string> Readable =
    [
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "message/rfc822",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ];

    public static Container? TryOpen(RewindableStream stream)
    {
        if (!stream.Head.StartsWith("WARC/"u8)) return null;
        if (!stream.Head.StartsWith("WARC/1."u8)) throw new UnreadableDocumentException("It is a WARC of a version other than 1.0 and 1.1.");
        return new Container("application/warc", Read(stream));
    }

    private static IEnumerable<ContainerEntry> Read(RewindableStream stream)
    {
        var input = new WarcInput(stream);
        var segments = new WarcSegments(stream.Limits.LargestEntry + LongestHeader);
        for (var number = 1; ; number++)
        {
            while (!input.FindRecord())
            {
                var last = Damages(stream).ToList();
                foreach (var damage in last) yield return damage;
                if (last.Count > 0) continue;
                if (segments.Abandon() is { } abandoned) yield return abandoned;
                yield break;
            }
            foreach (var damage in Damages(stream)) yield return damage;
            var place = FormattableString.Invariant($"record {number} at byte {input.Position}");
            var header = WarcHeader.Read(input, LongestHeader);
            if (header.Fault is { } fault)
            {
                yield return new ContainerEntry(place, default) { Problem = fault };
                continue;
            }
            if (header.Address is { } address) place += $" ({(address.Length <= LongestAddressShown ? address : address[..LongestAddressShown] + "…")})";
            var isWanted = header.Type is "response" or "resource" || segments.Continues(header);
            var kept = isWanted ? (int)Math.Min(header.Length, (long)stream.Limits.LargestEntry + LongestHeader) : 0;
            var block = input.ReadBlock(kept);
            var missing = header.Length - block.Length - (block.Length == kept ? input.Skip(header.Length - kept) : 0);
            if (missing > 0)
            {
                if (Damages(stream).ToList() is not { Count: > 0 } damages) throw new UnreadableDocumentException(FormattableString.Invariant($"The file is cut off: {place} has {header.Length:N0} bytes, and {missing:N0} of them are not there."));
                yield return new ContainerEntry(place, default) { Problem = FormattableString.Invariant($"It has {header.Length:N0} bytes, and {missing:N0} of them are not there: the gzip member that holds it is damaged.") };
                foreach (var damage in damages) yield return damage;
                continue;
            }
            // What ends the file needs no end of its own.
            if (!input.ReadBlock(4).AsSpan().SequenceEqual("\r\n\r\n"u8) && !input.IsAtEnd)
            {
                yield return new ContainerEntry(place, block) { Problem = "Its Content-Length is wrong: no two line ends stand behind it. It is passed over, and what follows up to the next record with it." };
                continue;
            }
            if (header.Type == "revisit" && RevisitOf(header) is { } revisit) yield return new ContainerEntry(place, default) { Revisit = revisit, Facts = [.. Facts(header)] };
            else if (header.Type == "continuation")
            {
                if (segments.Add(header, block, place) is { } unfit) yield return unfit;
                if (segments.TakeWhole() is var (whole, bytes, first) && Entry(whole, bytes, first, stream.Budget) is { } joined) yield return joined;
            }
            else if (isWanted && Entry(header, block, place, stream.Budget) is { } entry)
            {
                if (header.Segment is not 1) yield return entry;
                else if (segments.Begin(header, block, place) is { } abandoned) yield return abandoned;
            }
            else if (isWanted && header.Segment is 1) segments.PassOver(header);
        }
    }

    private static IEnumerable<ContainerEntry> Damages(RewindableStream stream) => (stream.PackedRecords?.TakeDamages() ?? [])
        .Select(damage => new ContainerEntry(FormattableString.Invariant($"packed record at byte {damage.Offset} of the packed file"), default) { Problem = damage.Problem });

    /// <summary>The record as an article, or with what is wrong with it; <c>null</c> if it holds no document.</summary>
    private static ContainerEntry? Entry(WarcHeader header, byte[] block, string place, InflationBudget budget)
    {
        var entry = new ContainerEntry(place, block);
        try
        {
            DeclaredType? type;
            ReadOnlyMemory<byte> sent, unchunked, document;
            if (header.Type == "response")
            {
                if (header.ContentType?.MediaType != "application/http") return null;
                var response = HttpResponse.Parse(block);
                if (response.Status != 200 || !IsDocument(response.Type, response.Body.Span, header)) return null;
                if (header.Length > block.Length) return entry with { Bytes = default, Problem = TooLong(header, budget.Limits) };
                (type, sent) = (response.Type, response.Body);
                if (response.TransferEncodings.Count == 0 && response.ContentLength > sent.Length) return entry with { Problem = FormattableString.Invariant($"The capture is cut off: the server announced {response.ContentLength:N0} bytes, {sent.Length:N0} are there.") };
                unchunked = response.Unchunked();
                document = response.Decoded(unchunked, budget);
            }
            else
            {
                if (!IsDocument(header.ContentType, block, header)) return null;
                if (header.Length > block.Length) return entry with { Bytes = default, Problem = TooLong(header, budget.Limits) };
                (type, sent, unchunked, document) = (header.ContentType, block, block, block);
            }
            if (header.Truncated is { } reason) return entry with { Problem = $"The crawler cut it off ({reason})." };
            if (Differs(header.BlockDigest, block)) return entry with { Problem = "Its bytes are not those of its WARC-Block-Digest: the file was changed or damaged." };
            // Crawlers do not agree on whether the payload is what was sent or what was meant.
            if (Differs(header.PayloadDigest, sent.Span) && Differs(header.PayloadDigest, unchunked.Span) && Differs(header.PayloadDigest, document.Span))
                return entry with { Problem = "Its document is not that of its WARC-Payload-Digest: the file was changed or damaged." };
            return entry with { Bytes = document, Declared = type, Facts = [.. Facts(header)] };
        }
        catch (UnreadableDocumentException e) when (!budget.IsExhausted)
        {
            return entry with { Problem = e.Message };
        }
    }

    // One that does not say what it found unchanged, as those of WARC 1.0 often do not, tells nothing of any document.
    private static Revisit? RevisitOf(WarcHeader header) =>
        header is { RefersToAddress: { } address, RefersToDate: { } date } && PublicationTimeReader.TryRead(date) is { } time ? new Revisit(address, time) : null;

    private static string TooLong(WarcHeader header, ReadingLimits limits) => FormattableString.Invariant($"It has {header.Length:N0} bytes; a document of more than {limits.LargestEntry:N0} is not read.");

    private static bool IsDocument(DeclaredType? type, ReadOnlySpan<byte> body, WarcHeader header)
    {
        // 'robots.txt' (RFC 9309, section 2.3) and what lies in '/.well-known/' (RFC 8615) speak to programs.
        if (Uri.TryCreate(header.Address, UriKind.Absolute, out var address) && (address.AbsolutePath == "/robots.txt" || address.AbsolutePath.StartsWith("/.well-known/", StringComparison.Ordinal))) return false;
        if (type is not null) return Readable.Contains(type.MediaType);
        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, 512)]).TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<DocumentFact> Facts(WarcHeader header)
    {
        if (header.Address is { } address) yield return new DocumentFact(DocumentFactKind.Url, address, "warc-target-uri", null, 0.98);
        if (header.Date is { } date) yield return new DocumentFact(DocumentFactKind.Captured, date, "warc-date", null, 1);
    }

    /// <summary>Whether bytes have another digest than the labelled one, in base 32 or hexadecimal digits (ISO 28500, section 5.8). One that cannot be computed differs from none.</summary>
    private static bool Differs(string? labelled, ReadOnlySpan<byte> bytes)
    {
        if (labelled?.Split(':', 2) is not [var algorithm, var value]) return false;
        var digest = Digest(algorithm.ToLowerInvariant(), bytes);
        return digest.Length > 0 && !value.Equals(Convert.ToHexString(digest), StringComparison.OrdinalIgnoreCase) && !value.TrimEnd('=').Equals(Base32(digest), StringComparison.OrdinalIgnoreCase);
    }

    // SHA-1 is what most crawlers label with. It shows damage here; nobody's honesty depends on it.
#pragma warning disable CA5350
    private static byte[] Digest(string algorithm, ReadOnlySpan<byte> bytes) => algorithm switch
    {
        "sha1" or "sha-1" => SHA1.HashData(bytes),
        "sha256" or "sha-256" => SHA256.HashData(bytes),
        "sha512" or "sha-512" => SHA512.HashData(bytes),
        _ => [],
    };
#pragma warning restore CA5350

    /// <summary>RFC 4648, section 6, without the padding.</summary>
    private static string Base32(byte[] bytes)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var value in bytes)
        {
            (bits, count) = ((bits << 8) | value, count + 8);
            for (; count >= 5; count -= 5) text.Append(alphabet[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        return count == 0 ? text.ToString() : text.Append(alphabet[(bits << (5 - count)) & 31]).ToString();
    }
}
