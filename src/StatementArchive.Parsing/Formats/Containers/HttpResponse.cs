using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>An answer of a web server as a crawl keeps it (RFC 9112): status, the fields that matter here, and the body as it was sent.</summary>
internal sealed record HttpResponse(int Status, DeclaredType? Type, IReadOnlyList<string> TransferEncodings, IReadOnlyList<string> ContentEncodings, long? ContentLength, ReadOnlyMemory<byte> Body)
{
    private const int LongestHeader = 256 * 1024;

    /// <summary>Encodings within encodings; servers use one.</summary>
    private const int MostEncodings = 4;

    /// <exception cref="UnreadableDocumentException">No answer of a web server.</exception>
    public static HttpResponse Parse(ReadOnlyMemory<byte> message)
    {
        var start = message.Span[..Math.Min(message.Length, LongestHeader)];
        var (end, gap) = start.IndexOf("\r\n\r\n"u8) is var crlf and >= 0 ? (crlf, 4) : (start.IndexOf("\n\n"u8), 2);
        if (end < 0) throw new UnreadableDocumentException("The answer's HTTP header has no end.");
        var lines = Encoding.Latin1.GetString(start[..end]).Split('\n');
        if (lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var version, var code, ..] || !version.StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase) || !int.TryParse(code.TrimEnd('\r'), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new UnreadableDocumentException("The answer has no HTTP status line.");
        // Of a field that stands there twice the first counts, but encodings add up (RFC 9110, section 5.3).
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).Where(field => field.Length == 2).ToLookup(field => field[0].Trim(), field => field[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new HttpResponse(
            status,
            fields["Content-Type"].FirstOrDefault() is { } type ? DeclaredType.TryRead(type) : null,
            Encodings(fields["Transfer-Encoding"]),
            Encodings(fields["Content-Encoding"]),
            long.TryParse(fields["Content-Length"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null,
            message[(end + gap)..]);
    }

    private static List<string> Encodings(IEnumerable<string> values) => [.. values.SelectMany(value => value.Split(',')).Select(name => name.Trim().ToLowerInvariant()).Where(name => name.Length > 0 && name != "identity")];

    /// <summary>The body without its chunks (RFC 9112, section 7.1). Some crawlers keep the field and have undone the chunks.</summary>
    /// <exception cref="UnreadableDocumentException">It breaks off.</exception>
    public ReadOnlyMemory<byte> Unchunked()
    {
        if (!TransferEncodings.Contains("chunked") || !TryReadChunkSize(Body.Span, out var size, out var at)) return Body;
        using var whole = new MemoryStream(Body.Length);
        while (size > 0)
        {
            if (size > Body.Length - at) throw new UnreadableDocumentException("The answer breaks off inside a chunk of its body.");
            whole.Write(Body.Span.Slice(at, (int)size));
            at += (int)size;
            if (Body.Span[at..].StartsWith("\r\n"u8)) at += 2;
            if (!TryReadChunkSize(Body.Span[at..], out size, out var line)) throw new UnreadableDocumentException("The answer breaks off between chunks of its body.");
            at += line;
        }
        return whole.ToArray();
    }

    private static bool TryReadChunkSize(ReadOnlySpan<byte> bytes, out long size, out int length)
    {
        (size, length) = (0, 0);
        var end = bytes[..Math.Min(bytes.Length, 1024)].IndexOf((byte)'\n');
        if (end < 0) return false;
        length = end + 1;
        var line = bytes[..end].TrimEnd(" \r"u8);
        // Behind a semicolon stand extensions.
        if (line.IndexOf((byte)';') is var extension and >= 0) line = line[..extension].TrimEnd((byte)' ');
        return line.Length is > 0 and <= 15 && Utf8Parser.TryParse(line, out size, out var digits, 'x') && digits == line.Length;
    }

    /// <summary>The body as it was before the server packed it (RFC 9110, section 8.4). Some crawlers keep the field and have unpacked it.</summary>
    /// <exception cref="UnreadableDocumentException">Broken, beyond the limits, or packed in a way that is not read.</exception>
    public ReadOnlyMemory<byte> Decoded(ReadOnlyMemory<byte> body, InflationBudget budget)
    {
        if (ContentEncodings.Count > MostEncodings) throw new UnreadableDocumentException("The answer is packed in too many ways at once.");
        foreach (var encoding in ContentEncodings.Reverse())
        {
            body = encoding switch
            {
                "gzip" or "x-gzip" => body.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? Inflated(body, packed => new GZipStream(packed, CompressionMode.Decompress), encoding, budget) : body,
                "deflate" => Deflated(body, budget),
                "br" => body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? body : Inflated(body, packed => new BrotliStream(packed, CompressionMode.Decompress), encoding, budget),
                _ => throw new UnreadableDocumentException($"The answer is packed as '{encoding}', which is not read."),
            };
        }
        return body;
    }

    // 'deflate' means zlib; many servers sent deflate without it (RFC 9110, section 8.4.1.2).
    private static ReadOnlyMemory<byte> Deflated(ReadOnlyMemory<byte> body, InflationBudget budget)
    {
        if (body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return body;
        var isZlib = body.Span is [var method, var flags, ..] && (method & 0x0F) == 8 && ((method << 8) + flags) % 31 == 0;
        return Inflated(body, packed => isZlib ? new ZLibStream(packed, CompressionMode.Decompress) : new DeflateStream(packed, CompressionMode.Decompress), "deflate", budget);
    }

    private static ReadOnlyMemory<byte> Inflated(ReadOnlyMemory<byte> body, Func<Stream, Stream> unpack, string encoding, InflationBudget budget)
    {
        using var packed = new MemoryStream(body.ToArray(), writable: false);
        using var unpacked = unpack(packed);
        using var counted = new RewindableStream(unpacked, budget, isInflated: true, zips: 0);
        try
        {
            return counted.ReadWhole(budget.Limits.LargestEntry, "The answer, unpacked,");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableDocumentException($"The answer is packed as '{encoding}' and broken or cut off: {e.Message}");
        }
    }
}
