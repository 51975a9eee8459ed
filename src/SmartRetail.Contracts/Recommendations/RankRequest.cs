using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>Products that a page has already, such as a search's, to be put in order for one customer.</summary>
[GenerateSerializer, Immutable, Alias("RankRequest")]
public sealed record RankRequest
{
    /// <summary>The most products of one request.</summary>
    public const int MaxProducts = 1_000;

    /// <summary>From 1 to <see cref="MaxProducts"/>; one that comes again counts once.</summary>
    [Id(0)]
    public ImmutableArray<ProductId> Products { get; init; } = [];

    /// <summary>The place on the page; kept with the impression.</summary>
    [Id(1)]
    public string? Slot { get; init; }

    /// <summary>Whether products that cannot be bought, or that the store hides, are left out, in place of being marked. Default: false.</summary>
    [Id(2)]
    public bool Drop { get; init; }

    /// <inheritdoc cref="RecommendationRequest.LeastProfileVersion"/>
    [Id(3)]
    public long LeastProfileVersion { get; init; }

    /// <summary>Returns every bound that the request breaks.</summary>
    public ImmutableArray<FieldError> Check()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var count = Products.IsDefault ? 0 : Products.Length;
        if (count is 0 or > MaxProducts)
        {
            errors.Add(new("products", $"has {count} products; from 1 to {MaxProducts} are allowed"));
        }

        if (Slot is not null && Identifier.Check("slot", Slot) is { } slot)
        {
            errors.Add(slot);
        }

        errors.AddRange(RecommendationRequest.CheckLeastProfileVersion(LeastProfileVersion));
        return errors.ToImmutable();
    }
}
