using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>
/// <c>GET /admin/uploads/events</c>: changes of the uploads that somebody sees, as server-sent events (HTML, section 9.2). The first is <c>open</c>,
/// each other one <c>upload</c> with its number, its state, how far it is, in words, and whether it has ended.
/// </summary>
public static class Events
{
    /// <summary>Connections that one user has at once; a browser page needs one.</summary>
    public const int MostOfUser = 6;

    // The newest ones are those that somebody waits for.
    private const int MostFollowed = 200;

    // What other processes change is found after this; what this one does, at once, but not more often than the pause.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // The browser asks anew after this.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static void MapUploadEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/uploads/events", Follow).RequireAuthorization(nameof(ArchiveRole.Contributor));

    private static IResult Follow(HttpContext context, Followers followers, UploadSignals signals, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        if (followers.TryEnter(context.User.Id()!.Value) is not { } seat) return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        context.Response.RegisterForDispose(seat);
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(ReadAsync(context.User, signals, scopes, clock, end.Token));
    }

    private static async IAsyncEnumerable<SseItem<News?>> ReadAsync(ClaimsPrincipal user, UploadSignals signals, IServiceScopeFactory scopes, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var change = signals.NextChange;
        var told = (await FollowedAsync(user, scopes) ?? []).ToDictionary(upload => upload.Id);
        yield return new SseItem<News?>(null, "open");
        while (clock.GetElapsedTime(start) < Longest && await WaitAsync(change, clock, cancellation))
        {
            change = signals.NextChange;
            if (await FollowedAsync(user, scopes) is not { } followed) yield break;
            foreach (var upload in followed)
            {
                if (told.TryGetValue(upload.Id, out var before) && before == upload) continue;
                told[upload.Id] = upload;
                yield return new SseItem<News?>(new News(upload.Id, upload.State, upload.Words, upload.HasEnded), "upload");
            }
        }
    }

    // The end of the request is no fault.
    private static async Task<bool> WaitAsync(Task change, TimeProvider clock, CancellationToken cancellation)
    {
        await Task.WhenAny(change, Task.Delay(Every, clock, cancellation));
        await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }

    // null for somebody whose session has ended meanwhile.
    private static async Task<List<UploadProgress>?> FollowedAsync(ClaimsPrincipal user, IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<DeskSignIn>().IsGoodAsync(user)) return null;
        return await scope.ServiceProvider.GetRequiredService<ArchiveContext>().UploadsSeenBy(user).OrderByDescending(upload => upload.Id).Take(MostFollowed)
            .Select(upload => new UploadProgress(upload.Id, upload.State, upload.New, upload.Known, upload.Refused, upload.Share)).ToListAsync(CancellationToken.None);
    }

    private sealed record News(int Id, UploadState State, string Words, bool HasEnded);

    /// <summary>Counts the connections of each user.</summary>
    public sealed class Followers
    {
        private readonly ConcurrentDictionary<int, int> _ofUser = [];

        /// <summary>One more; disposing ends it. <c>null</c> if the user has <see cref="MostOfUser"/> already.</summary>
        public IDisposable? TryEnter(int userId)
        {
            if (_ofUser.AddOrUpdate(userId, 1, (_, count) => count + 1) <= MostOfUser) return new Seat(this, userId);
            Leave(userId);
            return null;
        }

        private void Leave(int userId) => _ofUser.AddOrUpdate(userId, 0, (_, count) => count - 1);

        private sealed class Seat(Followers followers, int userId) : IDisposable
        {
            public void Dispose() => followers.Leave(userId);
        }
    }
}
