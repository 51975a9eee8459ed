using System.Collections.Immutable;
using System.Globalization;
using Orleans.Runtime;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.LoadTests.Calls;

/// <summary>The calls straight to the grains, as a web process makes them: what HTTP and JSON cost is left out.</summary>
internal sealed class OrleansCalls(RetailClient client, StoreId store) : IStoreCalls
{
    private IGrainFactory Grains => client.Grains;

    public Task<ShownList> RecommendAsync(
        string customer, int count, long known, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var request = new RecommendationRequest { Count = count, LeastProfileVersion = known };
        var list = await Grains.Recommendations(store, new(customer)).Recommend(request, cancellationToken);
        return new ShownList(
            [.. list.Products.Select(product => product.Product.Value)],
            list.RecommendationId.Value,
            list.ProfileVersion,
            TierName(list.Tier));
    });

    public Task<ShownList> ListSimilarAsync(string product, int count, CancellationToken cancellationToken) => CallAsync(async () =>
        ToList(await Grains.Storefront(store).GetSimilar(new(product), count, cancellationToken)));

    public Task<ShownList> ListBoughtTogetherAsync(string product, int count, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var list = await Grains.Storefront(store).GetBoughtTogether(new(product), count, cancellationToken);
            return new ShownList([.. list?.Products.Select(each => each.Product.Value) ?? []]);
        });

    public Task<ShownList> ListPopularAsync(int count, CancellationToken cancellationToken) => CallAsync(async () =>
        ToList(await Grains.Storefront(store).GetPopular(category: null, count, cancellationToken)));

    public Task<ShownList> SearchAsync(string text, int count, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var page = await Grains.Storefront(store).Search(new() { Text = text, Count = count }, cancellationToken);
        return new ShownList([.. page.Products.Select(product => product.Id.Value)]);
    });

    public Task<RecordAnswer> RecordAsync(string customer, IReadOnlyList<Act> acts, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var interactions = acts.Select(act => new Interaction
            {
                Id = new(act.Number.ToString(CultureInfo.InvariantCulture)),
                Customer = new(customer),
                Kind = act.Kind,
                Product = act.Product is { } product ? new(product) : null,
                Query = act.Query,
                RecommendationId = act.List is { } list ? new(list) : null,
                Position = act.List is null ? null : act.Position,
                OccurredAt = now,
            }).ToImmutableArray();
            var receipt = await Grains.Customer(store, new(customer)).Record(interactions, cancellationToken);
            return receipt.RetryAfter is { } wait
                ? throw new CallFailedException("the log takes no more now", mayRetry: true, wait)
                : new RecordAnswer(receipt.Accepted, receipt.Duplicates, receipt.ProfileVersion);
        });

    public Task<long> MergeAsync(string known, string anonymous, CancellationToken cancellationToken) => CallAsync(async () =>
        (await Grains.Customer(store, new(anonymous)).MergeInto(new(known), cancellationToken)).ProfileVersion);

    public Task<long> GetVersionAsync(string customer, CancellationToken cancellationToken) => CallAsync(async () =>
        (await Grains.Customer(store, new(customer)).GetProfile(cancellationToken)).Version);

    public Task<IReadOnlyList<StoreProduct>> ListProductsAsync(int offset, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<StoreProduct>>(async () =>
        {
            var query = new ProductQuery { Offset = offset, Count = ProductQuery.MaxCount };
            var page = await Grains.Storefront(store).Search(query, cancellationToken);
            return [.. page.Products.Select(product => new StoreProduct(product.Id.Value, product.Title, product.Category, product.Price))];
        });

    public Task PutStockAsync(StoreProduct product, int? stock, CancellationToken cancellationToken) => CallAsync(() =>
    {
        var changed = new Product
        {
            Id = new(product.Id),
            Title = product.Title,
            Category = product.Category,
            Price = product.Price,
            Stock = stock,
        };
        return Grains.Catalog(store).Put([changed], cancellationToken);
    });

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static ShownList ToList(ProductList? list) => new([.. list?.Products.Select(each => each.Product.Value) ?? []]);

    private static string TierName(RecommendationTier tier) => tier switch
    {
        RecommendationTier.Personal => "personal",
        RecommendationTier.Session => "session",
        RecommendationTier.Counts => "counts",
        _ => "popular",
    };

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (UnavailableException away)
        {
            throw new CallFailedException(away.Message, mayRetry: true, away.RetryAfter, away);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            // A silo is gone or slow; its grains answer elsewhere in a while.
            throw new CallFailedException(failure.Message, mayRetry: true, inner: failure);
        }
    }
}
