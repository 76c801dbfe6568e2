namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>
/// Puts a record together whose segments follow each other in one file, others between them or not (ISO 28500, section 7). Those of one record in
/// several files are not put together.
/// </summary>
/// <param name="most">Bytes that a record may have; of a longer one nothing is kept.</param>
internal sealed class WarcSegments(int most)
{
    private readonly HashSet<string> _passedOver = [];
    private readonly List<byte[]> _blocks = [];
    private WarcHeader? _first;
    private string _place = "";
    private long _length;
    private long? _total;

    public bool Continues(WarcHeader header) => header.Type == "continuation" && _first is { RecordId: { } origin } && header.SegmentOrigin == origin;

    /// <summary>Begins a record with its first segment.</summary>
    /// <returns>The record that was begun before and is not whole, with what is wrong; <c>null</c> if none was.</returns>
    public ContainerEntry? Begin(WarcHeader header, byte[] block, string place)
    {
        var abandoned = Abandon();
        (_first, _place, _length, _total) = (header, place, header.Length, null);
        _blocks.Add(block);
        return abandoned;
    }

    /// <summary>Takes note of a first segment that is none of a document, so that those behind it are nobody's problem.</summary>
    public void PassOver(WarcHeader header)
    {
        if (header.RecordId is { } origin) _passedOver.Add(origin);
    }

    /// <summary>Adds a later segment.</summary>
    /// <returns>What does not fit, with what is wrong; <c>null</c> if all does, or if it continues what is no document.</returns>
    public ContainerEntry? Add(WarcHeader header, byte[] block, string place)
    {
        if (!Continues(header))
        {
            return header.SegmentOrigin is { } origin && _passedOver.Contains(origin)
                ? null
                : new ContainerEntry(place, default) { Problem = "It continues a record that does not stand before it in this file. Records are put together of segments only where these follow each other in one file." };
        }
        if (header.Segment != _blocks.Count + 1) return Abandon(FormattableString.Invariant($"Its segment {_blocks.Count + 1} does not stand where it should: {place} is another one."));
        _length += header.Length;
        if (_length > most) return Abandon(FormattableString.Invariant($"Its segments have more than {most:N0} bytes together; a document of that length is not read."));
        _blocks.Add(block);
        _total = header.SegmentsLength;
        return _total is { } total && total != _length ? Abandon(FormattableString.Invariant($"Its segments have {_length:N0} bytes, not {total:N0} as the last of them says.")) : null;
    }

    /// <summary>The record, if its last segment was added.</summary>
    public (WarcHeader Header, byte[] Block, string Place)? TakeWhole()
    {
        if (_first is null || _total is null) return null;
        var whole = (_first.Joined(_length), (byte[])[.. _blocks.SelectMany(block => block)], _place);
        Clear();
        return whole;
    }

    /// <summary>Gives up the record that was begun.</summary>
    /// <returns>It, with what is wrong; <c>null</c> if none was.</returns>
    public ContainerEntry? Abandon() => _first is null ? null : Abandon(FormattableString.Invariant($"It is the first of several segments of a record; {_blocks.Count - 1} more stand behind it in this file, and the last does not. Segments in other files are not put together with it."));

    private ContainerEntry Abandon(string problem)
    {
        var abandoned = new ContainerEntry(_place, default) { Problem = problem };
        PassOver(_first!);
        Clear();
        return abandoned;
    }

    private void Clear()
    {
        _first = null;
        _blocks.Clear();
    }
}
