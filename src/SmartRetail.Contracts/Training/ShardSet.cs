using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SmartRetail.Contracts.Training;

/// <summary>
/// Some of the 64 shards that a store's customers are in, by hash, so that who reads a shard needs to ask nobody whose
/// customers they are.
/// </summary>
/// <param name="Bits">Bit n stands for shard n.</param>
[GenerateSerializer, Immutable, Alias("ShardSet")]
public readonly record struct ShardSet([property: Id(0)] ulong Bits)
{
    /// <summary>How many shards there are.</summary>
    public const int Shards = 64;

    /// <summary>All shards: the whole store.</summary>
    public static ShardSet All { get; } = new(ulong.MaxValue);

    public int Count => BitOperations.PopCount(Bits);

    public bool IsEmpty => Bits == 0;

    public bool IsAll => Bits == ulong.MaxValue;

    /// <summary>The shard of a customer: the first byte of the id's SHA-256, modulo 64, which a database computes too.</summary>
    public static int Of(CustomerId customer) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(customer.Value))[0] % Shards;

    public bool Contains(int shard) => (Bits & (1UL << shard)) != 0;

    public ShardSet With(int shard) => new(Bits | (1UL << shard));

    public ShardSet Without(ShardSet other) => new(Bits & ~other.Bits);

    public ShardSet Union(ShardSet other) => new(Bits | other.Bits);

    /// <summary>The first <paramref name="count"/> of these, in order.</summary>
    public ShardSet First(int count)
    {
        var (left, taken) = (Bits, 0UL);
        for (; count > 0 && left != 0; count--)
        {
            var lowest = left & (~left + 1);
            (left, taken) = (left & ~lowest, taken | lowest);
        }

        return new(taken);
    }

    public ImmutableArray<int> ToArray()
    {
        var set = this;
        return [.. Enumerable.Range(0, Shards).Where(set.Contains)];
    }
}
