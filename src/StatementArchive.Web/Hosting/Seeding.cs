using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;

namespace StatementArchive.Web.Hosting;

/// <summary>Gives an empty archive its first documents.</summary>
internal static class Seeding
{
    /// <summary>Takes in what lies in the folder that <see cref="ArchiveOptions.Seeds"/> names; an archive that holds anything is left as it is.</summary>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var folder = services.GetRequiredService<IOptions<ArchiveOptions>>().Value.Seeds;
        if (!Directory.Exists(folder)) return;
        await using (var scope = services.CreateAsyncScope())
        {
            if (await scope.ServiceProvider.GetRequiredService<ArchiveContext>().Originals.AnyAsync(cancellation)) return;
        }
        var ingester = services.GetRequiredService<FileIngester>();
        foreach (var file in DocumentFiles.Find(folder)) await ingester.IngestAsync(file, source: null, asDraft: false, cancellation);
    }
}
