using System.Text;
using System.Text.Json;

namespace StatementArchive.Parsing.Formats;

/// <summary>Data for programs that is also text: reading it as prose would store brackets and tags as somebody's words.</summary>
internal static class DataFormats
{
    private const int LargestJson = 64 * 1024 * 1024;

    /// <summary>'XML data', 'JSON data', or <c>null</c> for anything else.</summary>
    public static string? NameOf(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span;
        if (start.StartsWith(Encoding.UTF8.Preamble)) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("<?xml"u8) || start.StartsWith("<!DOCTYPE"u8)) return "XML data";
        return start.Length is > 1 and <= LargestJson && start[0] is (byte)'{' or (byte)'[' && IsJson(start) ? "JSON data" : null;
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            while (reader.Read())
            {
                // To the end: a text may begin like JSON.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
