using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.TestingHost;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Recommendations;

namespace SmartRetail.ClusterTests.Customers;

public sealed class IdleTimeTests(IdleTimeTests.Cluster cluster) : IClassFixture<IdleTimeTests.Cluster>
{
    [Theory]
    [InlineData("customer", 7)]
    [InlineData("recommendation", 3)]
    public void Each_kind_of_grain_leaves_memory_after_its_own_idle_time(string grain, int minutes)
    {
        var silo = cluster.Silos.Silos[0].ServiceProvider;

        var kind = silo.GetRequiredService<GrainTypeSharedContextResolver>().GetComponents(GrainType.Create(grain));

        Assert.Equal(TimeSpan.FromMinutes(minutes), kind.CollectionAgeLimit);
    }

    public sealed class Cluster : RetailCluster
    {
        protected override void Configure(InProcessTestClusterBuilder builder) => builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<CustomerOptions>(options => options.IdleTime = TimeSpan.FromMinutes(7));
            silo.Configure<RecommendationOptions>(options => options.IdleTime = TimeSpan.FromMinutes(3));
        });
    }
}
