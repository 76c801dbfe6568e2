using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StatementArchive.Data.Ingestion;

/// <summary>Takes files into the archive, with what the sidecars beside them say. Each document is a transaction of its own; files of several articles go in batches.</summary>
public sealed class FileIngester(IServiceScopeFactory scopes, ContainerIngester containers, IOptions<ArchiveOptions> options, ILogger<FileIngester> log)
{
    /// <summary>Reads, parses and stores one file.</summary>
    /// <param name="source">Name of the publication, if its sidecar names none.</param>
    /// <param name="asDraft">Whether the public is not to see it yet.</param>
    /// <param name="progress">Told after every batch of a file of several articles.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written. What was told of is stored.</exception>
    /// <exception cref="OperationCanceledException">Nothing of the document was stored; of a file of several articles, the batches that <paramref name="progress"/> was told of.</exception>
    public async Task<IngestOutcome> IngestAsync(FoundFile file, string? source, bool asDraft, CancellationToken cancellation, IProgress<ContainerProgress>? progress = null)
    {
        var outcome = await OutcomeAsync(file, source, asDraft, progress, cancellation);
        switch (outcome)
        {
            case IngestOutcome.Added added:
                log.LogInformation("Took in {File} as article {Slug} with {Statements} statements, {Status} {Doubt}", Path.GetFileName(file.Path), added.Slug, added.Statements, added.Status, added.Doubt);
                break;
            case IngestOutcome.AlreadyThere known:
                log.LogInformation("{File} is already there as article {Slug} {Remarks}", Path.GetFileName(file.Path), known.Slug, known.Remarks);
                break;
            case IngestOutcome.Several several:
                log.LogInformation("Took in {Added} articles of {File}; {AlreadyThere} were there, {Refused} were refused {Fault}", several.New, Path.GetFileName(file.Path), several.Known, several.Refused, several.Fault);
                break;
            case IngestOutcome.Failed failed:
                log.LogWarning("Refused {File}: {Reason}", Path.GetFileName(file.Path), failed.Reason);
                break;
        }
        return outcome;
    }

    private async Task<IngestOutcome> OutcomeAsync(FoundFile file, string? source, bool asDraft, IProgress<ContainerProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            if (await containers.TryIngestAsync(file, source, asDraft, progress, cancellation) is { } several) return several;
            var (bytes, sidecar) = await DocumentFiles.ReadAsync(file, options.Value.LargestFile, cancellation);
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ArticleIngester>().IngestAsync(new Submission(bytes, sidecar, source, asDraft), cancellation);
        }
        catch (RejectedSubmissionException e)
        {
            return new IngestOutcome.Failed(e.Message);
        }
    }
}
