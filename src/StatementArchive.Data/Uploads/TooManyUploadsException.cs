namespace StatementArchive.Data.Uploads;

/// <summary>More of one user's uploads would wait than may (<see cref="ArchiveOptions.WaitingUploads"/>); nothing was handed in. The message says how many do and may, in words.</summary>
public sealed class TooManyUploadsException(string message) : Exception(message);
