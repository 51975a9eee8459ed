using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using SmartRetail.Client.Theme;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Shop;

/// <summary>
/// Reads the lists of a page with the products in them. A list that cannot be had in time is empty: the page around it
/// is worth more than the list.
/// </summary>
internal sealed class Shelves(IGrainFactory grains, Visit visit, IOptions<RetailClientOptions> options)
{
    private readonly StoreId _store = new(options.Value.ShopStore);

    private IStorefrontGrain Storefront => grains.Storefront(_store);

    public Task<Shelf> ForYouAsync(RecommendationRequest request, CancellationToken cancellationToken) =>
        OrEmpty(async () =>
        {
            var list = await grains.Recommendations(_store, visit.Customer).Recommend(request, cancellationToken);
            var causes = list.Products.SelectMany(product => product.Reasons.Take(1)).Select(reason => reason.Product);
            var products = await LoadAsync(
                [.. list.Products.Select(product => product.Product), .. causes.OfType<ProductId>()],
                cancellationToken);
            return new Shelf(
                [
                    .. from listed in list.Products
                       where products.ContainsKey(listed.Product)
                       select new Card(
                           products[listed.Product],
                           new(list.RecommendationId, listed.Position),
                           list.Tier == RecommendationTier.Popular ? null : Explain(listed, products)),
                ],
                list.Tier);
        });

    public Task<Shelf> PopularAsync(int count, CancellationToken cancellationToken) => OrEmpty(async () =>
    {
        var list = await Storefront.GetPopular(category: null, count, cancellationToken);
        return await FillAsync([.. list.Products.Select(product => product.Product)], cancellationToken);
    });

    public Task<Shelf> SimilarAsync(ProductId product, int count, CancellationToken cancellationToken) =>
        OrEmpty(async () =>
        {
            var list = await Storefront.GetSimilar(product, count, cancellationToken);
            return list is null
                ? Shelf.Empty
                : await FillAsync([.. list.Products.Select(alike => alike.Product)], cancellationToken);
        });

    public Task<Shelf> RecentlyViewedAsync(int count, CancellationToken cancellationToken) => OrEmpty(async () =>
    {
        var viewed = await grains.Customer(_store, visit.Customer).GetRecentlyViewed(count, cancellationToken);
        return await FillAsync(viewed, cancellationToken);
    });

    /// <summary>Returns the products that exist, by their ids.</summary>
    public async Task<Dictionary<ProductId, Product>> LoadAsync(
        IEnumerable<ProductId> products, CancellationToken cancellationToken)
    {
        ImmutableArray<ProductId> ids = [.. products.Distinct().Take(ProductQuery.MaxCount)];
        return ids.IsEmpty
            ? []
            : (await Storefront.GetProducts(ids, cancellationToken)).ToDictionary(product => product.Id);
    }

    private async Task<Shelf> FillAsync(ImmutableArray<ProductId> ids, CancellationToken cancellationToken)
    {
        var products = await LoadAsync(ids, cancellationToken);
        return new([.. ids.Where(products.ContainsKey).Select(id => new Card(products[id]))]);
    }

    private static string? Explain(RecommendedProduct listed, Dictionary<ProductId, Product> products)
    {
        if (listed.Reasons.IsDefaultOrEmpty)
        {
            return null;
        }

        var reason = listed.Reasons[0];
        return reason is { Product: { } cause, Kind: { } kind } && products.TryGetValue(cause, out var product)
            ? $"Because you {Words.Act(kind)} {Words.Title(product.Title)}"
            : Words.Sentence(reason.Text);
    }

    private static async Task<Shelf> OrEmpty(Func<Task<Shelf>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            return Shelf.Empty;
        }
    }
}
