using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.Grains.Partitions;

/// <summary>This silo's end of <see cref="IPartService"/>.</summary>
[Orleans.Concurrency.Reentrant]
internal sealed class PartService(
    GrainId id, Silo silo, ILoggerFactory loggers, StoreReplicas replicas, IOptions<PartOptions> options)
    : GrainService(id, silo, loggers), IPartService
{
    // A scan keeps a processor busy from its begin to its end.
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);

    public async Task<PartAnswer?> Scan(StoreId store, ModelVersion version, int part, PartQuery query)
    {
        if (replicas.Find(store)?.Model is not IPartedModel model || model.Version != version
            || !await _free.WaitAsync(options.Value.PartPatience))
        {
            return null;
        }

        try
        {
            return await Task.Run(() => model.Scan(part, query));
        }
        finally
        {
            _free.Release();
        }
    }
}
