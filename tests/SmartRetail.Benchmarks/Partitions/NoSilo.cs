using SmartRetail.Contracts;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.Benchmarks.Partitions;

/// <summary>There is no other silo.</summary>
internal sealed class NoSilo : IPartReader
{
    public ValueTask<PartAnswer?> ReadAsync(
        StoreId store, ModelVersion version, ItemPart part, PartQuery query, CancellationToken cancellationToken) =>
        new((PartAnswer?)null);
}
