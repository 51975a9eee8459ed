using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Features;

/// <summary>
/// What one customer's interactions tell, in bounded memory. <see cref="Apply"/> is the only way in, for grain,
/// training and tests alike, so that training and serving cannot drift apart.
/// </summary>
[GenerateSerializer, Alias("CustomerFeatures")]
public sealed partial class CustomerFeatures
{
    /// <summary>The number of the serialized form that snapshots carry: with another one the log is read from its start.</summary>
    public const int Format = 2;

    private const int HoursPerWeek = 168;

    [Id(0)]
    private readonly Queue<HistoryStep> _history = new();

    [Id(1)]
    private readonly SortedDictionary<InteractionKind, long> _counts = [];

    [Id(2)]
    private readonly DecayedWeights _categories = new();

    [Id(3)]
    private readonly DecayedWeights _brands = new();

    [Id(4)]
    private readonly PriceLevel _prices = new();

    [Id(5)]
    private readonly PurchaseHistory _purchases = new();

    [Id(6)]
    private readonly HashSet<ProductId> _disliked = [];

    [Id(7)]
    private readonly HashSet<ProductId> _basket = [];

    [Id(8)]
    private readonly int[] _hourOfWeek = new int[HoursPerWeek];

    /// <summary>Grows by one with each interaction, and by more when other customers are merged into this one or no longer.</summary>
    [Id(9)]
    public long Version { get; private set; }

    [Id(10)]
    public int Sessions { get; private set; }

    [Id(11)]
    public DateTimeOffset? FirstSeenAt { get; private set; }

    [Id(12)]
    public DateTimeOffset? LastSeenAt { get; private set; }

    /// <summary>The state of merges, consent and erasure that these features were begun with; a part of the version.</summary>
    [Id(13)]
    public long Revision { get; private set; }

    /// <summary>The newest interactions, oldest first.</summary>
    public IEnumerable<HistoryStep> History => _history;

    public IReadOnlyDictionary<ProductId, PurchaseRecord> Purchases => _purchases.Purchases;

    public IReadOnlySet<ProductId> Disliked => _disliked;

    /// <summary>Products put into the basket and neither removed nor bought since.</summary>
    public IReadOnlySet<ProductId> Basket => _basket;

    /// <summary>Returns features without an interaction, of a customer in the given state of merges, consent and erasure.</summary>
    public static CustomerFeatures BeginAt(long revision) => new() { Version = revision, Revision = revision };

    /// <summary>Takes in the next interaction of the log.</summary>
    /// <param name="product">The product as the catalog knows it now; null when it does not.</param>
    public void Apply(Interaction interaction, Product? product, FeatureOptions options)
    {
        Version++;
        _counts[interaction.Kind] = _counts.GetValueOrDefault(interaction.Kind) + 1;
        _history.Enqueue(new(
            interaction.Kind, interaction.Product, interaction.OccurredAt, interaction.Quantity, interaction.Price,
            interaction.Query));
        while (_history.Count > options.HistoryLength)
        {
            _history.Dequeue();
        }

        ApplyTime(interaction.OccurredAt, options.SessionGap);
        var weight = InteractionWeights.Of(interaction);
        if (product is not null)
        {
            _categories.Add(product.Category, weight, interaction.OccurredAt, options.HalfLife);
            if (product.Brand is not null)
            {
                _brands.Add(product.Brand, weight, interaction.OccurredAt, options.HalfLife);
            }
        }

        _prices.Apply(interaction, product?.Price, options.HalfLife);
        _purchases.Apply(interaction);
        ApplySets(interaction);
    }

    /// <summary>Counts the next interaction of the log without taking anything in of it.</summary>
    public void Skip() => Version++;

    /// <summary>
    /// Takes the catalog's own texts in place of equal ones that were read from a snapshot: all customers then share one id of a
    /// product, where each of them would have its own.
    /// </summary>
    /// <param name="find">Returns the product as the catalog has it; null when it does not.</param>
    public void ShareTexts(Func<ProductId, Product?> find)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = _history.Count; left > 0; left--)
        {
            var step = _history.Dequeue();
            if (step.Product is { } id && find(id) is { } product)
            {
                step = step with { Product = product.Id };
                names[product.Category] = product.Category;
                names[product.Brand ?? product.Category] = product.Brand ?? product.Category;
            }

            _history.Enqueue(step);
        }

        _categories.ShareNames(names);
        _brands.ShareNames(names);
        _purchases.ShareIds(find);
        ShareIds(_basket, find);
        ShareIds(_disliked, find);
    }

    /// <summary>Returns what a ranking reads.</summary>
    public RankingInput ToRankingInput(int historyLength) => new(
        Version,
        [
            .. _history.Where(step => step.Product is not null).TakeLast(historyLength)
                .Select(step => new TimedStep(step.Product!.Value, step.Kind, step.OccurredAt)),
        ],
        _purchases.Purchases.ToDictionary(pair => pair.Key, pair => pair.Value.LastAt),
        [.. _disliked],
        [.. _basket]);

    /// <summary>Returns what a page shows.</summary>
    public CustomerProfile ToProfile(CustomerId customer, DateTimeOffset now, FeatureOptions options) => new(
        customer,
        Version,
        [.. _history.Reverse().Select(step => new ProfileInteraction(
            step.Kind, step.Product, step.OccurredAt, step.Quantity, step.Price, step.Query))],
        [.. _counts.Select(pair => new KindCount(pair.Key, pair.Value))],
        // As of the last interaction: affinities of a customer long gone should read as they were, not as zero.
        ToAffinities(_categories, LastSeenAt ?? now, options),
        ToAffinities(_brands, LastSeenAt ?? now, options),
        _prices.Mean,
        Sessions,
        FirstSeenAt,
        LastSeenAt,
        _purchases.Spent,
        [.. _purchases.Purchases.OrderByDescending(pair => pair.Value.LastAt)
            .ThenBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => pair.Key).Take(options.HistoryLength)],
        [.. _disliked.OrderBy(product => product.Value, StringComparer.Ordinal)],
        [.. _hourOfWeek]);

    private static ImmutableArray<Affinity> ToAffinities(
        DecayedWeights weights, DateTimeOffset at, FeatureOptions options) =>
        [.. weights.At(at, options.HalfLife).Select(pair => new Affinity(pair.Key, pair.Value))];

    private static void ShareIds(HashSet<ProductId> products, Func<ProductId, Product?> find)
    {
        ProductId[] all = [.. products];
        products.Clear();
        products.UnionWith(all.Select(id => find(id)?.Id ?? id));
    }

    private void ApplyTime(DateTimeOffset at, TimeSpan sessionGap)
    {
        if (LastSeenAt is null || at - LastSeenAt > sessionGap)
        {
            Sessions++;
        }

        FirstSeenAt = FirstSeenAt is { } first && first < at ? first : at;
        LastSeenAt = LastSeenAt is { } last && last > at ? last : at;
        var utc = at.UtcDateTime;
        _hourOfWeek[(((int)utc.DayOfWeek + 6) % 7 * 24) + utc.Hour]++;
    }

    private void ApplySets(Interaction interaction)
    {
        if (interaction.Product is not { } product)
        {
            return;
        }

        switch (interaction.Kind)
        {
            case InteractionKind.AddToCart:
                _basket.Add(product);
                break;
            case InteractionKind.RemoveFromCart:
            case InteractionKind.Purchase:
                _basket.Remove(product);
                break;
            case InteractionKind.Dislike:
                _disliked.Add(product);
                break;
            case InteractionKind.Like:
                _disliked.Remove(product);
                break;
            default:
                break;
        }
    }
}
