namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>The bytes of a WARC, in order, with where they stand.</summary>
/// <param name="stream">Stays its owner's.</param>
internal sealed class WarcInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[81_920];
    private int _at;
    private int _end;

    /// <summary>Of the next byte, in the file as it is inflated.</summary>
    public long Position { get; private set; }

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => _at == _end && !Fill(1);

    /// <summary>Moves to the next line that begins a record.</summary>
    /// <returns>Whether there is one.</returns>
    public bool FindRecord()
    {
        var start = "WARC/1."u8;
        var isLineStart = true;
        while (!IsAtEnd)
        {
            if (isLineStart && Fill(start.Length) && _buffer.AsSpan(_at, _end - _at).StartsWith(start)) return true;
            var end = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
            isLineStart = end >= 0;
            Move(isLineStart ? end + 1 : _end - _at);
        }
        return false;
    }

    /// <summary>Bytes up to and with the next line feed, or as many as there are up to <paramref name="most"/>; none at the end.</summary>
    public byte[] ReadLine(int most)
    {
        using var line = new MemoryStream();
        while (line.Length < most && !IsAtEnd)
        {
            var part = _buffer.AsSpan(_at, (int)Math.Min(_end - _at, most - line.Length));
            var end = part.IndexOf((byte)'\n');
            if (end >= 0) part = part[..(end + 1)];
            line.Write(part);
            Move(part.Length);
            if (end >= 0) break;
        }
        return line.ToArray();
    }

    /// <summary>As many bytes as there are, up to <paramref name="length"/>. Memory grows only with what is there: a header's word for it may be a lie.</summary>
    public byte[] ReadBlock(int length)
    {
        using var block = new MemoryStream();
        while (block.Length < length && !IsAtEnd)
        {
            var part = (int)Math.Min(_end - _at, length - block.Length);
            block.Write(_buffer, _at, part);
            Move(part);
        }
        return block.ToArray();
    }

    /// <summary>Passes over bytes.</summary>
    /// <returns>How many were there.</returns>
    public long Skip(long length)
    {
        var left = length;
        while (left > 0 && !IsAtEnd)
        {
            var part = (int)Math.Min(_end - _at, left);
            Move(part);
            left -= part;
        }
        return length - left;
    }

    private void Move(int bytes)
    {
        _at += bytes;
        Position += bytes;
    }

    /// <summary>Sees to it that so many bytes are in the buffer.</summary>
    /// <returns>Whether there are as many.</returns>
    private bool Fill(int least)
    {
        if (_end - _at >= least) return true;
        Buffer.BlockCopy(_buffer, _at, _buffer, 0, _end - _at);
        (_at, _end) = (0, _end - _at);
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end), least - _end, throwOnEndOfStream: false);
        return _end >= least;
    }
}
