using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Interactions;

/// <summary>
/// The profile versions that this process has acknowledged lately. A list that it asks for later names what it must know: after a
/// silo is lost, the grain that ranks is a new one and cannot tell a customer who has just acted from a stranger.
/// </summary>
/// <param name="capacity">Customers of a generation, of which there are two; some 60 bytes each.</param>
internal sealed class AcknowledgedVersions(TimeProvider clock, int capacity)
{
    // Longer than a cluster takes to settle after a failure, many times over.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Customers by a hash that only this process can make: no id outlives an erasure here. One of another customer's by chance,
    // once in some 10^9 full tables, would cost a reading.
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Lock _turning = new();
    private Generation _young = new(clock.GetTimestamp());
    private Generation _old = new(clock.GetTimestamp());

    public AcknowledgedVersions(TimeProvider clock)
        : this(clock, capacity: 100_000)
    {
    }

    public void Note(StoreId store, CustomerId customer, long version)
    {
        var young = _young;
        young.Versions.AddOrUpdate(Hash(store, customer), version, (_, before) => Math.Max(before, version));
        if (Interlocked.Increment(ref young.Notes) >= capacity || clock.GetElapsedTime(young.Since) > Lifetime)
        {
            Turn(young);
        }
    }

    public RecommendationRequest Complete(RecommendationRequest request, StoreId store, CustomerId customer) =>
        Find(store, customer) is var version && version > request.LeastProfileVersion
            ? request with { LeastProfileVersion = version }
            : request;

    public PageRequest Complete(PageRequest request, StoreId store, CustomerId customer) =>
        Find(store, customer) is var version && version > request.LeastProfileVersion
            ? request with { LeastProfileVersion = version }
            : request;

    public RankRequest Complete(RankRequest request, StoreId store, CustomerId customer) =>
        Find(store, customer) is var version && version > request.LeastProfileVersion
            ? request with { LeastProfileVersion = version }
            : request;

    /// <summary>Returns the newest version acknowledged here; 0 when none was lately.</summary>
    public long Find(StoreId store, CustomerId customer)
    {
        var hash = Hash(store, customer);
        return Math.Max(_young.Versions.GetValueOrDefault(hash), _old.Versions.GetValueOrDefault(hash));
    }

    private ulong Hash(StoreId store, CustomerId customer) => XxHash3.HashToUInt64(
        MemoryMarshal.AsBytes(customer.Value.AsSpan()),
        _seed ^ unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(store.Value.AsSpan()), _seed)));

    private void Turn(Generation full)
    {
        lock (_turning)
        {
            if (ReferenceEquals(_young, full))
            {
                _old = full;
                _young = new(clock.GetTimestamp());
            }
        }
    }

    private sealed class Generation(long since)
    {
        // Counting what is in the table would lock all of it at each note.
        public int Notes;

        public long Since => since;

        public ConcurrentDictionary<ulong, long> Versions { get; } = new();
    }
}
