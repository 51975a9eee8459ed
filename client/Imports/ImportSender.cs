using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Client.Imports;

/// <summary>Sends a file to a store in chunks, no more of it at a time than one: whatever its length, it is never in memory.</summary>
internal sealed class ImportSender(IGrainFactory grains)
{
    private const int ChunkSize = 64 * 1_024;

    /// <summary>After which silence of the importer its silo is taken to have died; about as long as that starts again.</summary>
    private static readonly TimeSpan LostRetry = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Returns the import's end, whatever it is; null when another one of the store is running. Given up, it is stopped in the silo
    /// too.
    /// </summary>
    /// <param name="onProgress">Told after every chunk.</param>
    /// <exception cref="UnavailableException">The silo that imported is gone; sent again, what it accepted counts once.</exception>
    public async Task<ImportStatus?> SendAsync(
        StoreId store,
        ImportStart start,
        Stream content,
        Action<ImportStatus>? onProgress = null,
        CancellationToken cancellationToken = default)
    {
        var imports = grains.Imports(store);
        if (await imports.Begin(start, cancellationToken) is not { } status)
        {
            return null;
        }

        try
        {
            return await SendAsync(imports, status, content, onProgress, cancellationToken);
        }
        catch (Exception error) when (error is not UnavailableException)
        {
            // Nothing more comes: the next import need not wait until the silo has noticed.
            await CancelAsync(imports, start.Import);
            throw;
        }
    }

    private static async Task<ImportStatus> SendAsync(
        IImportGrain imports,
        ImportStatus status,
        Stream content,
        Action<ImportStatus>? onProgress,
        CancellationToken cancellationToken)
    {
        var import = status.Start.Import;
        var chunk = new byte[ChunkSize];
        for (var sent = 0L; !status.IsFinal;)
        {
            var length = await content.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellationToken);
            for (var end = sent + length; sent < end && !status.IsFinal; sent = status.Bytes)
            {
                var rest = chunk.AsMemory((int)(length - (end - sent)), (int)(end - sent));
                status = await imports.Write(import, sent, rest, cancellationToken) ?? throw Lost();
                onProgress?.Invoke(status);
            }

            if (length < ChunkSize)
            {
                break;
            }
        }

        while (!status.IsFinal)
        {
            status = await imports.Complete(import, cancellationToken) ?? throw Lost();
            onProgress?.Invoke(status);
        }

        return status;
    }

    private static async Task CancelAsync(IImportGrain imports, ImportId import)
    {
        try
        {
            await imports.Cancel(import, CancellationToken.None);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException or Orleans.Runtime.OrleansException)
        {
            // The cluster is away: the silo gives the import up by itself.
        }
    }

    private static UnavailableException Lost() => new("The silo that imported is gone", LostRetry);
}
