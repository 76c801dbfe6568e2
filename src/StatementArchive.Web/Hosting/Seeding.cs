using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;

namespace StatementArchive.Web.Hosting;

/// <summary>Gives an empty archive its first documents.</summary>
internal static class Seeding
{
    /// <summary>
    /// Takes in what lies in the folder that <see cref="ArchiveOptions.Seeds"/> names. An archive that holds anything is left as it is, unless
    /// it holds the beginning of this: then the rest is taken in.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var folder = services.GetRequiredService<IOptions<ArchiveOptions>>().Value.Seeds;
        if (!Directory.Exists(folder)) return;
        var clock = services.GetRequiredService<TimeProvider>();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        var begun = await db.Seedings.SingleOrDefaultAsync(seeding => seeding.FinishedAt == null, cancellation);
        if (begun is null)
        {
            if (await db.Originals.AnyAsync(cancellation)) return;
            db.Add(begun = new Data.Model.Seeding { BegunAt = clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(cancellation);
        }
        var ingester = services.GetRequiredService<FileIngester>();
        foreach (var file in DocumentFiles.Find(folder)) await ingester.IngestAsync(file, source: null, asDraft: false, cancellation);
        begun.FinishedAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellation);
    }
}
