using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Imports;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Imports;

/// <summary>
/// Owns the import that is sent to a store, and what is known of the one before. Soft: rows are durable by the importer, and an
/// import that is lost with its silo is sent again.
/// </summary>
[GrainType("import")]
internal sealed partial class ImportGrain(
    IImporter importer,
    IRejectedRows rejected,
    ICatalogStore catalogs,
    ServingSilos silos,
    IOptions<ImportOptions> options,
    TimeProvider clock,
    ILogger<ImportGrain> logger) : Grain, IImportGrain, IAsyncDisposable
{
    /// <summary>How long a call waits for the importer, which may wait for the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long the refused rows can be asked for.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(2);

    private readonly TimeSpan _maxSilence = options.Value.MaxSilence;
    private ImportTransfer? _transfer;
    private IGrainTimer? _watch;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task<ImportStatus?> Begin(ImportStart start, CancellationToken cancellationToken)
    {
        if (Find(start.Import) is { } same)
        {
            return same.Status;
        }

        if (_transfer is { IsRunning: true })
        {
            return null;
        }

        await DisposeAsync();
        _transfer = new(
            start, (content, progress, cancellation) => ImportAsync(start, content, progress, cancellation), LogDefect, clock);
        _watch ??= this.RegisterGrainTimer(GiveUpOnSilence, _maxSilence / 4, _maxSilence / 4);
        DelayDeactivation(KnownFor);
        LogBegun(Store, start.Kind);
        return _transfer.Status;
    }

    public async Task<ImportStatus?> Write(
        ImportId import, long offset, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        if (chunk.Length > IImportGrain.MaxChunk)
        {
            throw new ArgumentException($"chunk: has {chunk.Length} bytes; at most {IImportGrain.MaxChunk} are allowed", nameof(chunk));
        }

        if (Find(import) is not { } transfer)
        {
            return null;
        }

        await transfer.TakeAsync(offset, chunk, Patience, cancellationToken);
        return transfer.Status;
    }

    public async Task<ImportStatus?> Complete(ImportId import, CancellationToken cancellationToken)
    {
        if (Find(import) is not { } transfer)
        {
            return null;
        }

        await transfer.CompleteAsync(EndPatience, cancellationToken);
        return transfer.Status;
    }

    public async Task<ImportStatus?> Cancel(ImportId import, CancellationToken cancellationToken)
    {
        if (Find(import) is not { } transfer)
        {
            return null;
        }

        await transfer.CancelAsync();
        return transfer.Status;
    }

    public Task<ImportStatus?> Get(CancellationToken cancellationToken) => Task.FromResult(_transfer?.Status);

    public async Task<RefusedRows?> ReadRefused(ImportId import, long from, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RefusedRows.MaxCount);
        if (Find(import) is not { } transfer)
        {
            return null;
        }

        // The file of a running import ends in the middle of a line.
        return transfer is { IsRunning: false, QuarantineFile: { } file }
            ? await rejected.ReadAsync(file, from, count, cancellationToken)
            : new RefusedRows([], null);
    }

    /// <summary>Called when the grain leaves memory.</summary>
    public ValueTask DisposeAsync() => _transfer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ImportTransfer? Find(ImportId import) => _transfer?.Import == import ? _transfer : null;

    private async Task<ImportReport> ImportAsync(
        ImportStart start, Stream content, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var request = new ImportRequest(Store, start.Format, start.Source, start.TotalBytes);
        if (start.Kind == ImportKind.Interactions)
        {
            return await importer.ImportInteractionsAsync(request, content, progress, cancellationToken);
        }

        var report = await importer.ImportProductsAsync(request, content, progress, cancellationToken);

        // As every change of the catalog: it is acknowledged when no silo answers from before it.
        if (await catalogs.GetVersionAsync(Store, cancellationToken) is { } version)
        {
            await silos.SpreadCatalog(silo => silo.CatchUpCatalog(Store, version));
        }

        return report;
    }

    private Task GiveUpOnSilence(CancellationToken cancellationToken) =>
        _transfer is { IsRunning: true } transfer && transfer.Silence > _maxSilence
            ? transfer.CancelAsync()
            : Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "An import of {Kind} into store {Store} has begun")]
    private partial void LogBegun(StoreId store, ImportKind kind);

    [LoggerMessage(LogLevel.Error, "An import has failed")]
    private partial void LogDefect(Exception error);
}
