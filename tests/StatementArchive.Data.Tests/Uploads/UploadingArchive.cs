using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;

namespace StatementArchive.Data.Tests.Uploads;

/// <summary>An archive with two users who hand something in, and workers that stand for processes.</summary>
internal sealed class UploadingArchive : IAsyncDisposable
{
    private readonly List<UploadWorker> _workers = [];

    private UploadingArchive(TestArchive archive) => Archive = archive;

    public TestArchive Archive { get; }

    /// <summary>What an address leads to.</summary>
    public Func<string, CancellationToken, Task<FetchedOriginal>> Web { get; set; } = (address, _) => throw new RejectedSubmissionException($"Nothing stands at {address}.");

    public int Ada { get; private set; }

    public int Ben { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<UploadingArchive> CreateAsync()
    {
        var archive = new UploadingArchive(await TestArchive.CreateAsync());
        (archive.Ada, archive.Ben) = await archive.Archive.ReadAsync(async db =>
        {
            ArchiveUser[] users = [.. new[] { "ada", "ben" }.Select(name => new ArchiveUser { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = ArchiveRole.Contributor, CreatedAt = DateTime.UnixEpoch })];
            db.AddRange(users);
            await db.SaveChangesAsync(Cancellation);
            return (users[0].Id, users[1].Id);
        });
        return archive;
    }

    /// <summary>A worker of its own, as each process has one.</summary>
    public UploadWorker Worker()
    {
        var worker = ActivatorUtilities.CreateInstance<UploadWorker>(Archive.Services, new Addresses(this));
        _workers.Add(worker);
        return worker;
    }

    public static IncomingUpload.Document File(string text, string name = "a.txt") => File(Encoding.UTF8.GetBytes(text), name);

    public static IncomingUpload.Document File(byte[] bytes, string name = "a.txt") => new(UploadKind.File, name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    public async Task<int> HandInAsync(IncomingUpload upload, UploadFacts? facts = null) => (await WithAsync(desk => desk.HandInAsync(Ada, [upload], facts?.ToYaml(), Cancellation)))[0];

    /// <summary>Works on all that is in the queue.</summary>
    public async Task WorkAsync()
    {
        var worker = Worker();
        while (await worker.WorkOnNextAsync(Cancellation))
        {
        }
    }

    public async Task<T> WithAsync<T>(Func<UploadDesk, Task<T>> work)
    {
        await using var scope = Archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UploadDesk>());
    }

    public Task<Upload> ReadAsync(int id) => Archive.ReadAsync(db => db.Uploads.AsNoTracking().Include(u => u.Content).Include(u => u.Articles).ThenInclude(a => a.Article).SingleAsync(u => u.Id == id, Cancellation));

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) worker.Dispose();
        await Archive.DisposeAsync();
    }

    private sealed class Addresses(UploadingArchive archive) : IAddressReader
    {
        public Task<FetchedOriginal> ReadAsync(string address, CancellationToken cancellation) => archive.Web(address, cancellation);
    }
}
