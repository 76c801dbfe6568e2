namespace StatementArchive.Web.Fetching;

/// <summary>A page that is not fetched: the message says why, in words for an archivist, and nothing of the network that this server stands in.</summary>
internal sealed class RefusedFetchException(string message) : Exception(message);
