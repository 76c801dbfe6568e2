namespace StatementArchive.Data;

/// <summary>A lock among processes that the operating system releases when its holder ends, however it ends. Disposing releases it too.</summary>
public sealed class FileLock : IAsyncDisposable, IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or <c>null</c> if another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Takes the lock as soon as it is free.</summary>
    /// <exception cref="ArchiveUnavailableException">It was not free in time.</exception>
    public static async Task<FileLock> WaitAsync(string path, TimeSpan longest, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            if (TryTake(path) is { } taken) return taken;
            if (waited >= longest) throw new ArchiveUnavailableException($"Another process has held {path} for too long; try again when it is done.");
            await Task.Delay(Step, cancellation);
        }
    }

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    // EWOULDBLOCK on Linux, EAGAIN on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
