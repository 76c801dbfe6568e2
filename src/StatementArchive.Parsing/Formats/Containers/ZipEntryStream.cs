using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>A file of a ZIP, inflated; at its end its length and its CRC-32 are compared with what the ZIP says of them.</summary>
internal sealed class ZipEntryStream(ZipArchiveEntry entry, InflationBudget budget) : Stream
{
    private readonly Crc32 _crc = new();
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? _content;
    private long _length;

    /// <summary>Of the content, in hexadecimal digits; <c>null</c> unless it was read to its end.</summary>
    public string? Sha256 { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="UnreadableDocumentException">Damaged, cut off, or packed in a way that is not read.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = (_content ??= Open()).Read(buffer);
            _length += read;
            _crc.Append(buffer[..read]);
            _sha256.AppendData(buffer[..read]);
            if (read == 0 && buffer.Length > 0) Check();
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableDocumentException($"The file in the ZIP is damaged: {e.Message}");
        }
    }

    private Stream Open()
    {
        budget.AddPacked(entry.CompressedLength);
        return entry.Open();
    }

    private void Check()
    {
        if (_length != entry.Length) throw new UnreadableDocumentException(FormattableString.Invariant($"The file in the ZIP is damaged: it has {_length:N0} bytes, the ZIP says {entry.Length:N0}."));
        if (_crc.GetCurrentHashAsUInt32() != entry.Crc32) throw new UnreadableDocumentException("The file in the ZIP is damaged: its checksum is not the one that the ZIP gives.");
        Sha256 ??= Convert.ToHexStringLower(_sha256.GetCurrentHash());
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _sha256.Dispose();
        }
        base.Dispose(disposing);
    }
}
