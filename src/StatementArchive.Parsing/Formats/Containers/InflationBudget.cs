namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>What one file has inflated to so far, at all its depths together, against what it may.</summary>
internal sealed class InflationBudget(ReadingLimits limits)
{
    private long _packed;
    private long _inflated;

    public ReadingLimits Limits => limits;

    /// <summary>Whether the file is beyond its limits: then nothing more of it is read, however its parts are kept apart.</summary>
    public bool IsExhausted { get; private set; }

    public void AddPacked(long bytes) => _packed += bytes;

    /// <exception cref="UnreadableDocumentException">More than the file may inflate to.</exception>
    public void AddInflated(long bytes)
    {
        _inflated += bytes;
        IsExhausted |= _inflated > limits.InflatedBytes || (_inflated > limits.AlwaysInflated && _inflated / limits.InflationRatio > _packed);
        if (IsExhausted)
        {
            throw new UnreadableDocumentException(_inflated > limits.InflatedBytes
                ? FormattableString.Invariant($"It inflates to more than {limits.InflatedBytes:N0} bytes.")
                : FormattableString.Invariant($"It inflates to more than {limits.InflationRatio} times its size ({_inflated:N0} bytes of {_packed:N0}), as no text does."));
        }
    }
}
