using System.Collections.Immutable;
using Orleans.Concurrency;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Catalog;

/// <summary>Answers from this silo's replica. Keeps nothing that matters, so every silo has as many as it needs.</summary>
[GrainType("storefront")]
[StatelessWorker]
internal sealed class StorefrontGrain(
    StoreReplicas replicas, RankingPipeline pipeline, IInteractionLog log, TimeProvider clock) : Grain, IStorefrontGrain
{
    // To find them the whole log is gone over, and every page of a demonstration asks.
    private static readonly TimeSpan SamplesLifetime = TimeSpan.FromSeconds(10);

    private ImmutableArray<CustomerId> _samples = [];
    private int _sampled;
    private long _sampledAt;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public Task<bool> Exists(CancellationToken cancellationToken) => Task.FromResult(replicas.Find(Store) is not null);

    public async Task<Product?> GetProduct(ProductId product, CancellationToken cancellationToken) =>
        (await ReadReplica(cancellationToken))?.Catalog.Find(product);

    public async Task<ImmutableArray<Product>> GetProducts(
        ImmutableArray<ProductId> products, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(products.Length, ProductQuery.MaxCount);
        return await ReadReplica(cancellationToken) is { } replica
            ? [.. products.Select(replica.Catalog.Find).OfType<Product>()]
            : [];
    }

    public async Task<ProductPage> Search(ProductQuery query, CancellationToken cancellationToken)
    {
        var errors = query.Check();
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString(), nameof(query));
        }

        if (await ReadReplica(cancellationToken) is not { } replica)
        {
            return new(0, 0, []);
        }

        if (!query.Products.IsEmpty)
        {
            var given = query.Products.Distinct().Select(replica.Catalog.Find).OfType<Product>()
                .Where(product => Matches(product, query)).ToList();
            return new(replica.Catalog.Version, given.Count, [.. given.Skip(query.Offset).Take(query.Count)]);
        }

        var index = replica.Catalog.Index;
        var places = string.IsNullOrWhiteSpace(query.Text)
            ? query.Category is null
                ? Enumerable.Range(0, index.Products.Length)
                : index.ByCategory.GetValueOrDefault(query.Category, [])
            : index.Search(query.Text);
        var found = places
            .Select(place => replica.Catalog.Find(index.Products[place]))
            .OfType<Product>()
            .Where(product => Matches(product, query))
            .ToList();
        var view = replica.View;
        var page = found.Zip(view.Items.PopularityOf(found.ConvertAll(product => product.Id), view.Counts))
            .OrderByDescending(each => each.Second)
            .ThenBy(each => each.First.Id.Value, StringComparer.Ordinal)
            .Select(each => each.First)
            .Skip(query.Offset)
            .Take(query.Count);
        return new(replica.Catalog.Version, found.Count, [.. page]);
    }

    public async Task<ImmutableArray<CategoryCount>> GetCategories(CancellationToken cancellationToken)
    {
        if (await ReadReplica(cancellationToken) is not { } replica)
        {
            return [];
        }

        var index = replica.Catalog.Index;
        return
        [
            .. index.ByCategory
                .Select(pair => new CategoryCount(pair.Key, pair.Value.Count(place => replica.Catalog.Find(index.Products[place]) is { IsBuyable: true })))
                .Where(count => count.Products > 0)
                .OrderByDescending(count => count.Products),
        ];
    }

    public async Task<ProductList> GetPopular(string? category, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        if (await ReadReplica(cancellationToken) is not { } replica)
        {
            return new(0, null, []);
        }

        var filter = new ProductFilter(replica.Catalog) { Category = category };
        return new(replica.Catalog.Version, null, RankingPipeline.Popular(replica.View, filter, count));
    }

    public async Task<FilledList> GetTrending(string? category, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        return await ReadReplica(cancellationToken) is { } replica
            ? new(replica.Catalog.Version, null, TrendingList.Of(replica.View, category, count))
            : new(0, null, []);
    }

    public async Task<ProductList?> GetSimilar(ProductId product, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        if (await ReadReplica(cancellationToken) is not { } replica || replica.Catalog.Find(product) is not { } found)
        {
            return null;
        }

        var view = replica.View;
        var similar = await pipeline.SimilarAsync(found, view, count, cancellationToken);
        return new(view.Catalog.Version, view.Model?.Version, similar);
    }

    public async Task<FilledList?> GetBoughtTogether(
        ProductId product, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        return await ReadReplica(cancellationToken) is { } replica && replica.Catalog.Find(product) is not null
            ? ListCompanions(replica, [product], count)
            : null;
    }

    public async Task<FilledList> GetBasketCompanions(
        ImmutableArray<ProductId> basket, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        if (basket.IsDefaultOrEmpty || basket.Length > FilledList.MaxBasket)
        {
            throw new ArgumentException($"products: must be from 1 to {FilledList.MaxBasket}", nameof(basket));
        }

        return await ReadReplica(cancellationToken) is { } replica
            ? ListCompanions(replica, basket, count)
            : new(0, null, []);
    }

    public async Task<ImmutableArray<CustomerId>> GetSampleCustomers(int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        if (replicas.Find(Store) is null)
        {
            return [];
        }

        if (_sampled != count || _samples.IsEmpty || clock.GetElapsedTime(_sampledAt) > SamplesLifetime)
        {
            _samples = [.. await log.SampleCustomersAsync(Store, count, cancellationToken)];
            (_sampled, _sampledAt) = (count, clock.GetTimestamp());
        }

        return _samples;
    }

    private static FilledList ListCompanions(StoreReplica replica, ImmutableArray<ProductId> basket, int count)
    {
        var view = replica.View;
        return new(view.Catalog.Version, view.Model?.Version, BoughtTogetherList.Of(view, basket, count));
    }

    private ValueTask<StoreReplica?> ReadReplica(CancellationToken cancellationToken) =>
        replicas.GetCurrentAsync(Store, cancellationToken);

    private static void CheckCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RecommendationRequest.MaxCount);
    }

    private static bool Matches(Product product, ProductQuery query) =>
        (query.IncludeUnavailable || product.IsBuyable) &&
        (query.Category is null || string.Equals(product.Category, query.Category, StringComparison.Ordinal)) &&
        !(product.Price < query.MinPrice) &&
        !(product.Price > query.MaxPrice);
}
