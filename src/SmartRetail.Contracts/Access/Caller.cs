using System.Collections.Immutable;
using System.Text;

namespace SmartRetail.Contracts.Access;

/// <summary>For whom a call is made, and which stores' grains it may reach.</summary>
/// <param name="Name">Of the key, or of the process that calls for itself.</param>
/// <param name="Stores">A single <see cref="ApiKeyGrant.AllStores"/> means all.</param>
public sealed record Caller(string Name, ImmutableArray<string> Stores)
{
    private readonly ImmutableArray<byte[]> _stores = [.. Stores.Select(Encoding.UTF8.GetBytes)];

    public bool IsForAllStores { get; } = Stores.Contains(ApiKeyGrant.AllStores);

    /// <summary>A process of the cluster that calls for nobody: it follows keys, asks for health, takes up what was cut short.</summary>
    public static Caller Platform { get; } = new("the platform", [ApiKeyGrant.AllStores]);

    /// <param name="store">The store's id in UTF-8, as it lies in grain keys.</param>
    public bool Covers(ReadOnlySpan<byte> store)
    {
        if (IsForAllStores)
        {
            return true;
        }

        foreach (var own in _stores)
        {
            if (store.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }
}
