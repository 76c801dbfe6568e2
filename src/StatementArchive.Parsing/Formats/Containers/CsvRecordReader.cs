using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>
/// Tables of statements with a header (RFC 4180): fields parted by commas, semicolons or tabs, in quotes where they hold one of these or a line
/// break. UTF-8, what a byte order mark says, or row by row what the statistics of the bytes suggest. Rows are counted as spreadsheets count
/// them: the header is row 1.
/// </summary>
internal static class CsvRecordReader
{
    /// <summary>Rows of which one must have as many fields as the header: prose has commas too.</summary>
    private const int RowsLookedAt = 5;

    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly CsvReaderOptions Options = new() { SkipEmptyLines = false, TrackLineNumbers = true, IncludeValuesInExceptions = false };

    public static Container? TryOpen(RewindableStream stream)
    {
        var encoding = TextDecoding.MarkedEncoding(stream.Head);
        var head = encoding is null ? stream.Head.ToArray() : Encoding.Convert(Lenient(encoding), Encoding.UTF8, stream.Head[..(stream.Head.Length & ~3)].ToArray());
        if (head.AsSpan().StartsWith(Encoding.UTF8.Preamble)) head = head[Encoding.UTF8.Preamble.Length..];
        return SeparatorOf(head) is { } separator ? new Container("text/csv", Read(stream, separator, encoding)) : null;
    }

    // The encoding that decodes a file throws at its faults; the head may end within a character.
    private static Encoding Lenient(Encoding encoding) => Encoding.GetEncoding(encoding.CodePage);

    /// <summary>The separator by which the first line names a text and something else that is known, and a row below has as many fields.</summary>
    private static char? SeparatorOf(byte[] head)
    {
        // Spreadsheets name the separator in a line of its own, which the library knows how to read.
        if (head.AsSpan().StartsWith("sep="u8) && head is [_, _, _, _, var named, (byte)'\r' or (byte)'\n', ..])
            return Separators.Contains((char)named) && IsTable(head.AsSpan(head.AsSpan().IndexOf((byte)'\n') + 1).ToArray(), (char)named) ? (char)named : null;
        foreach (var separator in Separators)
        {
            if (IsTable(head, separator)) return separator;
        }
        return null;
    }

    private static bool IsTable(byte[] head, char separator)
    {
        using var csv = CsvReader.Create(head, Options with { Separator = separator, HasHeader = false });
        if (!csv.Read()) return false;
        var columns = csv.FieldCount;
        var known = Enumerable.Range(0, columns).Select(at => RecordColumns.Meaning(csv.GetString(at))).OfType<RecordColumn>().ToHashSet();
        if (known.Count < 2 || !known.Contains(RecordColumn.Text)) return false;
        var rows = 0;
        while (rows < RowsLookedAt && csv.Read())
        {
            if (csv.FieldCount == columns) return true;
            rows++;
        }
        return rows == 0;
    }

    private static IEnumerable<ContainerEntry> Read(RewindableStream stream, char separator, Encoding? encoding)
    {
        var faults = new List<CsvMalformedRecord>();
        var options = Options with { Separator = separator, Encoding = encoding, MaxRecordSize = stream.Limits.LargestEntry, OnMalformedRecord = faults.Add };
        var sample = stream.Head.ToArray();
        using var whole = CsvReader.Create(SkipHint(stream), options, true);
        var header = Header(whole);
        var rows = new Rows(header, separator, Utf8.IsValid(WithoutCutCharacter(sample)) ? null : TextDecoding.BySample(sample));
        var row = 1;
        while (Next(whole, row))
        {
            row++;
            var fault = faults.Count == 0 ? default(CsvMalformedReason?) : faults[^1].Reason;
            faults.Clear();
            if (fault != CsvMalformedReason.UnterminatedQuote)
            {
                if (rows.Entry(whole, row, fault) is { } entry) yield return entry;
                continue;
            }
            // All that follows was taken for the text of one field. The row is lost; the lines below it are rows again.
            var swallowed = whole.RawRecord.ToArray();
            var end = Array.IndexOf(swallowed, (byte)'\n') is var at and >= 0 ? at + 1 : swallowed.Length;
            yield return rows.Entry(whole, row, fault)! with { Bytes = swallowed.AsMemory(0, end) };
            using var rest = CsvReader.Create(swallowed.AsMemory(end), options with { HasHeader = false, Encoding = null, AllowLineBreaksInQuotes = false });
            while (Next(rest, row))
            {
                row++;
                fault = faults.Count == 0 ? null : faults[^1].Reason;
                faults.Clear();
                if (rows.Entry(rest, row, fault) is { } entry) yield return entry;
            }
        }
    }

