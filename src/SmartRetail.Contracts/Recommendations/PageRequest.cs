using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>What a whole page asks for one customer: several lists that show no product twice.</summary>
[GenerateSerializer, Immutable, Alias("PageRequest")]
public sealed record PageRequest
{
    /// <summary>The most slots of a page.</summary>
    public const int MaxSlots = 20;

    /// <summary>The most products of a page.</summary>
    public const int MaxProducts = 500;

    /// <summary>From 1 to <see cref="MaxSlots"/>, the most important first: of a product for two slots the first has it.</summary>
    [Id(0)]
    public ImmutableArray<SlotRequest> Slots { get; init; } = [];

    /// <summary>What no slot shows; at most <see cref="RecommendationRequest.MaxExclude"/>.</summary>
    [Id(1)]
    public ImmutableArray<ProductId> Exclude { get; init; } = [];

    /// <summary>What the store's rules may read of the request.</summary>
    [Id(2)]
    public ImmutableSortedDictionary<string, string> Context { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// Whether each product of a <see cref="PageList.ForYou"/> list carries the reasons why it is shown, as far as they are found in
    /// time.
    /// </summary>
    [Id(3)]
    public bool Explain { get; init; }

    /// <inheritdoc cref="RecommendationRequest.LeastProfileVersion"/>
    [Id(4)]
    public long LeastProfileVersion { get; init; }

    /// <summary>How many products the page has when every slot is full.</summary>
    public int Count => Slots.Sum(slot => slot.Count);

    /// <summary>Returns every bound that the request breaks.</summary>
    public ImmutableArray<FieldError> Check()
    {
        var count = Slots.IsDefault ? 0 : Slots.Length;
        if (count is 0 or > MaxSlots)
        {
            return [new("slots", $"has {count} slots; from 1 to {MaxSlots} are allowed")];
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        errors.AddRange(new RecommendationRequest
        {
            Exclude = Exclude,
            Context = Context,
            LeastProfileVersion = LeastProfileVersion,
        }.Check());
        for (var at = 0; at < count; at++)
        {
            var field = $"slots[{at}]";
            errors.AddRange(Slots[at].Check().Select(error => error with { Field = $"{field}.{error.Field}" }));
            if (Slots.Take(at).Any(before => before.Slot == Slots[at].Slot))
            {
                errors.Add(new($"{field}.slot", "is the name of another slot of this page"));
            }
        }

        if (errors.Count == 0 && Count > MaxProducts)
        {
            errors.Add(new("slots", $"have {Count} products in all; at most {MaxProducts} are allowed"));
        }

        return errors.ToImmutable();
    }
}
