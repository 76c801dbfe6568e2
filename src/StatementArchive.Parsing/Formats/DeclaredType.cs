using System.Net.Http.Headers;

namespace StatementArchive.Parsing.Formats;

/// <summary>What a document was delivered as, by the server that sent it (RFC 9110, section 8.3). Its content outweighs this, where it tells.</summary>
/// <param name="MediaType">Lower-case, without parameters.</param>
/// <param name="Charset">Name of the encoding as it stands there; <c>null</c> if none does.</param>
public sealed record DeclaredType(string MediaType, string? Charset)
{
    public bool IsHtml => MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>Reads the value of a header field <c>Content-Type</c>; <c>null</c> if it is none.</summary>
    public static DeclaredType? TryRead(string value)
    {
        // Servers write parameters that no grammar knows; the type before them still counts.
        if (!MediaTypeHeaderValue.TryParse(value, out var type) && !MediaTypeHeaderValue.TryParse(value.Split(';')[0], out type)) return null;
        return type.MediaType is { } name ? new DeclaredType(name.ToLowerInvariant(), type.CharSet?.Trim('"', '\'')) : null;
    }
}
