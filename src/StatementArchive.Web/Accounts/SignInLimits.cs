using System.Net;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// Limits on tries to sign in, which nobody can use to lock the owner of an account out (OWASP, 'device cookies'). Tries are counted apart for
/// each device on which the account was used before, and together for all strangers to it: whoever hammers on an account makes strangers wait, and
/// not its owner. An address has a number of tries besides, on whatever accounts. Held in memory alone: a restart forgets.
/// </summary>
public sealed class SignInLimits(TimeProvider clock)
{
    /// <summary>Wrong tries in a row that cost nothing; each further one doubles the time to wait.</summary>
    public const int FreeTries = 5;

    /// <summary>Tries that an address of no known device has at once.</summary>
    public const int TriesOfAddress = 20;

    /// <summary>The shortest time to wait after <see cref="FreeTries"/>.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>The longest time to wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Time in which an address regains one try.</summary>
    public static readonly TimeSpan RegainedEvery = TimeSpan.FromSeconds(30);

    /// <summary>Time without a try after which an account's wrong ones are forgotten.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    // Some ten megabytes. Whoever has more addresses than this is not held up by counting them.
    private const int MostKept = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string? Device), Tries> _accounts = [];
    private readonly Dictionary<IPAddress, Bucket> _addresses = [];

    /// <summary>
    /// Begins a try, which counts as a wrong one until <see cref="Succeeded"/>, so that many at the same time are many. <c>null</c> if it may be made; else
    /// the time to wait before another, and nothing is counted.
    /// </summary>
    /// <param name="account">The account's normalised name, whether or not there is one; <c>null</c> for a try that names none, which its address alone limits.</param>
    /// <param name="device">A device on which the account was used before; <c>null</c> for a stranger.</param>
    public TimeSpan? Begin(string? account, string? device, IPAddress? address)
    {
        lock (_lock)
        {
            if (account is null) return TakeOf(Network(address));
            var tries = _accounts.TryGetValue((account, device), out var known) && clock.GetElapsedTime(known.Last) < Forgotten ? known : default;
            if (tries.Wrong >= FreeTries && WaitAfter(tries.Wrong) - clock.GetElapsedTime(tries.Last) is { Ticks: > 0 } wait) return wait;
            if (device is null && TakeOf(Network(address)) is { } pause) return pause;
            if (_accounts.Count >= MostKept) ForgetHalf(_accounts, kept => kept.Last);
            _accounts[(account, device)] = new Tries(tries.Wrong + 1, clock.GetTimestamp());
            return null;
        }
    }

    /// <summary>Forgets the wrong tries of an account from a device, or from strangers, for somebody got in; the address has its try back.</summary>
    public void Succeeded(string account, string? device, IPAddress? address)
    {
        lock (_lock)
        {
            _accounts.Remove((account, device));
            if (device is null && _addresses.TryGetValue(Network(address), out var bucket)) _addresses[Network(address)] = bucket with { Left = bucket.Left + 1 };
        }
    }

    private static TimeSpan WaitAfter(int wrong) => wrong - FreeTries is < 20 and var doublings
        ? TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, ShortestWait.Ticks << doublings))
        : LongestWait;

    // Takes a try of an address; the time until it has one if it has none.
    private TimeSpan? TakeOf(IPAddress network)
    {
        var left = _addresses.TryGetValue(network, out var bucket)
            ? Math.Min(TriesOfAddress, bucket.Left + (clock.GetElapsedTime(bucket.Last) / RegainedEvery))
            : TriesOfAddress;
        if (left < 1) return RegainedEvery * (1 - left);
        if (_addresses.Count >= MostKept) ForgetHalf(_addresses, kept => kept.Last);
        _addresses[network] = new Bucket(left - 1, clock.GetTimestamp());
        return null;
    }

    // Who has one address of IPv6 has the other 2^64 of its network (RFC 6177).
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16) bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static void ForgetHalf<TKey, TValue>(Dictionary<TKey, TValue> kept, Func<TValue, long> last) where TKey : notnull
    {
        foreach (var key in kept.OrderBy(entry => last(entry.Value)).Take(kept.Count / 2).Select(entry => entry.Key).ToList()) kept.Remove(key);
    }

    /// <param name="Last">When the last one was made, a timestamp of the clock.</param>
    private readonly record struct Tries(int Wrong, long Last);

    /// <param name="Left">Tries that were left at <paramref name="Last"/>, a timestamp of the clock.</param>
    private readonly record struct Bucket(double Left, long Last);
}
