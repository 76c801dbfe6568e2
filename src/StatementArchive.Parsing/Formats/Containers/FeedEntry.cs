namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>The text of one entry of a feed.</summary>
/// <param name="MediaType">Of the feed, without parameters.</param>
/// <param name="Content">HTML or plain text, as the feed gives it, its own escapes undone.</param>
/// <param name="Address">Against which the entry's relative links are resolved, absolute; <c>null</c> if the feed names none.</param>
/// <param name="Encoding">How the feed's bytes became text.</param>
public sealed record FeedEntry(string MediaType, string Content, bool IsHtml, Uri? Address, string Encoding);
