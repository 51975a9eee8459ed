using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.UnitTests.Api;

/// <summary>A cluster of one silo, which does not answer.</summary>
internal sealed class InMemoryOperations : IOperationsGrain
{
    public Task<ClusterOverview> GetOverview(CancellationToken cancellationToken = default) =>
        Task.FromResult(new ClusterOverview(
            DateTimeOffset.UnixEpoch, [new("127.0.0.1:11111", "Active", ["serving"], null, "cpu", "0.1.0")]));

    public Task<ImmutableArray<StoreId>> ListStores(CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<StoreId>>([new("other"), new("shop")]);

    public StoreId? Made { get; private set; }

    public Task MakeStore(StoreId store, CancellationToken cancellationToken = default)
    {
        Made = store;
        return Task.CompletedTask;
    }

    public Task<ClusterConditions> GetConditions(CancellationToken cancellationToken = default) =>
        Task.FromResult(new ClusterConditions(IsDatabaseThere: true, TrainingSilos: 0));
}
