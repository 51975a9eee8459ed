using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.UnitTests.Partitions;

namespace SmartRetail.ClusterTests.Partitions;

/// <summary>Two silos whose store has more products than one of them holds.</summary>
public sealed class SplitCluster : RetailCluster
{
    /// <summary>With it the products make two parts.</summary>
    internal const int ProductsPerSilo = 4_096;

    private readonly ConcurrentDictionary<int, DirectedRows> _rows = new();

    protected override int Products => 5_000;

    /// <summary>The model's rows; each version has others.</summary>
    internal DirectedRows RowsOf(int version) => _rows.GetOrAdd(version, seed => new(Products, seed));

    /// <summary>Publishes a model and lets every silo rank with it.</summary>
    public async Task<ModelVersion> ActivateAsync(string run)
    {
        var version = await PublishAsync(run);
        await Grains.ModelRegistry(Store).Activate(version, cancellationToken: TestContext.Current.CancellationToken);
        return version;
    }

    public Task<ModelVersion> PublishAsync(string run) =>
        Grains.ModelRegistry(Store).Publish(new(run), "worker-0", cancellationToken: TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var rows in _rows.Values)
        {
            rows.Dispose();
        }
    }

    protected override void AddLoader(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(this);
        silo.Services.AddSingleton<IModelLoader, SplitLoader>();

        // A killed silo is given up within seconds.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
            options.NumMissedProbesLimit = 2;
            options.NumVotesForDeathDeclaration = 1;
        });
    }
}
