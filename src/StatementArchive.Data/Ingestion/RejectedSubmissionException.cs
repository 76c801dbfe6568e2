namespace StatementArchive.Data.Ingestion;

/// <summary>A file or its sidecar that cannot be taken in: the message says what is wrong and where, in words for its owner.</summary>
public sealed class RejectedSubmissionException(string message) : Exception(message);
