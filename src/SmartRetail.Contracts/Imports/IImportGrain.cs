using Orleans.Concurrency;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Imports;

/// <summary>
/// One store's imports over the network, one at a time: a file comes in chunks, of which a bounded number waits to be read. A silo
/// that dies takes the import with it; what it had accepted stays, and the same file sent again counts once.
/// </summary>
[GrainInterfaceType("import")]
[Alias("IImportGrain")]
[Idempotent]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>The largest chunk, in bytes.</summary>
    const int MaxChunk = 256 * 1_024;

    /// <summary>Begins an import; returns null while another one of the store is running.</summary>
    [Alias("Begin"), ResponseTimeout("00:00:05"), Audited("catalog.import")]
    Task<ImportStatus?> Begin(ImportStart start, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the file's next bytes when there is room for them within a second. What the status counts as taken is taken; the
    /// sender goes on from there.
    /// </summary>
    /// <param name="offset">The place of the chunk's first byte in the file.</param>
    /// <returns>Null when this silo knows no such import, as after another one died.</returns>
    /// <exception cref="ArgumentException">The chunk is longer than <see cref="MaxChunk"/>.</exception>
    [Alias("Write"), ResponseTimeout("00:00:10")]
    Task<ImportStatus?> Write(
        ImportId import, long offset, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says that all bytes are sent, and waits some seconds for the end of the import. Called again until the status is final.
    /// </summary>
    [Alias("Complete"), ResponseTimeout("00:00:10")]
    Task<ImportStatus?> Complete(ImportId import, CancellationToken cancellationToken = default);

    /// <summary>Stops an import and returns when it has stopped; one that has ended stays as it is.</summary>
    [Alias("Cancel"), ResponseTimeout("00:00:10")]
    Task<ImportStatus?> Cancel(ImportId import, CancellationToken cancellationToken = default);

    /// <summary>Returns the newest import that this silo knows of; null when there is none.</summary>
    [Alias("Get"), ResponseTimeout("00:00:03"), AlwaysInterleave]
    Task<ImportStatus?> Get(CancellationToken cancellationToken = default);

    /// <summary>Reads rows that an ended import has set aside; of the first 100,000 of them the rows are kept.</summary>
    /// <param name="from">0, or what the part before says.</param>
    /// <param name="count">From 1 to <see cref="RefusedRows.MaxCount"/>; fewer come where rows are long.</param>
    /// <returns>Null when this silo knows no such import.</returns>
    [Alias("ReadRefused"), ResponseTimeout("00:00:05")]
    Task<RefusedRows?> ReadRefused(
        ImportId import, long from, int count, CancellationToken cancellationToken = default);
}
