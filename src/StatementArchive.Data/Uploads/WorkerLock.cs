namespace StatementArchive.Data.Uploads;

/// <summary>
/// That a worker lives, as others can see it: a lock on a file named after its claim, which the operating system releases when the worker's
/// process ends, however it ends. No clock is compared, and no worker that is only slow is taken for dead.
/// </summary>
internal static class WorkerLock
{
    /// <exception cref="ArchiveUnavailableException">The data folder cannot be written.</exception>
    public static FileLock Take(string dataPath, Guid claim)
    {
        try
        {
            Directory.CreateDirectory(Folder(dataPath));
            return FileLock.TryTake(PathOf(dataPath, claim)) ?? throw new InvalidOperationException("No two workers have the same claim.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveUnavailableException($"The data folder {dataPath} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Whether the worker that made a claim has ended.</summary>
    /// <exception cref="ArchiveUnavailableException">The data folder cannot be written.</exception>
    public static bool HasEnded(string dataPath, Guid claim)
    {
        try
        {
            Directory.CreateDirectory(Folder(dataPath));
            using var left = FileLock.TryTake(PathOf(dataPath, claim));
            return left is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveUnavailableException($"The data folder {dataPath} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Removes the file of a worker that has ended, or is about to.</summary>
    public static void Remove(string dataPath, Guid claim)
    {
        try
        {
            File.Delete(PathOf(dataPath, claim));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty file more in the data folder harms nobody.
        }
    }

    private static string Folder(string dataPath) => Path.Combine(dataPath, "workers");

    private static string PathOf(string dataPath, Guid claim) => Path.Combine(Folder(dataPath), $"{claim:N}.lock");
}
