using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Watches over what the reading of one PDF costs. The library asks it for the filters of every stream, so it sees each before it is inflated;
/// the letters of pages are counted as they come.
/// </summary>
internal sealed class PdfWatch(ReadingLimits limits) : IFilterProvider
{
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private long _inflated;

    public ReadingLimits Limits => limits;

    /// <summary>Why the PDF is refused; the library may swallow an exception, but not this.</summary>
    public string? Refusal { get; private set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Watched(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Watched(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Watched(DefaultFilterProvider.Instance.GetAllFilters());

    /// <exception cref="UnreadableDocumentException">The time is up, or the PDF was refused before.</exception>
    public void CheckTime()
    {
        if (_time.Elapsed > limits.PdfTime) Refuse(FormattableString.Invariant($"The PDF takes more than {limits.PdfTime.TotalSeconds:N0} seconds to read. It is not read."));
        ThrowIfRefused();
    }

    /// <exception cref="UnreadableDocumentException">The PDF was refused.</exception>
    public void ThrowIfRefused()
    {
        if (Refusal is { } reason) throw new UnreadableDocumentException(reason);
    }

    /// <exception cref="UnreadableDocumentException">Always.</exception>
    public void Refuse(string reason)
    {
        Refusal ??= reason;
        ThrowIfRefused();
    }

    private List<IFilter> Watched(IReadOnlyList<IFilter> filters)
    {
        CheckTime();
        return [.. filters.Select(filter => new WatchedFilter(filter, this))];
    }

    private void Count(long bytes, ref long ofStream)
    {
        ofStream += bytes;
        _inflated += bytes;
        if (ofStream > limits.PdfStreamBytes) Refuse(FormattableString.Invariant($"A stream of the PDF inflates to more than {limits.PdfStreamBytes:N0} bytes. It is not read."));
        if (_inflated > limits.PdfInflatedBytes) Refuse(FormattableString.Invariant($"The PDF inflates to more than {limits.PdfInflatedBytes:N0} bytes. It is not read."));
    }

    /// <summary>Finds out how much a filter will give, without keeping it, before the filter itself keeps it.</summary>
    private sealed class WatchedFilter(IFilter filter, PdfWatch watch) : IFilter
    {
        /// <summary>PNG predictors work row by row, with a row as long as the stream says (ISO 32000-1, table 8).</summary>
        private const int MostColours = 32, MostBits = 16;

        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            watch.CheckTime();
            var length = 0L;
            switch (filter)
            {
                case FlateFilter:
                    CheckRow(streamDictionary, filterIndex);
                    CountInflated(input, ref length);
                    break;
                case LzwFilter:
                    CheckRow(streamDictionary, filterIndex);
                    CountLzw(input.Span, ref length);
                    break;
                case RunLengthFilter:
                    CountRuns(input.Span, ref length);
                    break;
            }
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private void CheckRow(DictionaryToken dictionary, int index)
        {
            var parameters = DecodeParameterResolver.GetFilterParameters(dictionary, index);
            if (!parameters.TryGet(NameToken.Columns, out NumericToken columns)) return;
            if (columns.Data is < 0 or > int.MaxValue || (long)columns.Data * MostColours * MostBits / 8 > watch.Limits.PdfStreamBytes) watch.Refuse(FormattableString.Invariant($"A stream of the PDF has rows of {columns.Data:N0} columns. It is not read."));
        }

        private void CountInflated(Memory<byte> input, ref long length)
        {
            // Behind two bytes of zlib; damaged ones count as far as they go, which is what the library keeps of them.
            if (input.Length < 2 || !MemoryMarshal.TryGetArray<byte>(input[2..], out var packed)) return;
            using var bytes = new MemoryStream(packed.Array!, packed.Offset, packed.Count, writable: false);
            using var inflate = new DeflateStream(bytes, CompressionMode.Decompress);
            var buffer = new byte[81_920];
            try
            {
                while (inflate.Read(buffer) is var read and > 0) watch.Count(read, ref length);
            }
            catch (InvalidDataException)
            {
                return;
            }
            watch.CheckTime();
        }

        /// <summary>The lengths of what the codes stand for (ISO 32000-1, section 7.4.4.2), without the bytes.</summary>
        private void CountLzw(ReadOnlySpan<byte> input, ref long length)
        {
            const int clear = 256, end = 257, first = 258, most = 4096;
            Span<int> lengths = stackalloc int[most];
            lengths[..clear].Fill(1);
            var (next, bits, previous, held, count) = (first, 9, 0, 0u, 0);
            foreach (var value in input)
            {
                held = (held << 8) | value;
                count += 8;
                if (count < bits) continue;
                var code = (int)(held >> (count - bits)) & ((1 << bits) - 1);
                count -= bits;
                held &= (1u << count) - 1;
                if (code == end) return;
                if (code == clear)
                {
                    (next, bits, previous) = (first, 9, 0);
                    continue;
                }
                // A code that is not there yet stands for the one before and its first byte.
                var current = code < next && lengths[code] > 0 ? lengths[code] : previous + 1;
                watch.Count(current, ref length);
                if (previous > 0 && next < most) lengths[next++] = previous + 1;
                previous = current;
                // Codes grow one early, as most programs write them; a stream that does not counts a little wrong near the change.
                bits = next + 1 >= 2048 ? 12 : next + 1 >= 1024 ? 11 : next + 1 >= 512 ? 10 : 9;
            }
        }

        private void CountRuns(ReadOnlySpan<byte> input, ref long length)
        {
            for (var at = 0; at < input.Length && input[at] != 128;)
            {
                // Up to 127: so many bytes and one follow; above: the next byte, 257 less so many times (ISO 32000-1, section 7.4.5).
                watch.Count(input[at] < 128 ? input[at] + 1 : 257 - input[at], ref length);
                at += input[at] < 128 ? input[at] + 2 : 2;
            }
        }
    }
}
