using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Grains;

namespace SmartRetail.ClusterTests.Access;

/// <summary>Two silos that let sealed calls in alone, and a client that has the secret.</summary>
public sealed class WalledCluster : RetailCluster
{
    public static readonly StoreId OtherStore = new("other");

    public CallerSeal Seal { get; } = SealWith("the secret of this cluster, long enough");

    public static CallerSeal SealWith(string secret) => new([Encoding.UTF8.GetBytes(secret)], TimeProvider.System);

    protected override void Configure(InProcessTestClusterBuilder builder)
    {
        builder.ConfigureSilo((_, silo) => silo.AddStoreWalls());
        builder.ConfigureHost(host =>
        {
            host.Services.AddSingleton(Seal);
            host.Services.AddSingleton<IOutgoingGrainCallFilter, CallerStamp>();
            host.Services.AddSingleton<IOutgoingGrainCallFilter, ForgedCalls.Filter>();
        });
    }
}
