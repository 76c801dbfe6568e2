using StatementArchive.Data.Model;

namespace StatementArchive.Data.Uploads;

/// <summary>Something that is being handed in. Members as in <see cref="Upload"/>.</summary>
public abstract record IncomingUpload(string Name)
{
    /// <param name="Length">Number of bytes.</param>
    /// <param name="Open">The bytes, at their beginning.</param>
    public sealed record Document(UploadKind Kind, string Name, long Length, Func<Stream> Open) : IncomingUpload(Name)
    {
        public bool IsHtml { get; init; }

        /// <summary>The sidecar that came beside it, in place of the facts that hold for all; <c>null</c> if none did.</summary>
        public string? Sidecar { get; init; }
    }

    public sealed record Address(string Url, string Name) : IncomingUpload(Name);

    /// <summary>What is refused at once; it stands in the list with its reason, and the others go on.</summary>
    /// <param name="Length">Number of bytes.</param>
    public sealed record Refused(string Name, long Length, string Reason) : IncomingUpload(Name);
}
