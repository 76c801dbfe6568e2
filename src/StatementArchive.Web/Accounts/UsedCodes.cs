namespace StatementArchive.Web.Accounts;

/// <summary>Remembers time-based codes that let somebody in, for none may do so twice (RFC 6238, section 5.2).</summary>
public sealed class UsedCodes(TimeProvider clock)
{
    // Identity accepts codes of two steps of 30 seconds before and after its own.
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<(int User, string Code), long> _used = [];

    /// <summary>Uses a code that was found right; <c>false</c> if it was used before.</summary>
    public bool TryUse(int user, string code)
    {
        lock (_lock)
        {
            foreach (var old in _used.Where(used => clock.GetElapsedTime(used.Value) > Valid).Select(used => used.Key).ToList()) _used.Remove(old);
            return _used.TryAdd((user, code), clock.GetTimestamp());
        }
    }
}
