using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org): every item an article, whose bytes are its object as it stands.</summary>
internal static class JsonFeedReader
{
    private const string MediaType = "application/feed+json";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static Container? TryOpen(RewindableStream stream)
    {
        var head = WithoutMark(stream.Head).TrimStart(" \t\r\n"u8);
        return head.StartsWith("{"u8) && IsFeed(head) ? new Container(MediaType, Read(stream)) : null;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    // Its version is an address on the site of its specification; what stands before it may be long.
    private static bool IsFeed(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }));
        var isVersion = false;
        try
        {
            while (reader.Read())
            {
                if (isVersion && reader.TokenType == JsonTokenType.String) return reader.GetString()!.Contains("jsonfeed.org/version/1", StringComparison.Ordinal);
                isVersion = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("version"u8);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
        return false;
    }

    private static IEnumerable<ContainerEntry> Read(RewindableStream stream)
    {
        using var feed = Parsed(stream);
        var root = feed.RootElement;
        if (!root.TryGetProperty("items"u8, out var items) || items.ValueKind != JsonValueKind.Array) throw new UnreadableDocumentException("The JSON feed has no list of items.");
        var number = 0;
        foreach (var item in items.EnumerateArray())
        {
            var place = FormattableString.Invariant($"entry {++number}");
            var bytes = JsonMarshal.GetRawUtf8Value(item).ToArray();
            if (bytes.Length > stream.Limits.LargestEntry) yield return new ContainerEntry(place, default) { Problem = FormattableString.Invariant($"The entry is longer than {stream.Limits.LargestEntry:N0} bytes.") };
            else yield return Entry(item, root, place, bytes);
        }
    }

    private static JsonDocument Parsed(RewindableStream stream)
    {
        try
        {
            var bytes = stream.ReadWhole(stream.Limits.FeedBytes, "The feed");
            return JsonDocument.Parse(bytes.AsMemory(bytes.Length - WithoutMark(bytes).Length), Options);
        }
        catch (JsonException e)
        {
            throw new UnreadableDocumentException(FormattableString.Invariant($"The JSON feed is broken in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of it."));
        }
    }

    private static ContainerEntry Entry(JsonElement item, JsonElement feed, string place, byte[] bytes)
    {
        var entry = new ContainerEntry(place, bytes);
        if (item.ValueKind != JsonValueKind.Object) return entry with { Problem = "The entry is no JSON object." };
        try
        {
            var html = Text(item, "content_html");
            if ((html ?? Text(item, "content_text") ?? Text(item, "summary")) is not { } content) return entry with { Problem = "The entry has no text." };
            var url = Text(item, "url");
            var facts = new FeedFacts("json-feed");
            facts.Add(DocumentFactKind.Title, Text(item, "title"), 0.95);
            foreach (var name in Authors(item)) facts.Add(DocumentFactKind.Author, name, 0.9);
            if (!facts.Has(DocumentFactKind.Author))
            {
                foreach (var name in Authors(feed)) facts.Add(DocumentFactKind.Author, name, 0.7, "feed");
            }
            facts.Add(DocumentFactKind.Published, Text(item, "date_published"), 0.95);
            facts.Add(DocumentFactKind.Published, Text(item, "date_modified"), 0.65, "json-feed-modified");
            facts.Add(DocumentFactKind.Url, url, 0.95);
            facts.Add(DocumentFactKind.Identifier, Text(item, "id"), 1);
            facts.Add(DocumentFactKind.Source, Text(feed, "title"), 0.85, "feed");
            facts.Add(DocumentFactKind.Language, Text(item, "language"), 0.7);
            facts.Add(DocumentFactKind.Language, Text(feed, "language"), 0.6, "feed");
            var address = Uri.TryCreate(url ?? Text(feed, "home_page_url"), UriKind.Absolute, out var uri) ? uri : null;
            return entry with { Feed = new FeedEntry(MediaType, content, html is not null, address, "utf-8, as JSON is"), Facts = facts.All };
        }
        catch (InvalidOperationException)
        {
            return entry with { Problem = "The entry holds bytes that are no UTF-8, or half of a surrogate pair." };
        }
    }

    // Version 1.0 knew one author only.
    private static IEnumerable<string?> Authors(JsonElement element) =>
        element.TryGetProperty("authors"u8, out var authors) && authors.ValueKind == JsonValueKind.Array ? authors.EnumerateArray().Select(author => Text(author, "name"))
        : element.TryGetProperty("author"u8, out var one) ? [Text(one, "name")] : [];

    private static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
