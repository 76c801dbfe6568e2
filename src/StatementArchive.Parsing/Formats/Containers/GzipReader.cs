using System.IO.Compression;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>gzip (RFC 1952): read as what is inside, be it a container or a single document.</summary>
internal static class GzipReader
{
    public static Container? TryOpen(RewindableStream stream)
    {
        if (!stream.Head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08])) return null;
        // What does not even begin to unpack may still be a WARC whose later records can be read.
        Stream unpacking = WarcMembers.BeginsRecord(stream.Head) == false ? new Inflating(stream) : new WarcMembers(stream);
        var inflated = new RewindableStream(unpacking, stream.Budget, isInflated: true, stream.Zips);
        // A gzip within a gzip within a gzip … would go as deep as its maker likes.
        if (inflated.Head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) throw new UnreadableDocumentException("It is compressed twice; decompress it once.");
        return ContainerFormats.TryOpen(inflated) ?? new Container("application/gzip", Single(inflated));
    }

    private static IEnumerable<ContainerEntry> Single(RewindableStream stream)
    {
        yield return new ContainerEntry("document 1", stream.ReadWhole(stream.Limits.LargestEntry, "The document inside"));
    }

    /// <summary>Says in words what is wrong with the compressed bytes, wherever it comes to light.</summary>
    private sealed class Inflating(Stream compressed) : Stream
    {
        private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress, leaveOpen: true);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return _gzip.Read(buffer);
            }
            catch (InvalidDataException e)
            {
                throw new UnreadableDocumentException($"The gzip file is broken or cut off: {e.Message}");
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _gzip.Dispose();
            base.Dispose(disposing);
        }
    }
}
