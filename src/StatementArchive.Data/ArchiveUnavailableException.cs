namespace StatementArchive.Data;

/// <summary>The archive cannot do what it is asked, for a reason outside of it: the message names the reason, for whoever runs it.</summary>
public sealed class ArchiveUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
