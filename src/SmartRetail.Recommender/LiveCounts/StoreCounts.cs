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
/// bought together. Built from the log at start and kept up with it by one follower; read by every ranking, while it is
/// kept up.
/// </summary>
/// <param name="conduct">What people do not do: whoever does it is not counted. Null: everybody is.</param>
public sealed class StoreCounts(LiveCountOptions options, TimeProvider clock, ConductOptions? conduct = null) : IDisposable
{
    // Of the newest products of a history, each further back counts this much of the one after it.
    private const double Fade = 0.75;
    private const int MaxSteps = 10;

    private readonly ReaderWriterLockSlim _access = new();
    private readonly StoreSums _sums = new(options, conduct);
    private readonly ConcurrentBag<ItemSums> _spare = [];
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
    public long LeftOut => _sums.LeftOut;

    /// <summary>Takes in the next part of the log. Only one caller at a time.</summary>
    public void Apply(IReadOnlyList<LoggedStep> steps)
    {
        _access.EnterWriteLock();
        try
        {
            foreach (var step in steps)
            {
                Position = step.Position;
                Interactions++;
                _sums.Add(step);
            }

            _changes++;
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }

    /// <summary>Returns the popular products, strongest first; at most <see cref="LiveCountOptions.PopularLifetime"/> old.</summary>
    public ImmutableArray<ScoredProduct> Popular() => PopularList().Products;

    /// <summary>As <see cref="Popular"/>, with the products' numbers.</summary>
    internal SortedProducts PopularList() =>
        ReadSorted(ref _popular, () => PopularProducts.Sort(_sums.Interest, _sums.Products));

    /// <summary>Returns the number of each of the products, or -1 where the counts know nothing of it.</summary>
    public int[] NumbersOf(IReadOnlyCollection<ProductId> products)
    {
        ArgumentNullException.ThrowIfNull(products);
        _access.EnterReadLock();
        try
        {
            return [.. products.Select(product => _sums.Products.TryFind(product, out var number) ? number : -1)];
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    /// <summary>
    /// Returns the products whose share of the interest grows, steepest first, with how many times their usual share they
    /// have; at most <see cref="LiveCountOptions.PopularLifetime"/> old.
    /// </summary>
    public ImmutableArray<ScoredProduct> Trending() => ReadSorted(
        ref _trending, () => TrendingProducts.Sort(_sums.RecentInterest, _sums.Interest, options.TrendPrior, _sums.Products)).Products;

    /// <summary>
    /// Returns the products that follow or go with the newest of a history (oldest first), with weights that sum to 1
    /// when there are any. First-order transitions and co-occurrence in sessions count the same.
    /// </summary>
    public CountShares Weigh(IReadOnlyList<ProductId> history)
    {
        // Twenty rows name a product many times over: they are added by number, and names are looked at once, at the end.
        if (!_spare.TryTake(out var shares))
        {
            shares = new();
        }

        _access.EnterReadLock();
        try
        {
            shares.EnsureCapacity(_sums.Products.Count);
            var weight = 1.0;
            foreach (var product in history.Reverse().Distinct().Take(MaxSteps))
            {
                if (_sums.Products.TryFind(product, out var item))
                {
                    shares.AddRow(_sums.SuccessorsOf(item), weight);
                    shares.AddRow(_sums.CompanionsOf(item), weight);
                }

                weight *= Fade;
            }

            var weights = shares.TakeShares(_sums.Products);
            _spare.Add(shares);
            return weights;
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    /// <summary>Returns what <see cref="Weigh"/> does, to be looked up.</summary>
    public Dictionary<ProductId, double> Score(IReadOnlyList<ProductId> history) => Weigh(history).ToDictionary();

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
                if (_sums.Products.TryFind(product, out var item))
                {
                    _sums.Orders.AddScores(item, _sums.Products, scores);
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

        return
        [
            .. scores.Select(pair => (Scored: new ScoredProduct(pair.Key, pair.Value), Number: 0)).StrongestFirst()
                .Select(each => each.Scored),
        ];
    }

    /// <summary>Returns the intervals at which customers buy each product again, and those of the store on the whole.</summary>
    public (IReadOnlyList<IntervalStatistics> Products, IntervalStatistics Store) Intervals(
        IEnumerable<ProductId> products)
    {
        _access.EnterReadLock();
        try
        {
            return (
                [.. products.Select(product => _sums.Products.TryFind(product, out var item) ? _sums.Intervals.Of(item) : default)],
                _sums.Intervals.Store);
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
                _sums.Forget(customer);
            }
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }

    public void Dispose() => _access.Dispose();

    private SortedProducts ReadSorted(ref SortedProducts list, Func<IEnumerable<(ScoredProduct Scored, int Number)>> sort)
    {
        var now = clock.GetUtcNow();
        var sorted = Volatile.Read(ref list);
        if (sorted.Changes == Interlocked.Read(ref _changes) || now - sorted.SortedAt < options.PopularLifetime)
        {
            return sorted;
        }

        _access.EnterReadLock();
        try
        {
            var products = sort().ToList();
            sorted = new(
                [.. products.Select(each => each.Scored)],
                [.. products.Select(each => each.Number)],
                now,
                _changes,
                Position);
        }
        finally
        {
            _access.ExitReadLock();
        }

        Volatile.Write(ref list, sorted);
        return sorted;
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
