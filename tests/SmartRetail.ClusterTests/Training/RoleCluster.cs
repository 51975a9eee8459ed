using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;
using SmartRetail.Grains.Operations;

namespace SmartRetail.ClusterTests.Training;

/// <summary>Three silos that announce what the test says: one serves, one fits on its processor, one on a GPU.</summary>
public sealed class RoleCluster : RetailCluster
{
    private readonly Announcements _announcements = new();

    public IReadOnlyList<SiloAddress> Addresses => [.. Silos.Silos.Select(silo => silo.SiloAddress)];

    public SiloAddress Serving => Addresses[0];

    public SiloAddress OnProcessor => Addresses[1];

    public SiloAddress OnGpu => Addresses[2];

    /// <summary>Adds the third silo, and has all announce themselves.</summary>
    public async Task AnnounceAsync()
    {
        if (Addresses.Count == 2)
        {
            await Silos.StartAdditionalSiloAsync();
        }

        _announcements.Of[OnProcessor] = Announce(isTraining: true, "cpu");
        _announcements.Of[OnGpu] = Announce(isTraining: true, "cuda:0");
    }

    public void Announce(SiloAddress silo, bool isTraining, string device = "cpu") =>
        _announcements.Of[silo] = Announce(isTraining, device);

    protected override void Configure(InProcessTestClusterBuilder builder) => builder.ConfigureSilo(
        (_, silo) => silo.Services.Replace(ServiceDescriptor.Singleton<ISiloDirectory>(_announcements)));

    private static SiloAnnouncement Announce(bool isTraining, string device) =>
        new(isTraining ? ["serving", "training"] : ["serving"], true, isTraining, device, "0.1.0");

    private sealed class Announcements : ISiloDirectory
    {
        public ConcurrentDictionary<SiloAddress, SiloAnnouncement> Of { get; } = new();

        public SiloAnnouncement? Find(SiloAddress silo) => Of.GetValueOrDefault(silo) ?? Announce(isTraining: false, "cpu");
    }
}
