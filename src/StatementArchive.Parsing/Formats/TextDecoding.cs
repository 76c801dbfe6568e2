using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using UtfUnknown;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Bytes to text. In this order: a byte order mark (Unicode Standard, section 23.8); what was declared with the bytes, then in
/// the mark-up; UTF-8, if the bytes are valid throughout; else the encoding that the statistics of the bytes suggest (by the library UTF.Unknown).
/// </summary>
internal static partial class TextDecoding
{
    /// <summary>Statistics look at no more than this many bytes.</summary>
    private const int DetectionSample = 256 * 1024;

    /// <summary>Declarations stand within the first 1,024 bytes (HTML, section 4.2.5.4); pages are more generous.</summary>
    private const int DeclarationSample = 4 * 1024;

    /// <summary>Below this confidence a suggestion of the statistics is not believed.</summary>
    private const float LeastConfidence = 0.3f;

    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] ByMark =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text without its mark, and how its encoding was told; <c>null</c> if the bytes are no text.</summary>
    public static (string Text, string Encoding)? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (HasMark(bytes)) return ByItsMark(bytes);
        if (Utf8.IsValid(bytes)) return (Encoding.UTF8.GetString(bytes), "utf-8, valid throughout");
        return LooksBinary(bytes) ? null : ByStatistics(bytes);
    }

    /// <summary>The same for HTML and XML, which may declare their encoding.</summary>
    /// <param name="delivered">Name of the encoding that was declared with the bytes; outweighs theirs (HTML, section 13.2.3.2).</param>
    public static (string Text, string Encoding)? TryDecodeMarkup(ReadOnlySpan<byte> bytes, string? delivered = null)
    {
        if (HasMark(bytes)) return ByItsMark(bytes);
        var declared = delivered is not null && ByName(delivered) is not null ? delivered : DeclaredCharset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationSample)])).Groups["name"].Value;
        // A page that declares something else and yet is valid UTF-8 beyond ASCII is UTF-8: other encodings do not produce that by chance.
        if (Utf8.IsValid(bytes) && (declared.Length == 0 || bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 || declared.StartsWith("utf", StringComparison.OrdinalIgnoreCase)))
            return (Encoding.UTF8.GetString(bytes), "utf-8, valid throughout");
        if (declared.Length > 0 && ByName(declared) is { } encoding && !encoding.WebName.StartsWith("utf", StringComparison.OrdinalIgnoreCase))
            return (encoding.GetString(bytes), $"{encoding.WebName}, as {(declared == delivered ? "the server declared" : "declared")}");
        return LooksBinary(bytes) ? null : ByStatistics(bytes);
    }

    /// <summary>The encoding of bytes that are no UTF-8, as their statistics suggest it.</summary>
    public static Encoding BySample(ReadOnlySpan<byte> bytes) => Suggested(bytes).Encoding;

    /// <summary>Whether the bytes begin with the mark of an encoding other than UTF-8, and with which.</summary>
    public static Encoding? MarkedEncoding(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, encoding) in ByMark)
        {
            if (bytes.StartsWith(mark)) return encoding is UTF8Encoding ? null : encoding;
        }
        return null;
    }

    /// <summary>Offset of the first byte that is not part of well-formed UTF-8; the length if all are.</summary>
    public static int FirstInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done) at += consumed;
        return at;
    }

    private static bool HasMark(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, _) in ByMark)
        {
            if (bytes.StartsWith(mark)) return true;
        }
        return false;
    }

    private static (string Text, string Encoding)? ByItsMark(ReadOnlySpan<byte> bytes)
    {
        try
        {
            foreach (var (mark, encoding) in ByMark)
            {
                if (bytes.StartsWith(mark)) return (encoding.GetString(bytes[mark.Length..]), encoding.WebName + ", by its byte order mark");
            }
        }
        catch (DecoderFallbackException)
        {
            // The mark promised what the bytes do not keep: no text.
        }
        return null;
    }

    private static (string Text, string Encoding)? ByStatistics(ReadOnlySpan<byte> bytes)
    {
        var (encoding, why) = Suggested(bytes);
        // UTF-8 with a few broken bytes comes as what it is; the broken ones become U+FFFD.
        return (encoding.GetString(bytes), $"{encoding.WebName}, {why}");
    }

    private static (Encoding Encoding, string Why) Suggested(ReadOnlySpan<byte> bytes)
    {
        var detected = CharsetDetector.DetectFromBytes(bytes[..Math.Min(bytes.Length, DetectionSample)].ToArray()).Detected;
        return detected is { Encoding: { } found, Confidence: >= LeastConfidence }
            ? (found, string.Create(CultureInfo.InvariantCulture, $"by the statistics of its bytes ({detected.Confidence:P0})"))
            : (Encoding.GetEncoding(1252), "as a last resort");
    }

    // Texts have no control characters but white space, form feeds, escapes and an old end-of-file mark.
    private static bool LooksBinary(ReadOnlySpan<byte> bytes)
    {
        if (BinarySignatures.NameOf(bytes) is not null) return true;
        var sample = bytes[..Math.Min(bytes.Length, DetectionSample)];
        var controls = 0;
        foreach (var b in sample)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B or 0x1A)) controls++;
        }
        return controls * 200 > sample.Length;
    }

    private static Encoding? ByName(string name)
    {
        try
        {
            // The web reads these two as a superset of them (WHATWG Encoding, section 4.2).
            return name.ToLowerInvariant() is "iso-8859-1" or "us-ascii" or "ascii" or "latin1" ? Encoding.GetEncoding(1252) : Encoding.GetEncoding(name);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            // Unknown, or refused by the platform because it is unsafe: UTF-7.
            return null;
        }
    }

    [GeneratedRegex("""(?:<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?|<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["'])(?<name>[A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DeclaredCharset();
}
