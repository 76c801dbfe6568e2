namespace StatementArchive.Parsing.Formats;

/// <summary>A document that cannot be read: the message says what is wrong with it and where, in words for its owner.</summary>
public sealed class UnreadableDocumentException(string message) : Exception(message);
