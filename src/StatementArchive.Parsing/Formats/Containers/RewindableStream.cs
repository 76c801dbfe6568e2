namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>Reads another stream, whose first bytes it can show beforehand, and counts what comes out of it.</summary>
/// <param name="inner">Stays its owner's: disposing this stream leaves it open.</param>
/// <param name="budget">Of the file as a whole.</param>
/// <param name="isInflated">Whether the bytes were packed, or are those of the file itself.</param>
/// <param name="zips">How many ZIPs are around it.</param>
internal sealed class RewindableStream(Stream inner, InflationBudget budget, bool isInflated, int zips) : Stream
{
    private byte[]? _head;
    private int _shown;

    public InflationBudget Budget => budget;

    public ReadingLimits Limits => budget.Limits;

    public int Zips => zips;

    /// <summary>The first bytes, at most <see cref="ContainerFormats.Head"/>, without moving on. Only before the first read.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            if (_head is not null) return _head;
            var buffer = new byte[ContainerFormats.Head];
            _head = buffer[..inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
            Count(_head.Length);
            return _head;
        }
    }

    /// <summary>The packed records of a WARC that this stream unpacks; <c>null</c> if it does not.</summary>
    public WarcMembers? PackedRecords => inner as WarcMembers;

    /// <summary>The stream itself, from its very beginning, if it can be read in any order; else <c>null</c>.</summary>
    public Stream? Seekable => inner.CanSeek && inner.Position == Head.Length ? inner : null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="UnreadableDocumentException">More bytes than allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var left = _head.AsSpan(_shown);
        if (left.IsEmpty)
        {
            var read = inner.Read(buffer);
            Count(read);
            return read;
        }
        var shown = Math.Min(left.Length, buffer.Length);
        left[..shown].CopyTo(buffer);
        _shown += shown;
        return shown;
    }

    private void Count(int bytes)
    {
        if (isInflated) budget.AddInflated(bytes);
        else budget.AddPacked(bytes);
    }

    /// <summary>All of it, without moving on. Only before the first read.</summary>
    /// <exception cref="UnreadableDocumentException">More than <paramref name="most"/> bytes.</exception>
    public byte[] Whole(int most, string what)
    {
        _head = ReadWhole(most, what);
        _shown = 0;
        return _head;
    }

    /// <summary>What is left, whole.</summary>
    /// <exception cref="UnreadableDocumentException">More than <paramref name="most"/> bytes.</exception>
    public byte[] ReadWhole(int most, string what)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        while (Read(buffer) is var read and > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > most) throw new UnreadableDocumentException(FormattableString.Invariant($"{what} has more than {most:N0} bytes."));
        }
        return whole.ToArray();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
