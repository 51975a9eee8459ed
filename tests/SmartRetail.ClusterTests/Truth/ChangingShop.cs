using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>A store whose products and rules change at random, and what of it was acknowledged when.</summary>
internal sealed class ChangingShop
{
    // More than there are shoppers: so some ask and are answered in between.
    private const int AnswersBetweenChanges = 30;

    private readonly StoreId _store;
    private readonly IGrainFactory _grains;
    private readonly Dictionary<ProductId, ChangeHistory<Product?>> _products;
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _acknowledgedVersion;
    private int _changes;

    public ChangingShop(StoreId store, IGrainFactory grains, IReadOnlyList<Product> products)
    {
        _store = store;
        _grains = grains;
        Ids = [.. products.Select(product => product.Id)];
        _products = products.ToDictionary(product => product.Id, product => new ChangeHistory<Product?>(product, Moments));
        Rules = new(ShopRules.None, Moments);
    }

    public Moments Moments { get; } = new();

    public IReadOnlyList<ProductId> Ids { get; }

    public ChangeHistory<ShopRules> Rules { get; }

    /// <summary>No answer that is asked for from now on may be of an older catalog.</summary>
    public long AcknowledgedVersion => Interlocked.Read(ref _acknowledgedVersion);

    public int Changes => Volatile.Read(ref _changes);

    public IReadOnlyList<Product?> ProductBetween(ProductId product, long asked, long answered) =>
        _products[product].Between(asked, answered);

    /// <summary>Tells writers that one more answer was given: some are asked for while nothing changes.</summary>
    public void Answered() => Interlocked.Exchange(
        ref _answered, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Changes some of the products, again and again. Each product has one such writer.</summary>
    public async Task ChangeProducts(IReadOnlyList<ProductId> products, Random chance, CancellationToken ending)
    {
        while (await WaitForAnswers(chance.Next(2 * AnswersBetweenChanges), ending))
        {
            var changed = chance.GetItems([.. products], chance.Next(1, 4)).Distinct().ToList();
            if (chance.Next(12) == 0)
            {
                _products[changed[0]].Begin(null);
                Acknowledge(
                    await Repeat(() => _grains.Catalog(_store).Remove(changed[0]), ending) ?? 0, changed[..1]);
                continue;
            }

            var put = changed.ConvertAll(product => Draw(product, chance));
            put.ForEach(product => _products[product.Id].Begin(product));
            Acknowledge(await Repeat(() => _grains.Catalog(_store).Put([.. put]), ending), changed);
        }
    }

    /// <summary>Changes the store's rules, again and again.</summary>
    public async Task ChangeRules(Random chance, CancellationToken ending)
    {
        while (await WaitForAnswers(chance.Next(4 * AnswersBetweenChanges), ending))
        {
            var rules = ShopRules.Draw(chance, Ids);
            Rules.Begin(rules);
            var outcome = await Repeat(
                () => _grains.Store(_store).PutSettings(rules.ToSettings(Ids[chance.Next(Ids.Count)])), ending);
            Rules.Acknowledge();
            Acknowledge(outcome.CatalogVersion, []);
        }
    }

    private async Task<bool> WaitForAnswers(int count, CancellationToken ending)
    {
        for (var answer = 0; answer < count && !ending.IsCancellationRequested; answer++)
        {
            await Volatile.Read(ref _answered).Task.WaitAsync(ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !ending.IsCancellationRequested;
    }

    private void Acknowledge(long version, IReadOnlyList<ProductId> products)
    {
        foreach (var product in products)
        {
            _products[product].Acknowledge();
        }

        Interlocked.Increment(ref _changes);
        for (var known = AcknowledgedVersion;
            version > known && Interlocked.CompareExchange(ref _acknowledgedVersion, version, known) != known;)
        {
            known = AcknowledgedVersion;
        }
    }

    // A change whose answer was lost may hold or not: it is made again until it is acknowledged.
    private static async Task<T> Repeat<T>(Func<Task<T>> change, CancellationToken ending)
    {
        while (true)
        {
            try
            {
                return await change();
            }
            catch (Exception error) when (error is TimeoutException or UnavailableException)
            {
                ending.ThrowIfCancellationRequested();
            }
        }
    }

    private static Product Draw(ProductId product, Random chance) => new()
    {
        Id = product,
        Title = $"Product {product}",
        Category = chance.Next(2) == 0 ? "even" : "odd",
        Brand = chance.Next(2) == 0 ? "maker" : null,
        Price = chance.Next(1, 100),
        Available = chance.Next(4) > 0,
        Stock = chance.Next(3) switch { 0 => 0, 1 => null, _ => chance.Next(1, 9) },
    };
}
