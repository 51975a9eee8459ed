using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.ClusterTests.Partitions;

/// <summary>Loads the cluster's model for one silo, which holds nothing of it yet.</summary>
internal sealed class SplitLoader(SplitCluster cluster, IPartReader parts) : IModelLoader
{
    public async Task<ISequenceModel> LoadAsync(StoredModel stored, CancellationToken cancellationToken = default) =>
        await cluster.RowsOf(stored.Manifest.Version)
            .InPartsAsync(parts, SplitCluster.ProductsPerSilo, [], stored.Manifest.Version);
}
