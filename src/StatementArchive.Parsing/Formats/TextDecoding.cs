using System.Text;
using System.Text.Unicode;

namespace StatementArchive.Parsing.Formats;

/// <summary>Bytes to text: a byte order mark decides (Unicode Standard, section 23.8), else UTF-8, strictly.</summary>
internal static class TextDecoding
{
    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] ByMark =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    /// <summary>The text without its mark, and the encoding's name; <c>null</c> if the bytes are not text in one of them.</summary>
    public static (string Text, string Encoding)? TryDecode(ReadOnlySpan<byte> bytes)
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
            return null;
        }
        return Utf8.IsValid(bytes) ? (Encoding.UTF8.GetString(bytes), "utf-8, valid throughout") : null;
    }

    /// <summary>Offset of the first byte that is not part of well-formed UTF-8; the length if all are.</summary>
    public static int FirstInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done) at += consumed;
        return at;
    }
}
