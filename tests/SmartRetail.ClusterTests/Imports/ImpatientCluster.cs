using Orleans.TestingHost;
using SmartRetail.Grains.Imports;

namespace SmartRetail.ClusterTests.Imports;

/// <summary>Silos that give an import up soon after its sender was heard of last.</summary>
public sealed class ImpatientCluster : RetailCluster
{
    protected override void Configure(InProcessTestClusterBuilder builder) => builder.ConfigureSilo((_, silo) =>
        silo.Configure<ImportOptions>(options => options.MaxSilence = TimeSpan.FromMilliseconds(400)));
}
