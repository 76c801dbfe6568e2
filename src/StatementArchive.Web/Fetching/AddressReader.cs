using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Uploads;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Fetching;

/// <summary>Fetches pages for the queue of uploads; what they were sent with is kept as the head of a WARC record.</summary>
internal sealed class AddressReader(PageFetcher fetcher) : IAddressReader
{
    public async Task<FetchedOriginal> ReadAsync(string address, CancellationToken cancellation) => await fetcher.FetchAsync(address, cancellation) switch
    {
        FetchOutcome.Fetched { Page: var page } => new FetchedOriginal(page.Bytes, new Delivery(page.Type, page.Address.AbsoluteUri, GivenValues.TryReadMoment(page.WarcDate)), page.WarcHead()),
        FetchOutcome.Refused refused => throw new RejectedSubmissionException(refused.Reason),
        var other => throw new InvalidOperationException($"An outcome that is not known: {other}."),
    };
}
