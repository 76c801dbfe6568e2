using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>
/// ZIP (PKWARE APPNOTE 6.3) of documents and of files of several articles; and WACZ (1.1.1), which is a ZIP around WARC files. Each file is
/// read as what it is, and what cannot be read is a problem of that file alone. A ZIP needs to be read in any order: one on a disk is read where it lies,
/// one inside another file in memory.
/// </summary>
internal static class ZipReader
{
    private const uint EndOfDirectory = 0x06054B50, Zip64EndOfDirectory = 0x06064B50, Zip64Locator = 0x07064B50, DirectoryEntry = 0x02014B50;

    /// <summary>The end record is 22 bytes and a comment of up to 65,535 (APPNOTE, section 4.3.16).</summary>
    private const int LongestEnd = 22 + 65_535;

    private const int SymbolicLink = 0xA000, FileType = 0xF000;

    private const string DataPackage = "datapackage.json";

    private const int LargestDataPackage = 4 * 1024 * 1024;

    // Programs and looks of saved pages are text, but nobody's.
    private static readonly string[] PassedOver = [".css", ".js", ".mjs", ".map", ".DS_Store"];

    public static Container? TryOpen(RewindableStream stream)
    {
        if (!stream.Head.StartsWith("PK\u0003\u0004"u8) && !stream.Head.StartsWith("PK\u0005\u0006"u8)) return null;
        var limits = stream.Limits;
        var file = stream.Seekable ?? new MemoryStream(stream.Whole(limits.ZipInMemory, "The ZIP inside"), writable: false);
        try
        {
            if (EntryCount(file, limits.ZipEntries) > limits.ZipEntries) throw new UnreadableDocumentException(FormattableString.Invariant($"The ZIP has more than {limits.ZipEntries:N0} entries."));
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // Documents that are ZIPs themselves: of Office (Open Packaging), OpenDocument and EPUB (their first entry).
            if (zip.GetEntry("[Content_Types].xml") is not null || zip.Entries is [{ FullName: "mimetype" }, ..]) return null;
            if (stream.Zips >= limits.NestedZips) throw new UnreadableDocumentException("It is a ZIP in a ZIP in a ZIP; unpack the outer ones first.");
            foreach (var entry in zip.Entries)
            {
                if (LeadsOut(entry.FullName)) throw new UnreadableDocumentException($"The ZIP holds an entry '{entry.FullName}', whose name leads out of it. It is not read.");
            }
            var isWebArchive = zip.GetEntry(DataPackage) is not null && zip.Entries.Any(entry => IsWebArchiveFile(entry.FullName));
            return isWebArchive ? new Container("application/wacz", WebArchiveFiles(zip, stream)) : new Container("application/zip", Files(zip, stream));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            throw new UnreadableDocumentException($"The ZIP is broken or cut off: {e.Message}");
        }
    }

    // A name of that kind is made by hand, and by nobody who means well; nothing is unpacked here, but others will.
    private static bool LeadsOut(string name) => name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
        || name is [var drive, ':', ..] && char.IsAsciiLetter(drive) || name.Split('/').Contains("..");

