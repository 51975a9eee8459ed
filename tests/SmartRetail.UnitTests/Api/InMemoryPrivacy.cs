using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.UnitTests.Api;

/// <summary>Erases customers of three interactions each.</summary>
internal sealed class InMemoryPrivacy : IPrivacyGrain
{
    private readonly ConcurrentDictionary<ErasureId, (CustomerId Customer, ErasureReceipt Receipt)> _receipts = new();

    public Task<ErasureReceipt> Erase(
        ErasureId erasure, CustomerId customer, CancellationToken cancellationToken = default)
    {
        var receipt = new ErasureReceipt(
            erasure, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 3, 2, 1, [new(3)], "9b74c9");
        return Task.FromResult(_receipts.GetOrAdd(erasure, (customer, receipt)).Receipt);
    }

    public Task<ErasureCheck?> Find(
        ErasureId erasure, CustomerId? customer, CancellationToken cancellationToken = default) =>
        Task.FromResult(_receipts.TryGetValue(erasure, out var found)
            ? new ErasureCheck(
                found.Receipt, customer is null ? null : customer == found.Customer, customer is null ? null : 0)
            : null);
}
