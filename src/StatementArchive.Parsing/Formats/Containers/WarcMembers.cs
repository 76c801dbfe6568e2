using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>A stretch of a packed WARC that was passed over.</summary>
/// <param name="Offset">Of its first byte, in the packed file.</param>
/// <param name="Problem">What is wrong with it, in words.</param>
internal readonly record struct PackedDamage(long Offset, string Problem);

/// <summary>
/// The content of a WARC whose records are packed one by one, each as a gzip member (RFC 1952, section 2.2; ISO 28500, annex D). Nothing of a member is
/// given before its checksum is found right, unless it is too long to be held. A damaged one is passed over up to the next that begins a record.
/// </summary>
/// <param name="packed">Stays its owner's.</param>
internal sealed class WarcMembers(RewindableStream packed) : Stream
{
    /// <summary>Beginnings of members that are tried after damage, in the whole file; chance makes one in 16 MiB.</summary>
    private const int MostTries = 10_000;

    /// <summary>How many bytes are asked for at once.</summary>
    private const int Portion = 64 * 1024;

    private const int TrailerLength = 8;

    private static readonly byte[] Magic = [0x1F, 0x8B, 0x08];

    private readonly Queue<PackedDamage> _damages = [];
    private readonly MemoryStream _ready = new();
    private int _shown;
    private byte[] _bytes = new byte[2 * Portion];
    private long _offset;
    private int _at;
    private int _end;
    private int _lastHanded;
    private long _member;
    private Member? _open;
    private int _tries;
    private bool _hasGiven;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether gzip bytes unpack to the beginning of a WARC's record; <c>null</c> if they do not unpack.</summary>
    public static bool? BeginsRecord(ReadOnlySpan<byte> gzip)
    {
        try
        {
            using var gunzip = new GZipStream(new MemoryStream(gzip[..Math.Min(gzip.Length, Portion)].ToArray()), CompressionMode.Decompress);
            Span<byte> start = stackalloc byte[7];
            return gunzip.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("WARC/1."u8);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>What has been passed over since this was last asked.</summary>
    public IReadOnlyList<PackedDamage> TakeDamages()
    {
        List<PackedDamage> taken = [.. _damages];
        _damages.Clear();
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <returns>0 at the end, and once where a member breaks off of which a part was given: then <see cref="TakeDamages"/> tells of it, and what follows can be read.</returns>
    /// <exception cref="UnreadableDocumentException">No member can be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_shown < _ready.Length)
            {
                var shown = (int)Math.Min(buffer.Length, _ready.Length - _shown);
                _ready.GetBuffer().AsSpan(_shown, shown).CopyTo(buffer);
                _shown += shown;
                return shown;
            }
            if (_open is { } member)
            {
                if (member.TryInflate(buffer) is > 0 and var read) return read;
                _open = null;
                var isWell = EndsWell(member);
                member.Dispose();
                if (!isWell)
                {
                    PassOver("Its gzip member is damaged or cut off");
                    return 0;
                }
            }
            else if (!TryOpenNext()) return 0;
        }
        return 0;
    }

    private bool TryOpenNext()
    {
        while (true)
        {
            while (Fill(1) && _bytes[_at] == 0) _at++;
            if (!Fill(1))
            {
                if (!_hasGiven) throw new UnreadableDocumentException("The gzip file is broken or cut off: nothing of it can be unpacked.");
                return false;
            }
            _member = _offset + _at;
            if (!TryReadHeader())
            {
                PassOver("Here stands no gzip member");
                continue;
            }
            if (TryHold(new Member(this)))
            {
                _hasGiven = true;
                return true;
            }
            packed.Budget.AddInflated(_ready.Length);
            _ready.SetLength(0);
            PassOver("The gzip member is damaged or cut off");
        }
    }

    /// <summary>Unpacks a member, or as much of it as is held; then it stays open.</summary>
    /// <returns>Whether nothing was wrong.</returns>
    private bool TryHold(Member member)
    {
        _ready.SetLength(0);
        _shown = 0;
        var buffer = new byte[Portion];
        while (_ready.Length <= packed.Limits.LargestEntry)
        {
            if (member.TryInflate(buffer) is not (> 0 and var read))
            {
                using (member) return EndsWell(member);
            }
            _ready.Write(buffer, 0, read);
        }
        _open = member;
        return true;
    }

    // What unpacks reads ahead, and does not say how far it came. Behind a member stand its checksum and its length, which are known by then.
    private bool EndsWell(Member member)
    {
        Fill(TrailerLength);
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, member.Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], member.Length);
        var found = _bytes.AsSpan(_lastHanded, Math.Min(_end, _at + TrailerLength) - _lastHanded).IndexOf(trailer);
        if (found < 0) return false;
        _at = _lastHanded + found + TrailerLength;
        return true;
    }

    /// <summary>Moves to the next member that begins a record, from the byte behind the beginning of this one on, or as far back as bytes are held.</summary>
    private void PassOver(string fault)
    {
        var from = _member;
        for (_at = (int)Math.Max(0, _member + 1 - _offset); Fill(Magic.Length); _at++)
        {
            var next = _bytes.AsSpan(_at, _end - _at).IndexOf(Magic);
            if (next < 0)
            {
                _lastHanded = _at = _end - Magic.Length;
                _member = _offset + _at;
                continue;
            }
            _lastHanded = _at += next;
            _member = _offset + _at;
            if (++_tries > MostTries) throw new UnreadableDocumentException(FormattableString.Invariant($"The gzip file is damaged in too many places: behind byte {from} more than {MostTries:N0} bytes look like a member and are none."));
            Fill(Portion);
            if (BeginsRecord(_bytes.AsSpan(_at, _end - _at)) != true) continue;
            _damages.Enqueue(new PackedDamage(from, FormattableString.Invariant($"{fault}. It is passed over; the next record that can be read begins at byte {_member} of the packed file.")));
            return;
        }
        _at = _end;
        _damages.Enqueue(new PackedDamage(from, $"{fault}, and behind it no record can be read."));
    }

    private bool TryReadHeader()
    {
        const int Fixed = 10;
        const byte Reserved = 0xE0, HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16;
        Fill(Portion);
        var header = _bytes.AsSpan(_at, _end - _at);
        if (header.Length < Fixed || !header.StartsWith(Magic) || (header[3] & Reserved) != 0) return false;
        var length = Fixed;
        if ((header[3] & HasExtra) != 0)
        {
            if (header.Length < length + 2) return false;
            length += 2 + BinaryPrimitives.ReadUInt16LittleEndian(header[length..]);
        }
        foreach (var text in (ReadOnlySpan<byte>)[HasName, HasComment])
        {
            if ((header[3] & text) == 0) continue;
            if (length >= header.Length || header[length..].IndexOf((byte)0) is not (>= 0 and var end)) return false;
            length += end + 1;
        }
        if ((header[3] & HasChecksum) != 0) length += 2;
        if (length > header.Length) return false;
        _at += length;
        _lastHanded = _at;
        return true;
    }

    private int Hand(Span<byte> buffer)
    {
        if (!Fill(1)) return 0;
        _lastHanded = _at;
        var handed = Math.Min(buffer.Length, _end - _at);
        _bytes.AsSpan(_at, handed).CopyTo(buffer);
        _at += handed;
        return handed;
    }

    /// <summary>Sees to it that so many bytes lie ahead. Those of the member at hand are kept, up to the size of the largest article.</summary>
    /// <returns>Whether there are as many.</returns>
    private bool Fill(int least)
    {
        while (_end - _at < least)
        {
            if (_end == _bytes.Length)
            {
                var kept = (int)Math.Min(Math.Max(_member - _offset, _at - (long)packed.Limits.LargestEntry), Math.Min(_at, _lastHanded));
                if (kept > 0)
                {
                    Buffer.BlockCopy(_bytes, kept, _bytes, 0, _end - kept);
                    (_offset, _at, _end, _lastHanded) = (_offset + kept, _at - kept, _end - kept, _lastHanded - kept);
                }
                else Array.Resize(ref _bytes, 2 * _bytes.Length);
            }
            var read = packed.Read(_bytes.AsSpan(_end));
            if (read == 0) return false;
            _end += read;
        }
        return true;
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
            _ready.Dispose();
            _open?.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>What a member unpacks to, with its checksum and length so far.</summary>
    private sealed class Member(WarcMembers owner) : IDisposable
    {
        private readonly DeflateStream _deflate = new(new Feed(owner), CompressionMode.Decompress);
        private readonly Crc32 _crc = new();

        public uint Checksum => _crc.GetCurrentHashAsUInt32();

        /// <summary>Modulo 2³².</summary>
        public uint Length { get; private set; }

        /// <returns>0 at the end, or where it is broken: then its checksum is wrong.</returns>
        public int TryInflate(Span<byte> buffer)
        {
            try
            {
                var read = _deflate.Read(buffer);
                _crc.Append(buffer[..read]);
                Length = unchecked(Length + (uint)read);
                return read;
            }
            catch (InvalidDataException)
            {
                return 0;
            }
        }

        public void Dispose() => _deflate.Dispose();
    }

    private sealed class Feed(WarcMembers owner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => owner.Hand(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => owner.Hand(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
