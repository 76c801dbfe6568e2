using System.ComponentModel.DataAnnotations;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Data;

/// <summary>The section <c>StatementArchive</c> of the configuration.</summary>
public sealed class ArchiveOptions
{
    public const string Section = "StatementArchive";

    /// <summary>Folder of all state: database, search index, logs, keys. Relative paths start at the working directory.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Folder whose files an empty archive takes in when it first serves; nothing happens if it is missing.</summary>
    public string Seeds { get; set; } = "seeds";

    /// <summary>Seconds a writer waits for the one before it, 1 to 600.</summary>
    [Range(1, 600)]
    public int WriterWaitSeconds { get; set; } = 15;

    /// <summary>Largest file that is taken in, in bytes, 1 to 256 MiB: its text has to fit into single fields of the database several times over.</summary>
    [Range(1, 256 * 1024 * 1024)]
    public long LargestFile { get; set; } = 64 * 1024 * 1024;

    /// <summary>Most files that are handed in at the desk at once, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int UploadFiles { get; set; } = 1_000;

    /// <summary>Most bytes that are handed in at the desk at once, 64 KiB to 8 GiB: they are stored in one transaction, and other writers wait for it.</summary>
    [Range(64 * 1024, 8L * 1024 * 1024 * 1024)]
    public long UploadBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Most uploads of one user that wait to be taken in at once, 1 to 1,000,000; what is handed in beyond is refused.</summary>
    [Range(1, 1_000_000)]
    public int WaitingUploads { get; set; } = 5_000;

    /// <summary>Days for which what was handed in and could not be taken in is kept, so that it can be tried again, 1 to 3,650.</summary>
    [Range(1, 3_650)]
    public int FailedUploadDays { get; set; } = 30;

    /// <summary>Seconds that fetching a page may take in all, redirects included, 1 to 300.</summary>
    [Range(1, 300)]
    public int FetchSeconds { get; set; } = 30;

    /// <summary>Articles of which the parser is less sure than this, 0 to 1, are held as drafts for an archivist; 0 publishes all.</summary>
    [Range(0.0, 1.0)]
    public double DraftBelow { get; set; } = 0.5;

    /// <summary>How much a reader takes upon itself, each limit by its own setting: <c>StatementArchive:Limits:PdfPages</c>.</summary>
    public ReadingLimits Limits { get; set; } = new();

    /// <summary>The data folder's absolute path.</summary>
    public string DataPath => Path.GetFullPath(Data);
}
