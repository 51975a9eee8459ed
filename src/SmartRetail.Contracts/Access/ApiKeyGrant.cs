using System.Collections.Immutable;

namespace SmartRetail.Contracts.Access;

/// <summary>What a key opens, and how much of it.</summary>
/// <param name="Name">What logs, the audit trail and the console call its holder.</param>
/// <param name="Stores">The stores it is for; a single <see cref="AllStores"/> means all.</param>
/// <param name="Origins">
/// The origins whose pages may carry it, such as <c>https://shop.example</c>. A key with origins is public: everybody can read
/// it in a page.
/// </param>
/// <param name="RequestsPerMinute">
/// How many requests it may make, a public one from each address. Null: as many as it likes, or <see cref="PublicRate"/>.
/// </param>
/// <param name="MaxConcurrent">How many of its requests may be under way at a time. Null: as many as it likes.</param>
/// <param name="ExpiresAt">When it ends by itself; null for never.</param>
[GenerateSerializer, Immutable, Alias("ApiKeyGrant")]
public sealed record ApiKeyGrant(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<string> Stores,
    [property: Id(2)] ImmutableArray<Scope> Scopes,
    [property: Id(3)] ImmutableArray<string> Origins,
    [property: Id(4)] int? RequestsPerMinute = null,
    [property: Id(5)] int? MaxConcurrent = null,
    [property: Id(6)] DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The product attributes that a public key may read, such as one with a picture's address.</summary>
    [Id(7)]
    public ImmutableArray<string> PublicAttributes { get; init; } = [];

    /// <summary>The store name that stands for all of them.</summary>
    public const string AllStores = "*";

    /// <summary>What a public key without a rate of its own may send from each address, in requests a minute.</summary>
    public const int PublicRate = 1_200;

    public bool IsPublic => !Origins.IsEmpty;

    /// <summary>Whether the other opens nothing that this does not: nobody gives what he has not.</summary>
    public bool Includes(ApiKeyGrant other) =>
        other.Scopes.All(Scopes.Contains)
        && (Stores.Contains(AllStores) || other.Stores.All(Stores.Contains));
}
