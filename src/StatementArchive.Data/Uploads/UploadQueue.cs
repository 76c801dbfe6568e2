using StatementArchive.Data.Model;

namespace StatementArchive.Data.Uploads;

/// <summary>What waits to be taken in, or is just being.</summary>
internal static class UploadQueue
{
    /// <summary>As the index over the queue has it, which is small however much was ever handed in; of those that wait, <see cref="Upload.Claim"/> is <c>null</c>.</summary>
    public static IQueryable<Upload> InQueue(this IQueryable<Upload> uploads) => uploads.Where(upload => upload.State == UploadState.Waiting || upload.State == UploadState.Working);
}
