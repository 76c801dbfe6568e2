using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;

namespace StatementArchive.Web.Accounts;

/// <summary>
/// The one-time link with which the first administrator is made, printed on the console of a server that knows no user. It is held in memory
/// alone: another start prints another.
/// </summary>
public sealed class SetupLink(TimeProvider clock)
{
    private static readonly TimeSpan Valid = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private byte[]? _token;
    private DateTimeOffset _until;
    private bool _isTaken;

    /// <summary>The path with a new token; <c>null</c> if there is a user already.</summary>
    public async Task<string?> MakeAsync(ArchiveContext db, CancellationToken cancellation)
    {
        if (await db.Users.AnyAsync(cancellation)) return null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_lock) (_token, _until) = (Encoding.ASCII.GetBytes(token), clock.GetUtcNow() + Valid);
        return $"/account/setup?token={token}";
    }

    /// <summary>Whether a token is the one that was printed.</summary>
    public bool Is(string? token)
    {
        lock (_lock) return _token is not null && !_isTaken && clock.GetUtcNow() < _until && CryptographicOperations.FixedTimeEquals(_token, Encoding.UTF8.GetBytes(token ?? ""));
    }

    /// <summary>Takes the token, so that of two who use it at the same time one does; <c>false</c> if it is not the one that was printed.</summary>
    public bool TryTake(string? token)
    {
        lock (_lock)
        {
            if (!Is(token)) return false;
            _isTaken = true;
            return true;
        }
    }

    /// <summary>Makes it good again, for nothing came of it.</summary>
    public void GiveBack()
    {
        lock (_lock) _isTaken = false;
    }
}
