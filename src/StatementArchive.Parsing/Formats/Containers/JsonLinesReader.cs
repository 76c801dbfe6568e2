using System.Text;
using System.Text.Json;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>JSON Lines in UTF-8: one JSON object a line, each a record of one statement. Lines without anything on them are passed over.</summary>
internal static class JsonLinesReader
{
    public static Container? TryOpen(RewindableStream stream) =>
        IsJsonLines(stream.Head) ? new Container("application/jsonl", Read(stream)) : null;

    // The first line is an object with a column that holds a text; JSON that goes over several lines is something else.
    private static bool IsJsonLines(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble)) head = head[Encoding.UTF8.Preamble.Length..];
        head = head.TrimStart(" \t\r\n"u8);
        if (!head.StartsWith("{"u8)) return false;
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        var hasText = false;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) hasText |= RecordColumns.Meaning(reader.GetString()!) == RecordColumn.Text;
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0) return hasText;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return hasText;
        }
        return end < 0 && hasText;
    }

    private static IEnumerable<ContainerEntry> Read(RewindableStream stream)
    {
        var (row, most) = (0, stream.Limits.LargestEntry);
        foreach (var (line, length) in Lines(stream, most))
        {
            row++;
            var bytes = row == 1 && line.Span.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
            if (length == 0 || bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            var place = FormattableString.Invariant($"row {row}");
            yield return length > most
                ? new ContainerEntry(place, bytes) { Problem = FormattableString.Invariant($"The row is longer than {most:N0} bytes.") }
                : Entry(place, bytes);
        }
    }

    private static ContainerEntry Entry(string place, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return new ContainerEntry(place, bytes) { Problem = "The row is no JSON object." };
            var columns = new RecordColumns();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                foreach (var value in Values(property)) columns.Add(property.Name, value);
            }
            return columns.Entry(place, bytes, "application/json");
        }
        catch (JsonException e)
        {
            return new ContainerEntry(place, bytes) { Problem = FormattableString.Invariant($"The row is no JSON: an error stands near byte {e.BytePositionInLine} of it.") };
        }
        catch (InvalidOperationException)
        {
            return new ContainerEntry(place, bytes) { Problem = "The row holds bytes that are no UTF-8, or half of a surrogate pair." };
        }
    }

    private static IEnumerable<string> Values(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => [property.Value.GetString()!],
        JsonValueKind.Number => [property.Value.GetRawText()],
        JsonValueKind.Array => property.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    /// <summary>The lines without their ends, with their lengths; of a line that is too long only the beginning is kept.</summary>
    private static IEnumerable<(ReadOnlyMemory<byte> Line, long Length)> Lines(Stream stream, int most)
    {
        var buffer = new byte[81_920];
        using var line = new MemoryStream();
        var length = 0L;
        while (stream.Read(buffer) is var read and > 0)
        {
            for (var at = 0; at < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', at, read - at);
                var part = (end < 0 ? read : end) - at;
                length += part;
                if (length <= most) line.Write(buffer, at, part);
                at += part;
                if (end < 0) continue;
                at++;
                yield return (line.ToArray(), length);
                line.SetLength(0);
                length = 0;
            }
        }
        if (length > 0) yield return (line.ToArray(), length);
    }
}
