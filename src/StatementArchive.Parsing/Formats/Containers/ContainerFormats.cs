namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>The formats of files that hold several articles, in the order in which they are tried: the first that knows the bytes reads them.</summary>
public static class ContainerFormats
{
    /// <summary>How many bytes of a file are looked at to recognise it.</summary>
    public const int Head = 64 * 1024;

    private static readonly (string Name, Func<RewindableStream, Container?> TryOpen)[] InOrder =
    [
        ("gzip of any other format", GzipReader.TryOpen),
        ("ZIP or WACZ of any other formats", ZipReader.TryOpen),
        ("WARC", WarcReader.TryOpen),
        ("RSS or Atom feed", XmlFeedReader.TryOpen),
        ("JSON Feed", JsonFeedReader.TryOpen),
        ("JSON Lines records", JsonLinesReader.TryOpen),
        ("CSV records", CsvRecordReader.TryOpen),
    ];

    /// <summary>The formats' names, for messages and documentation.</summary>
    public static IEnumerable<string> Names => InOrder.Select(format => format.Name);

    /// <summary>Recognises a file by its content; names and endings of files play no part.</summary>
    /// <param name="stream">The file, at its beginning; need not seek. It stays the caller's, and must stay open until the entries are read.</param>
    /// <param name="limits"><see cref="ReadingLimits.Default"/> if <c>null</c>.</param>
    /// <returns><c>null</c> if it is no container, but perhaps a single document; the stream has been read from then.</returns>
    /// <exception cref="UnreadableDocumentException">It is one, and broken from the start.</exception>
    public static Container? TryOpen(Stream stream, ReadingLimits? limits = null) =>
        TryOpen(new RewindableStream(stream, new InflationBudget(limits ?? ReadingLimits.Default), isInflated: false, zips: 0));

    internal static Container? TryOpen(RewindableStream stream)
    {
        foreach (var (_, tryOpen) in InOrder)
        {
            if (tryOpen(stream) is { } container) return container;
        }
        return null;
    }
}
