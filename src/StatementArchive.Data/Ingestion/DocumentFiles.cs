using System.Globalization;

namespace StatementArchive.Data.Ingestion;

/// <summary>A file that was found to be taken in.</summary>
/// <param name="Sidecar">Path of the sidecar beside it; <c>null</c> if there is none.</param>
/// <param name="Problem">Why it cannot be taken in, in words; <c>null</c> if nothing speaks against it.</param>
public sealed record FoundFile(string Path, string? Sidecar = null, string? Problem = null);

/// <summary>Finds documents and the sidecars beside them, which <see cref="SidecarNames"/> tells by their names.</summary>
public static class DocumentFiles
{
    /// <summary>The documents of a file or folder, subfolders included, in the order of their names.</summary>
    /// <remarks>
    /// Hidden entries are passed over, and so are links to folders, which could lead round in a circle. A sidecar without its document, or a
    /// folder that may not be read, is reported as a problem.
    /// </remarks>
    public static IEnumerable<FoundFile> Find(string path)
    {
        if (Directory.Exists(path)) return InFolder(path);
        if (!File.Exists(path)) return [new FoundFile(path, Problem: "There is no such file or folder.")];
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return [SidecarNames.IsSidecar(path) ? new FoundFile(path, Problem: "This is a sidecar; name the document that it describes.") : Found(path, folder, SidecarsIn(folder))];
    }

    /// <summary>The document's bytes and its sidecar.</summary>
    /// <param name="largest">Largest file, in bytes.</param>
    /// <exception cref="RejectedSubmissionException">Missing, not readable, too large, or with a sidecar that is wrong.</exception>
    public static async Task<(byte[] Bytes, Sidecar? Sidecar)> ReadAsync(FoundFile file, long largest, CancellationToken cancellation)
    {
        if (file.Problem is { } problem) throw new RejectedSubmissionException(problem);
        try
        {
            var bytes = await ReadBytesAsync(file.Path, largest, cancellation);
            var sidecar = file.Sidecar is { } beside ? Sidecar.Read(await ReadBytesAsync(beside, Sidecar.LargestFile, cancellation)) : null;
            return (bytes, sidecar);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RejectedSubmissionException("There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RejectedSubmissionException($"The file cannot be read: {e.Message}");
        }
    }

    /// <summary>The document as a stream, which the caller disposes, and its sidecar; <c>null</c> if it cannot be opened.</summary>
    /// <exception cref="RejectedSubmissionException">A problem with it was found before, or its sidecar is wrong.</exception>
    public static async Task<(FileStream Stream, Sidecar? Sidecar)?> TryOpenAsync(FoundFile file, CancellationToken cancellation)
    {
        if (file.Problem is { } problem) throw new RejectedSubmissionException(problem);
        // What is no file gives its bytes only once.
        if (!File.Exists(file.Path) || File.GetAttributes(file.Path).HasFlag(FileAttributes.Device)) return null;
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81_920, FileOptions.SequentialScan);
            if (!stream.CanSeek)
            {
                await stream.DisposeAsync();
                return null;
            }
            return (stream, file.Sidecar is { } beside ? Sidecar.Read(await ReadBytesAsync(beside, Sidecar.LargestFile, cancellation)) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (stream is not null) await stream.DisposeAsync();
            return null;
        }
        catch (RejectedSubmissionException)
        {
            await stream!.DisposeAsync();
            throw;
        }
    }

    private static IEnumerable<FoundFile> InFolder(string folder)
    {
        List<FileSystemInfo> entries = [];
        string? problem = null;
        try
        {
            entries.AddRange(new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(IsVisible).OrderBy(entry => entry.Name, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"The folder cannot be read: {e.Message}";
        }
        if (problem is not null) yield return new FoundFile(folder, Problem: problem);
        var sidecars = SidecarsIn(folder);
        foreach (var entry in entries)
        {
            var path = Path.Combine(folder, entry.Name);
            if (entry is DirectoryInfo)
            {
                if (entry.LinkTarget is not null) continue;
                foreach (var found in InFolder(path)) yield return found;
            }
            else if (!SidecarNames.IsSidecar(path)) yield return Found(path, folder, sidecars);
            else if (!sidecars.HasDocumentOf(entry.Name)) yield return new FoundFile(path, Problem: "This sidecar describes no file that lies beside it.");
        }
    }

    private static FoundFile Found(string path, string folder, SidecarNames sidecars)
    {
        var (sidecar, problem) = sidecars.Of(Path.GetFileName(path));
        return new FoundFile(path, sidecar is null ? null : Path.Combine(folder, sidecar), problem);
    }

    private static SidecarNames SidecarsIn(string folder) => new(name => File.Exists(Path.Combine(folder, name)), () => Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)));

    private static bool IsVisible(FileSystemInfo entry) => entry.Name[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.Hidden);

    // Reads rather than asks for the length: pipes have none, and files grow.
    private static async Task<byte[]> ReadBytesAsync(string path, long largest, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await file.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            if (bytes.Length + read > largest) throw new RejectedSubmissionException($"The file {Path.GetFileName(path)} is larger than {largest.ToString("N0", CultureInfo.InvariantCulture)} bytes, the most that is taken in.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
