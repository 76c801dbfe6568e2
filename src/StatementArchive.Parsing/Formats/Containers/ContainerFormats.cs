namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>The formats of files that hold several articles, in the order in which they are tried: the first that knows the bytes reads them.</summary>
public static class ContainerFormats
{
    /// <summary>How many bytes of a file are looked at to recognise it.</summary>
    public const int Head = 64 * 1024;

    /// <summary>Most bytes that a file may inflate to, counted as they come out: 16 GiB.</summary>
    public const long MostInflatedBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>Largest single entry, in bytes: 16 MiB.</summary>
    public const int LargestEntry = 16 * 1024 * 1024;

    private static readonly (string Name, Func<RewindableStream, Container?> TryOpen)[] InOrder =
    [
        ("gzip of any other format", GzipReader.TryOpen),
        ("JSON Lines records", JsonLinesReader.TryOpen),
    ];

    /// <summary>The formats' names, for messages and documentation.</summary>
    public static IEnumerable<string> Names => InOrder.Select(format => format.Name);

    /// <summary>Recognises a file by its content; names and endings of files play no part.</summary>
    /// <param name="stream">The file, at its beginning; need not seek. It stays the caller's, and must stay open until the entries are read.</param>
    /// <returns><c>null</c> if it is no container, but perhaps a single document; the stream has been read from then.</returns>
    /// <exception cref="UnreadableDocumentException">It is one, and broken from the start.</exception>
    public static Container? TryOpen(Stream stream) => TryOpen(new RewindableStream(stream, long.MaxValue));

    internal static Container? TryOpen(RewindableStream stream)
    {
        foreach (var (_, tryOpen) in InOrder)
        {
            if (tryOpen(stream) is { } container) return container;
        }
        return null;
    }
}
