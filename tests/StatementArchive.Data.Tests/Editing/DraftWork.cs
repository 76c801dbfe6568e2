using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>What people do with an article at the desk, from the first change to its publication.</summary>
internal static class DraftWork
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An archive with the seed article, and the article's number.</summary>
    public static async Task<(TestArchive Archive, int Id)> SeedAsync(bool asDraft)
    {
        var archive = await TestArchive.CreateAsync();
        var added = Assert.IsType<IngestOutcome.Added>(await archive.IngestAsync(await File.ReadAllBytesAsync(Repository.SeedArticle, Cancellation), asDraft: asDraft));
        return (archive, await IdAsync(archive, added.Slug));
    }

    /// <summary>The number of a draft of a document.</summary>
    public static async Task<int> DraftAsync(TestArchive archive, string text) => await IdAsync(archive, (await archive.AddAsync(text, asDraft: true)).Slug);

    public static async Task<OpenDraft> OpenAsync(TestArchive archive, int id)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<WorkingCopies>().OpenAsync(id, Cancellation))!;
    }

    public static async Task EditAsync(TestArchive archive, int id, params DraftEdit[] edits)
    {
        foreach (var edit in edits)
        {
            await using var scope = archive.Services.CreateAsyncScope();
            var copies = scope.ServiceProvider.GetRequiredService<WorkingCopies>();
            Assert.IsType<EditOutcome.Done>(await copies.ApplyAsync(id, (await copies.OpenAsync(id, Cancellation))!.Version, edit, null, Cancellation));
        }
    }

    public static async Task<PublicationOutcome> PublishAsync(TestArchive archive, int id, string? reason = null, int? version = null)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        var seen = version ?? (await scope.ServiceProvider.GetRequiredService<WorkingCopies>().OpenAsync(id, Cancellation))!.Version;
        return await scope.ServiceProvider.GetRequiredService<Publication>().PublishAsync(id, seen, reason, null, Cancellation);
    }

    private static Task<int> IdAsync(TestArchive archive, string slug) => archive.ReadAsync(db => db.Articles.Where(a => a.Slug == slug).Select(a => a.Id).SingleAsync());
}
