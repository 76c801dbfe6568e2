using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Uploads;

/// <summary>Fetches what stands at an address.</summary>
public interface IAddressReader
{
    /// <exception cref="RejectedSubmissionException">It cannot be fetched; says why.</exception>
    Task<FetchedOriginal> ReadAsync(string address, CancellationToken cancellation);
}

/// <summary>A document as it was fetched.</summary>
/// <param name="Head">As <see cref="Model.Capture.Head"/> has it.</param>
public sealed record FetchedOriginal(ReadOnlyMemory<byte> Bytes, Delivery Delivery, byte[] Head);
