using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>The named fields of a record that matter here (ISO 28500, section 5).</summary>
internal sealed record WarcHeader
{
    /// <summary>What is wrong with it, in words; then nothing else counts.</summary>
    public string? Fault { get; private init; }

    public string? Type { get; private init; }

    /// <summary>Of the block, in bytes.</summary>
    public long Length { get; private init; }

    public DeclaredType? ContentType { get; private init; }

    public string? Address { get; private init; }

    /// <summary>ISO 8601, UTC.</summary>
    public string? Date { get; private init; }

    public string? BlockDigest { get; private init; }

    public string? PayloadDigest { get; private init; }

    /// <summary>Why the crawler broke off: <c>length</c>, <c>time</c>, <c>disconnect</c>.</summary>
    public string? Truncated { get; private init; }

    /// <summary>Of a revisit: from where and when what it found unchanged was fetched (ISO 28500:2017, sections 5.12 and 5.13).</summary>
    public string? RefersToAddress { get; private init; }

    /// <summary>ISO 8601, UTC.</summary>
    public string? RefersToDate { get; private init; }

    public string? RecordId { get; private init; }

    /// <summary>Of one of several segments of a record: which it is, from 1 (ISO 28500, section 7); else <c>null</c>.</summary>
    public int? Segment { get; private init; }

    /// <summary>Of a later segment: the identity of the first.</summary>
    public string? SegmentOrigin { get; private init; }

    /// <summary>Of the last segment: the length of all, in bytes.</summary>
    public long? SegmentsLength { get; private init; }

    /// <summary>Of the record that its segments are together. What its digests were made of, programs do not agree on.</summary>
    public WarcHeader Joined(long length) => this with { Length = length, Segment = null, BlockDigest = null, PayloadDigest = null };

    public static WarcHeader Read(WarcInput input, int most)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var left = most;
        string? name = null;
        var version = Encoding.UTF8.GetString(input.ReadLine(most)).TrimEnd();
        if (version is not ("WARC/1.0" or "WARC/1.1")) return new WarcHeader { Fault = $"Its version is '{version[..Math.Min(version.Length, 20)]}', not WARC/1.0 or WARC/1.1." };
        while (true)
        {
            var line = input.ReadLine(left);
            if (line.Length == 0 || line[^1] != '\n') return new WarcHeader { Fault = "Its header has no end." };
            left -= line.Length;
            var text = Encoding.UTF8.GetString(line).TrimEnd('\r', '\n');
            if (text.Length == 0) break;
            // A line that begins with white space goes on with the field above.
            if (text[0] is ' ' or '\t' && name is not null) fields[name] += " " + text.Trim();
            else if (text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0) fields[name = text[..colon].Trim()] = text[(colon + 1)..].Trim();
            else return new WarcHeader { Fault = "A line of its header has no colon." };
        }
        if (!long.TryParse(fields.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return new WarcHeader { Fault = "It has no Content-Length, or one that is no number." };
        if (fields.GetValueOrDefault("WARC-Type") is not { } type) return new WarcHeader { Fault = "It has no WARC-Type." };
        return new WarcHeader
        {
            Type = type.ToLowerInvariant(),
            Length = length,
            ContentType = fields.GetValueOrDefault("Content-Type") is { } contentType ? DeclaredType.TryRead(contentType) : null,
            // Some programs took the grammar of 1.0 by its letter and set the address in angle brackets.
            Address = fields.GetValueOrDefault("WARC-Target-URI")?.Trim('<', '>'),
            RefersToAddress = fields.GetValueOrDefault("WARC-Refers-To-Target-URI")?.Trim('<', '>'),
            RefersToDate = fields.GetValueOrDefault("WARC-Refers-To-Date"),
            Date = fields.GetValueOrDefault("WARC-Date"),
            BlockDigest = fields.GetValueOrDefault("WARC-Block-Digest"),
            PayloadDigest = fields.GetValueOrDefault("WARC-Payload-Digest"),
            Truncated = fields.GetValueOrDefault("WARC-Truncated"),
            RecordId = fields.GetValueOrDefault("WARC-Record-ID"),
            Segment = int.TryParse(fields.GetValueOrDefault("WARC-Segment-Number"), NumberStyles.None, CultureInfo.InvariantCulture, out var segment) ? segment : null,
            SegmentOrigin = fields.GetValueOrDefault("WARC-Segment-Origin-ID"),
            SegmentsLength = long.TryParse(fields.GetValueOrDefault("WARC-Segment-Total-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        };
    }
}
