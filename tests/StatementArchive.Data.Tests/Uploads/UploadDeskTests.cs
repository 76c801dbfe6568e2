using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;

namespace StatementArchive.Data.Tests.Uploads;

public sealed class UploadDeskTests : IAsyncLifetime
{
    private UploadingArchive _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await UploadingArchive.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task All_of_a_form_is_handed_in_or_nothing()
    {
        List<IncomingUpload> incoming = [UploadingArchive.File("The bread is ours."), new IncomingUpload.Document(UploadKind.File, "b.txt", 10, () => throw new IOException("The disk is gone."))];
        await Assert.ThrowsAsync<IOException>(() => _site.WithAsync(desk => desk.HandInAsync(_site.Ada, incoming, null, Cancellation)));
        Assert.Equal((0, 0, 0), await _site.Archive.ReadAsync(async db => (await db.Uploads.CountAsync(Cancellation), await db.Set<UploadContent>().CountAsync(Cancellation), await db.AuditLog.CountAsync(Cancellation))));
    }

    [Fact]
    public async Task Bytes_are_kept_as_they_came()
    {
        var bytes = Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31)).ToArray();
        var id = await _site.HandInAsync(UploadingArchive.File(bytes));
        Assert.Equal(bytes, (await _site.ReadAsync(id)).Content!.Bytes);
    }

    [Fact]
    public async Task What_is_refused_at_once_stands_in_the_list_and_keeps_nothing_back()
    {
        var ids = await _site.WithAsync(desk => desk.HandInAsync(_site.Ada, [new IncomingUpload.Refused("empty.txt", 0, "The file is empty."), UploadingArchive.File("The bread is ours.")], null, Cancellation));
        await _site.WorkAsync();
        var refused = await _site.ReadAsync(ids[0]);
        Assert.Equal((UploadState.Failed, "The file is empty.", null), (refused.State, refused.Reason, refused.Content));
        Assert.Equal("It was not kept; hand it in again.", await _site.WithAsync(desk => desk.RetryAsync(ids[0], _site.Ada, false, Cancellation)));
        Assert.Equal(UploadState.Done, (await _site.ReadAsync(ids[1])).State);
    }

    [Fact]
    public async Task Nobody_changes_what_another_handed_in_unless_they_may_act_for_anybody()
    {
        var id = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        Assert.Equal("It is no longer there.", await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ben, false, Cancellation)));
        Assert.Equal(UploadState.Waiting, (await _site.ReadAsync(id)).State);
        Assert.Null(await _site.WithAsync(desk => desk.CancelAsync(id, _site.Ben, true, Cancellation)));
        Assert.Equal("It is no longer there.", await _site.WithAsync(desk => desk.RemoveAsync(id, _site.Ben, false, Cancellation)));
        Assert.Null(await _site.WithAsync(desk => desk.RemoveAsync(id, _site.Ada, false, Cancellation)));
        Assert.Equal(0, await _site.Archive.ReadAsync(db => db.Uploads.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task What_is_removed_leaves_its_articles()
    {
        var id = await _site.HandInAsync(UploadingArchive.File("The bread is ours."));
        Assert.NotNull(await _site.WithAsync(desk => desk.RemoveAsync(id, _site.Ada, false, Cancellation)));
        await _site.WorkAsync();
        Assert.Null(await _site.WithAsync(desk => desk.RemoveAsync(id, _site.Ada, false, Cancellation)));
        Assert.Equal((0, 0, 1), await _site.Archive.ReadAsync(async db => (await db.Uploads.CountAsync(Cancellation), await db.Set<UploadedArticle>().CountAsync(Cancellation), await db.Articles.CountAsync(Cancellation))));
    }

    [Fact]
    public async Task So_many_of_one_user_wait_and_no_more_whatever_others_do()
    {
        _site.Archive.Services.GetRequiredService<IOptions<ArchiveOptions>>().Value.WaitingUploads = 2;
        Task<IReadOnlyList<int>> HandInAsync(int user, params IncomingUpload[] incoming) => _site.WithAsync(desk => desk.HandInAsync(user, incoming, null, Cancellation));
        var broken = (await HandInAsync(_site.Ada, UploadingArchive.File("a\0b"))).Single();
        await _site.WorkAsync();
        // What is refused at once waits for nothing.
        await HandInAsync(_site.Ada, UploadingArchive.File("One."), UploadingArchive.File("Two."), new IncomingUpload.Refused("empty.txt", 0, "The file is empty."));
        var refusal = await Assert.ThrowsAsync<TooManyUploadsException>(() => HandInAsync(_site.Ada, UploadingArchive.File("Three."), UploadingArchive.File("Four.")));
        Assert.StartsWith("Of one user at most 2 uploads wait at once; 2 do, and 2 more would be too many.", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("Of one user at most 2 uploads wait at once; 2 do, and 1 more", await _site.WithAsync(desk => desk.RetryAsync(broken, _site.Ada, false, Cancellation)), StringComparison.Ordinal);
        Assert.Equal(UploadState.Failed, (await _site.ReadAsync(broken)).State);
        await HandInAsync(_site.Ben, UploadingArchive.File("Five."), UploadingArchive.File("Six."));
        Assert.Equal(4, await _site.Archive.ReadAsync(db => db.Uploads.CountAsync(u => u.State == UploadState.Waiting, Cancellation)));
        await _site.WorkAsync();
        await HandInAsync(_site.Ada, UploadingArchive.File("Three."));
        Assert.Null(await _site.WithAsync(desk => desk.RetryAsync(broken, _site.Ada, false, Cancellation)));
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(31, 1)]
    public async Task What_failed_is_kept_for_thirty_days(int days, int removed)
    {
        var id = await _site.HandInAsync(UploadingArchive.File("a\0b"));
        await _site.WorkAsync();
        await _site.Archive.ReadAsync(db => db.Uploads.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.EndedAt, TestArchive.Now.UtcDateTime.AddDays(-days)), Cancellation));
        Assert.Equal(removed, await _site.WithAsync(desk => desk.RemoveOldAsync(Cancellation)));
        Assert.Equal((1 - removed, 1 - removed), await _site.Archive.ReadAsync(async db => (await db.Uploads.CountAsync(Cancellation), await db.Set<UploadContent>().CountAsync(Cancellation))));
    }
}
