using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// A store's counts in one silo: what is popular or trending, what follows what, what goes together and what is
/// bought together. Built from the log at start
/// and kept up with it by one follower; read by every ranking.
/// </summary>
/// <param name="conduct">What people do not do: whoever does it is not counted. Null: everybody is.</param>
public sealed class StoreCounts(LiveCountOptions options, TimeProvider clock, ConductOptions? conduct = null) : IDisposable
{
    // Of the newest products of a history, each further back counts this much of the one after it.
    private const double Fade = 0.75;
    private const int MaxSteps = 10;

    private readonly ReaderWriterLockSlim _access = new();
    private readonly Dictionary<ProductId, int> _items = [];
    private readonly List<ProductId> _products = [];
    private readonly List<CountRow> _successors = [];
    private readonly List<CountRow> _companions = [];
    private readonly DecayedInterest _interest = new(options.PopularityHalfLife);
    private readonly DecayedInterest _recentInterest = new(options.TrendHalfLife);
    private readonly OrderCounts _orders = new(options);
    private readonly IntervalCounts _intervals = new();
    private readonly CustomerSessions _sessions = new(options);
    private readonly ConcurrentBag<ItemSums> _spare = [];
    private readonly ConductFilter? _conduct = conduct is null ? null : new(conduct);
    private SortedProducts _popular = SortedProducts.None;
    private SortedProducts _trending = SortedProducts.None;
    private long _changes;

    /// <summary>The last log position that the counts hold.</summary>
    public long Position { get; private set; }

    /// <summary>The position that <see cref="Popular"/> was sorted at.</summary>
    public long PopularPosition => Volatile.Read(ref _popular).Position;

    /// <summary>Interactions read.</summary>
    public long Interactions { get; private set; }

    /// <summary>Of them, those of customers who do what people do not.</summary>
    public long LeftOut => _conduct?.LeftOut ?? 0;

