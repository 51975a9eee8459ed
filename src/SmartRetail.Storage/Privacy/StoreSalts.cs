using System.Collections.Concurrent;
using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Storage.Privacy;

/// <summary>Each store's salt, read once; made by whoever needs it first.</summary>
/// <param name="keep">Keeps a new salt unless the store has one, and returns the one that it has.</param>
internal sealed class StoreSalts(Func<StoreId, byte[], CancellationToken, Task<byte[]>> keep)
{
    private readonly ConcurrentDictionary<StoreId, byte[]> _known = new();

    public async Task<CustomerHash> HashAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        CustomerHash.Of(customer, await FindAsync(store, cancellationToken));

    public async ValueTask<byte[]> FindAsync(StoreId store, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(store, out var known))
        {
            return known;
        }

        var salt = await keep(store, RandomNumberGenerator.GetBytes(CustomerHash.SaltLength), cancellationToken);
        return _known.GetOrAdd(store, salt);
    }
}
