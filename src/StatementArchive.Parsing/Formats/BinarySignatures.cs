namespace StatementArchive.Parsing.Formats;

/// <summary>What bytes are by their first ones, for files that hold no text; so that a refusal can say what it was given.</summary>
internal static class BinarySignatures
{
    private static readonly (string Name, byte[] Signature)[] Known =
    [
        ("a PNG image", [0x89, .. "PNG"u8]),
        ("a JPEG image", [0xFF, 0xD8, 0xFF]),
        ("a GIF image", [.. "GIF8"u8]),
        ("a TIFF image", [.. "II*\0"u8]),
        ("a TIFF image", [.. "MM\0*"u8]),
        ("a RIFF file (image, sound or film)", [.. "RIFF"u8]),
        ("an Ogg file (sound or film)", [.. "OggS"u8]),
        ("an MP3 file", [.. "ID3"u8]),
        ("an old Microsoft Office file (before 2007)", [0xD0, 0xCF, 0x11, 0xE0]),
        ("a 7-Zip archive", [.. "7z"u8, 0xBC, 0xAF]),
        ("a RAR archive", [.. "Rar!"u8]),
        ("a packed document other than Word's (a spreadsheet, slides, OpenDocument, an e-book)", [.. "PK"u8, 3, 4]),
        ("a bzip2 file", [.. "BZh"u8]),
        ("an xz file", [0xFD, .. "7zXZ"u8]),
        ("a Zstandard file (zstd; unpack it with 'zstd -d')", [0x28, 0xB5, 0x2F, 0xFD]),
        ("a WARC packed with Zstandard (zstd; unpack it with 'zstd -d')", [0x5D, 0x2A, 0x4D, 0x18]),
        ("a SQLite database", [.. "SQLite format 3\0"u8]),
        ("a program", [0x7F, .. "ELF"u8]),
        ("a program", [.. "MZ"u8, 0x90]),
    ];

    /// <summary>What the bytes are, with its article; <c>null</c> if their beginning is that of none of these.</summary>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, signature) in Known)
        {
            if (bytes.StartsWith(signature)) return name;
        }
        return null;
    }
}