    // 'sep=;' is no row.
    private static RewindableStream SkipHint(RewindableStream stream)
    {
        if (!stream.Head.StartsWith("sep="u8) && !stream.Head[Math.Min(3, stream.Head.Length)..].StartsWith("sep="u8)) return stream;
        while (stream.ReadByte() is >= 0 and not '\n')
        {
        }
        return stream;
    }

    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> sample)
    {
        var end = sample.Length;
        while (end > 0 && end > sample.Length - 4 && (sample[end - 1] & 0x80) != 0) end--;
        return sample.Length < ContainerFormats.Head ? sample : sample[..end];
    }

    private static IReadOnlyList<string> Header(CsvReader csv)
    {
        try
        {
            return csv.Headers;
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw new UnreadableDocumentException($"The header of the table cannot be read: {e.Message}");
        }
    }

    private static bool Next(CsvReader csv, int row)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new UnreadableDocumentException(FormattableString.Invariant($"The row below row {row} is too long; perhaps a quotation mark in it is never closed. {e.Message}"));
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableDocumentException(FormattableString.Invariant($"Below row {row} stand bytes that are no text of the encoding that the file's byte order mark names."));
        }
    }

    /// <param name="header">The names of the columns.</param>
    /// <param name="encoding">Of rows that are no UTF-8; <c>null</c> until one is met.</param>
    private sealed class Rows(IReadOnlyList<string> header, char separator, Encoding? encoding)
    {
        private readonly byte[] _header = Encoding.UTF8.GetBytes(string.Join(separator, header.Select(name => Quoted(name, separator))) + "\r\n");

        /// <summary>The row that is read; <c>null</c> if nothing stands on it.</summary>
        public ContainerEntry? Entry(CsvReader csv, int row, CsvMalformedReason? fault)
        {
            if (csv.FieldCount == 1 && csv.GetSpan(0).IsEmpty) return null;
            var place = FormattableString.Invariant($"row {row}");
            var raw = csv.RawRecord;
            var problem = fault switch
            {
                CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.LineBreakInQuotes => "A quotation mark that opens a field is never closed",
                CsvMalformedReason.TextAfterClosingQuote => "Text stands behind a quotation mark that closes a field; one inside a field is written twice",
                CsvMalformedReason.StrayQuote when csv.FieldCount != header.Count => "A quotation mark stands inside a field that does not begin with one",
                _ when csv.FieldCount != header.Count => FormattableString.Invariant($"The row has {csv.FieldCount} fields, the header {header.Count}"),
                _ => null,
            };
            if (problem is not null) return new ContainerEntry(place, raw.ToArray()) { Problem = FormattableString.Invariant($"{problem} (line {csv.LineNumber}).") };
            var declared = Utf8.IsValid(raw) ? Encoding.UTF8 : encoding ??= TextDecoding.BySample(raw);
            var columns = new RecordColumns();
            for (var at = 0; at < header.Count; at++)
            {
                if (RecordColumns.Meaning(header[at]) is not { } column) continue;
                var value = declared.GetString(csv.GetSpan(at));
                // No name or heading holds a semicolon, so it parts several.
                foreach (var one in column is RecordColumn.Author or RecordColumn.Subject ? value.Split(';') : [value]) columns.Add(header[at], one);
            }
            // With its header the row can be read alone.
            var entry = columns.Entry(place, Whole(raw), "text/csv");
            return entry.Record is null || declared == Encoding.UTF8 ? entry : entry with { Record = entry.Record with { Encoding = declared.WebName + ", by the statistics of its bytes" } };
        }

        private byte[] Whole(ReadOnlySpan<byte> raw) => [.. _header, .. raw];

        private static string Quoted(string name, char separator) => name.AsSpan().ContainsAny([separator, '"', '\r', '\n']) ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
    }
}