    /// <summary>
    /// How many entries the directory really has, up to one more than <paramref name="most"/>: looked at before the library, which keeps all of
    /// them in memory before it compares their number with what the end of the file says.
    /// </summary>
    private static int EntryCount(Stream file, int most)
    {
        if (DirectoryStart(file) is not { } at) return 0;
        var header = new byte[46];
        var count = 0;
        while (count <= most && at >= 0 && at < file.Length)
        {
            file.Position = at;
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || BinaryPrimitives.ReadUInt32LittleEndian(header) != DirectoryEntry) break;
            count++;
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
        }
        return count;
    }

    /// <summary>Where the central directory begins; <c>null</c> if there is no end record, which the library then says.</summary>
    private static long? DirectoryStart(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, LongestEnd)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        Span<byte> signature = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, EndOfDirectory);
        var end = tail.AsSpan().LastIndexOf(signature);
        if (end < 0 || tail.Length - end < 22) return null;
        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (start != uint.MaxValue) return start;
        // ZIP64: a locator right before the end record says where another end record stands (APPNOTE, sections 4.3.14 and 4.3.15).
        if (end < 20 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end - 20)) != Zip64Locator) return null;
        var other = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - 20 + 8));
        if (other < 0 || other > file.Length - 56) return null;
        var record = new byte[56];
        file.Position = other;
        file.ReadExactly(record);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == Zip64EndOfDirectory ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)) : null;
    }

    private static IEnumerable<ContainerEntry> Files(ZipArchive zip, RewindableStream stream)
    {
        using var _ = zip;
        foreach (var file in zip.Entries)
        {
            var name = file.FullName;
            if (name.EndsWith('/') || name.StartsWith("__MACOSX/", StringComparison.Ordinal) || PassedOver.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) continue;
            var problem = file.IsEncrypted ? "It is encrypted. Pack it without a password and try again."
                : ((file.ExternalAttributes >> 16) & FileType) == SymbolicLink ? "It is a link to another file."
                : name.EndsWith(".meta.yaml", StringComparison.OrdinalIgnoreCase) ? "Sidecars are read beside files, not inside a ZIP. Unpack it and ingest the folder."
                : null;
            if (problem is not null)
            {
                yield return new ContainerEntry(name, default) { Problem = problem };
                continue;
            }
            using var content = new ZipEntryStream(file, stream.Budget);
            foreach (var entry in Inside(name, content, stream)) yield return entry;
        }
    }

    private static bool IsWebArchiveFile(string name) => name.StartsWith("archive/", StringComparison.Ordinal) && (name.EndsWith(".warc", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".warc.gz", StringComparison.OrdinalIgnoreCase));

    /// <summary>The crawls of a WACZ. Its pages and indexes repeat what stands there.</summary>
    private static IEnumerable<ContainerEntry> WebArchiveFiles(ZipArchive zip, RewindableStream stream)
    {
        using var _ = zip;
        var (digests, problem) = Digests(zip.GetEntry(DataPackage)!, stream);
        if (problem is not null) yield return new ContainerEntry(DataPackage, default) { Problem = problem };
        foreach (var file in zip.Entries.Where(entry => IsWebArchiveFile(entry.FullName)))
        {
            using var content = new ZipEntryStream(file, stream.Budget);
            foreach (var entry in Inside(file.FullName, content, stream)) yield return entry;
            if (content.Sha256 is { } actual && digests.TryGetValue(file.FullName, out var expected) && !expected.Equals(actual, StringComparison.OrdinalIgnoreCase))
                yield return new ContainerEntry(file.FullName, default) { Problem = $"Its SHA-256 is {actual}, not {expected} as {DataPackage} says: the file was changed or damaged." };
        }
    }

    /// <summary>The SHA-256 of the files, by name, as the package's description gives them (WACZ 1.1.1, section 5.2.2; Data Package, 'hash').</summary>
    private static (Dictionary<string, string> Digests, string? Problem) Digests(ZipArchiveEntry description, RewindableStream stream)
    {
        Dictionary<string, string> digests = [];
        try
        {
            using var content = new ZipEntryStream(description, stream.Budget);
            using var json = JsonDocument.Parse(new RewindableStream(content, stream.Budget, isInflated: true, stream.Zips).ReadWhole(LargestDataPackage, "The description"));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("resources", out var resources) || resources.ValueKind != JsonValueKind.Array)
                return (digests, "It has no list of resources, so the files of the package cannot be checked.");
            foreach (var resource in resources.EnumerateArray().Where(resource => resource.ValueKind == JsonValueKind.Object))
            {
                if (Text(resource, "path") is { } path && Text(resource, "hash") is { } hash && hash.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)) digests[path] = hash["sha256:".Length..];
            }
            return (digests, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException || (e is UnreadableDocumentException && !stream.Budget.IsExhausted))
        {
            return (digests, $"It cannot be read, so the files of the package cannot be checked: {e.Message}");
        }

        static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>What a file of the ZIP holds: its entries if it is one of several articles, else itself. What is wrong with it is a problem of it alone.</summary>
    private static IEnumerable<ContainerEntry> Inside(string name, Stream content, RewindableStream outer)
    {
        IEnumerator<ContainerEntry>? entries = null;
        try
        {
            while (true)
            {
                ContainerEntry? entry;
                try
                {
                    entries ??= Entries(new RewindableStream(content, outer.Budget, isInflated: true, outer.Zips + 1)).GetEnumerator();
                    entry = entries.MoveNext() ? entries.Current : null;
                }
                catch (UnreadableDocumentException e) when (!outer.Budget.IsExhausted)
                {
                    entry = new ContainerEntry("", default) { Problem = e.Message };
                    entries?.Dispose();
                    entries = Enumerable.Empty<ContainerEntry>().GetEnumerator();
                }
                if (entry is null) yield break;
                yield return entry with { Place = entry.Place.Length == 0 ? name : $"{name} › {entry.Place}" };
            }
        }
        finally
        {
            entries?.Dispose();
        }
    }

    private static IEnumerable<ContainerEntry> Entries(RewindableStream file) =>
        ContainerFormats.TryOpen(file)?.Entries ?? [new ContainerEntry("", file.ReadWhole(file.Limits.LargestEntry, "The document"))];
}
