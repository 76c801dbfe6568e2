namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>Reads another stream, whose first bytes it can show beforehand, and counts what comes out of it.</summary>
/// <param name="inner">Stays its owner's: disposing this stream leaves it open.</param>
/// <param name="most">Bytes after which reading is refused.</param>
internal sealed class RewindableStream(Stream inner, long most) : Stream
{
    private byte[]? _head;
    private long _position;

    /// <summary>The first bytes, at most <see cref="ContainerFormats.Head"/>, without moving on. Only before the first read.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            if (_head is not null) return _head;
            var buffer = new byte[ContainerFormats.Head];
            return _head = buffer[..inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="UnreadableDocumentException">More bytes than allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var left = _head is { } head && _position < head.Length ? head.AsSpan((int)_position) : default;
        var read = left.IsEmpty ? inner.Read(buffer) : Math.Min(left.Length, buffer.Length);
        left[..Math.Min(read, left.Length)].CopyTo(buffer);
        if ((_position += read) > most) throw new UnreadableDocumentException(FormattableString.Invariant($"It inflates to more than {most:N0} bytes."));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