    /// <summary>Takes in the next part of the log. Only one caller at a time.</summary>
    public void Apply(IReadOnlyList<LoggedStep> steps)
    {
        _access.EnterWriteLock();
        try
        {
            foreach (var step in steps)
            {
                Apply(step);
            }

            _changes++;
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }

    /// <summary>Returns the popular products, strongest first; at most <see cref="LiveCountOptions.PopularLifetime"/> old.</summary>
    public ImmutableArray<ScoredProduct> Popular() =>
        ReadSorted(ref _popular, () => PopularProducts.Sort(_interest, _products));

    /// <summary>
    /// Returns the products whose share of the interest grows, steepest first, with how many times their usual share they
    /// have; at most <see cref="LiveCountOptions.PopularLifetime"/> old.
    /// </summary>
    public ImmutableArray<ScoredProduct> Trending() => ReadSorted(
        ref _trending, () => TrendingProducts.Sort(_recentInterest, _interest, options.TrendPrior, _products));

    /// <summary>
    /// Returns the products that follow or go with the newest of a history (oldest first), with weights that sum to 1
    /// when there are any. First-order transitions and co-occurrence in sessions count the same.
    /// </summary>
    public ImmutableArray<KeyValuePair<ProductId, double>> Weigh(IReadOnlyList<ProductId> history)
    {
        // Twenty rows name a product many times over: they are added by number, and names are looked at once, at the end.
        if (!_spare.TryTake(out var sums))
        {
            sums = new();
        }

        _access.EnterReadLock();
        try
        {
            sums.EnsureCapacity(_products.Count);
            var weight = 1.0;
            foreach (var product in history.Reverse().Distinct().Take(MaxSteps))
            {
                if (_items.TryGetValue(product, out var item))
                {
                    sums.AddRow(_successors[item], weight);
                    sums.AddRow(_companions[item], weight);
                }

                weight *= Fade;
            }

            var shares = sums.TakeShares(_products);
            _spare.Add(sums);
            return shares;
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    /// <summary>Returns what <see cref="Weigh"/> does, to be looked up.</summary>
    public Dictionary<ProductId, double> Score(IReadOnlyList<ProductId> history) => new(Weigh(history));

    /// <summary>
    /// Returns the products bought in one order with those of a basket, best first. Of a basket that nobody has bought
    /// from, nothing.
    /// </summary>
    public ImmutableArray<ScoredProduct> BoughtTogether(IReadOnlyList<ProductId> basket)
    {
        var scores = new Dictionary<ProductId, double>();
        _access.EnterReadLock();
        try
        {
            foreach (var product in basket.Distinct())
            {
                if (_items.TryGetValue(product, out var item))
                {
                    _orders.AddScores(item, _products, scores);
                }
            }
        }
        finally
        {
            _access.ExitReadLock();
        }

        foreach (var product in basket)
        {
            scores.Remove(product);
        }

        return scores.Select(pair => new ScoredProduct(pair.Key, pair.Value)).StrongestFirst();
    }

    /// <summary>Returns the intervals at which customers buy each product again, and those of the store on the whole.</summary>
    public (IReadOnlyList<IntervalStatistics> Products, IntervalStatistics Store) Intervals(
        IEnumerable<ProductId> products)
    {
        _access.EnterReadLock();
        try
        {
            return (
                [.. products.Select(product => _items.TryGetValue(product, out var item) ? _intervals.Of(item) : default)],
                _intervals.Store);
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    /// <summary>
    /// Forgets what customers did last. What they have added to the sums names nobody, and is gone when the silo counts the log
    /// anew.
    /// </summary>
    public void Forget(IEnumerable<CustomerId> customers)
    {
        _access.EnterWriteLock();
        try
        {
            foreach (var customer in customers)
            {
                _sessions.Forget(customer);
                _conduct?.Forget(customer);
            }
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }

    public void Dispose() => _access.Dispose();

    private ImmutableArray<ScoredProduct> ReadSorted(
        ref SortedProducts list, Func<ImmutableArray<ScoredProduct>> sort)
    {
        var now = clock.GetUtcNow();
        var sorted = Volatile.Read(ref list);
        if (sorted.Changes == Interlocked.Read(ref _changes) || now - sorted.SortedAt < options.PopularLifetime)
        {
            return sorted.Products;
        }

        _access.EnterReadLock();
        try
        {
            sorted = new(sort(), now, _changes, Position);
        }
        finally
        {
            _access.ExitReadLock();
        }

        Volatile.Write(ref list, sorted);
        return sorted.Products;
    }

    private void Apply(LoggedStep step)
    {
        Position = step.Position;
        Interactions++;
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
        _interest.Add(item, weight, interaction.OccurredAt);
        _recentInterest.Add(item, weight, interaction.OccurredAt);
        var (previous, companions) = InteractionWeights.IsSequenceStep(interaction.Kind)
            ? CountSession(interaction, item, (float)weight)
            : (null, []);
        _conduct?.Remember(interaction, new(item, weight, interaction.OccurredAt, previous, companions));
        if (interaction.Kind == InteractionKind.Purchase)
        {
            CountPurchase(interaction, item);
        }
    }

    // What was counted of a customer before it was known what the customer is.
    private void TakeBack(CustomerId customer)
    {
        foreach (var act in _conduct!.TakeBack(customer))
        {
            _interest.Add(act.Item, -act.Weight, act.At);
            _recentInterest.Add(act.Item, -act.Weight, act.At);
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
        _intervals.Add(item, _sessions.AddBought(customer, item, at), at);
        if (_sessions.AddPurchase(customer, item, at) is { } others)
        {
            _orders.Add(item, others);
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
        if (_items.TryGetValue(product, out var item))
        {
            return item;
        }

        item = _products.Count;
        _items[product] = item;
        _products.Add(product);
        _successors.Add(new());
        _companions.Add(new());
        return item;
    }
}

/// <summary>An interaction and its place in the log.</summary>
/// <param name="RecordedAt">
/// Our own clock's, which nobody who records can set; null where it says nothing of when the interaction happened.
/// </param>
public readonly record struct LoggedStep(long Position, Interaction Interaction, DateTimeOffset? RecordedAt = null)
{
    public static LoggedStep Of(LoggedInteraction row) =>
        new(row.Position, row.Interaction, row.IsImported ? null : row.RecordedAt);
}
