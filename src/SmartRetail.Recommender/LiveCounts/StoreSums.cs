using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>What has been counted of a store's interactions, by the numbers that products get as they come up.</summary>
/// <remarks>Not thread-safe: <see cref="StoreCounts"/> keeps those who read and the one who adds apart.</remarks>
internal sealed class StoreSums(LiveCountOptions options, ConductOptions? conduct)
{
    private readonly List<CountRow> _successors = [];
    private readonly List<CountRow> _companions = [];
    private readonly CustomerSessions _sessions = new(options);
    private readonly ConductFilter? _conduct = conduct is null ? null : new(conduct);

    /// <summary>The products by their numbers.</summary>
    public ProductNumbers Products { get; } = new();

    public DecayedInterest Interest { get; } = new(options.PopularityHalfLife);

    /// <summary>As <see cref="Interest"/>, of a shorter memory.</summary>
    public DecayedInterest RecentInterest { get; } = new(options.TrendHalfLife);

    public OrderCounts Orders { get; } = new(options);

    public IntervalCounts Intervals { get; } = new();

    /// <summary>How many interactions were not counted for what their customers do.</summary>
    public long LeftOut => _conduct?.LeftOut ?? 0;

    /// <summary>What comes next after the product.</summary>
    public CountRow SuccessorsOf(int item) => _successors[item];

    /// <summary>What is in a session with the product.</summary>
    public CountRow CompanionsOf(int item) => _companions[item];

    /// <summary>Counts an interaction, unless its customer does what people do not.</summary>
    public void Add(LoggedStep step)
    {
        if (step.Interaction.Product is not { } product)
        {
            return;
        }

        var item = Item(product);
        var interaction = step.Interaction;
        if (_conduct?.Counts(interaction, item, step.RecordedAt ?? interaction.OccurredAt) == false)
        {
            TakeBack(interaction.Customer);
            return;
        }

        var weight = InteractionWeights.Of(interaction);
        Interest.Add(item, weight, interaction.OccurredAt);
        RecentInterest.Add(item, weight, interaction.OccurredAt);
        var (previous, companions) = InteractionWeights.IsSequenceStep(interaction.Kind)
            ? CountSession(interaction, item, (float)weight)
            : (null, []);
        _conduct?.Remember(interaction, new(item, weight, interaction.OccurredAt, previous, companions));
        if (interaction.Kind == InteractionKind.Purchase)
        {
            CountPurchase(interaction, item);
        }
    }

    /// <summary>Forgets what the customer did last; what it has added to the sums stays.</summary>
    public void Forget(CustomerId customer)
    {
        _sessions.Forget(customer);
        _conduct?.Forget(customer);
    }

    // What was counted of a customer before it was known what the customer is.
    private void TakeBack(CustomerId customer)
    {
        foreach (var act in _conduct!.TakeBack(customer))
        {
            Interest.Add(act.Item, -act.Weight, act.At);
            RecentInterest.Add(act.Item, -act.Weight, act.At);
            if (act.Previous is { } previous)
            {
                _successors[previous].TakeBack(act.Item, (float)act.Weight);
            }

            foreach (var companion in act.Companions)
            {
                _companions[companion].TakeBack(act.Item, (float)act.Weight);
                _companions[act.Item].TakeBack(companion, (float)act.Weight);
            }
        }
    }

    private void CountPurchase(Interaction interaction, int item)
    {
        var (customer, at) = (interaction.Customer, interaction.OccurredAt);
        Intervals.Add(item, _sessions.AddBought(customer, item, at), at);
        if (_sessions.AddPurchase(customer, item, at) is { } others)
        {
            Orders.Add(item, others);
        }
    }

    /// <summary>Returns what it was counted with.</summary>
    private (int? Previous, int[] Companions) CountSession(Interaction interaction, int item, float weight)
    {
        var (previous, companions) = _sessions.Add(interaction.Customer, item, interaction.OccurredAt);
        if (previous == item)
        {
            previous = null;
        }

        if (previous is { } before)
        {
            _successors[before].Add(item, weight, options.RowLength);
        }

        foreach (var companion in companions)
        {
            _companions[companion].Add(item, weight, options.RowLength);
            _companions[item].Add(companion, weight, options.RowLength);
        }

        return (previous, companions);
    }

    private int Item(ProductId product)
    {
        var item = Products.Number(product, out var isNew);
        if (isNew)
        {
            _successors.Add(new());
            _companions.Add(new());
        }

        return item;
    }
}
