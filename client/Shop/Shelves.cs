using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Shop.Parts;
using SmartRetail.Client.Theme;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using static SmartRetail.Client.Languages.Texts;

namespace SmartRetail.Client.Shop;

/// <summary>
/// Reads the lists of a page with the products in them. A list that cannot be had in time is empty: the page around it
/// is worth more than the list.
/// </summary>
internal sealed class Shelves(
    IGrainFactory grains, AcknowledgedVersions acknowledged, Visit visit, IOptions<RetailClientOptions> options)
{
    // Only what would be on the first pages is put in the shopper's order; the rest stays as popular as it is.
    private const int Ranked = 8 * Pager.Size;

    private readonly StoreId _store = new(options.Value.ShopStore);

    private IStorefrontGrain Storefront => grains.Storefront(_store);

    private IRecommendationGrain Recommendations => grains.Recommendations(_store, visit.Customer);

    /// <summary>Returns the shelves of a page, which show no product twice, by their slots.</summary>
    public async Task<PageShelves> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var page = await Recommendations.GetPage(
                acknowledged.Complete(request with { Explain = true }, _store, visit.Customer), cancellationToken);
            var listed = page.Slots.SelectMany(slot => slot.Products).ToList();
            var causes = listed.SelectMany(product => product.Reasons.Take(1)).Select(reason => reason.Product);
            var products = await LoadAsync(
                [.. listed.Select(product => product.Product), .. causes.OfType<ProductId>()], cancellationToken);
            return new(page.Slots.ToDictionary(slot => slot.Slot, slot => ToShelf(slot, products)));
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            return await ReadPopularAsync(request, cancellationToken);
        }
    }

    /// <summary>Finds products; those that are found first are put in the order of the shopper's own taste.</summary>
    /// <param name="page">The first is 1.</param>
    public async Task<Found> FindAsync(
        ProductQuery query, string slot, int page, CancellationToken cancellationToken)
    {
        var first = (page - 1) * Pager.Size;
        if (first >= Ranked)
        {
            var far = await Storefront.Search(query with { Offset = first, Count = Pager.Size }, cancellationToken);
            return new(far.Total, new([.. far.Products.Select(product => new Card(product))]));
        }

        var found = await Storefront.Search(query with { Offset = 0, Count = Ranked }, cancellationToken);
        var cards = await RankAsync(found.Products, slot, cancellationToken);
        return new(
            found.Total - (found.Products.Length - cards.Cards.Length),
            cards with { Cards = [.. cards.Cards.Skip(first).Take(Pager.Size)] });
    }

    /// <summary>Returns the products that exist, by their ids.</summary>
    public async Task<Dictionary<ProductId, Product>> LoadAsync(
        IEnumerable<ProductId> products, CancellationToken cancellationToken)
    {
        ImmutableArray<ProductId> ids = [.. products.Distinct().Take(ProductQuery.MaxCount)];
        return ids.IsEmpty
            ? []
            : (await Storefront.GetProducts(ids, cancellationToken)).ToDictionary(product => product.Id);
    }

    // What needs no customer is answered by whichever silo this process talks to.
    private async Task<PageShelves> ReadPopularAsync(PageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var first = request.Slots.First(slot => slot.List == PageList.ForYou);
            var list = await Storefront.GetPopular(category: null, first.Count, cancellationToken);
            var products = await LoadAsync(list.Products.Select(scored => scored.Product), cancellationToken);
            Shelf popular = new([.. products.Values.Select(product => new Card(product))], RecommendationTier.Popular);
            return new(new Dictionary<string, Shelf> { [first.Slot] = popular });
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            return PageShelves.Empty;
        }
    }

    private async Task<Shelf> RankAsync(
        ImmutableArray<Product> products, string slot, CancellationToken cancellationToken)
    {
        if (products.IsEmpty)
        {
            return Shelf.Empty;
        }

        try
        {
            var request = new RankRequest { Products = [.. products.Select(product => product.Id)], Slot = slot, Drop = true };
            var list = await Recommendations.Rank(
                acknowledged.Complete(request, _store, visit.Customer), cancellationToken);
            var byId = products.ToDictionary(product => product.Id);
            return new(
                [.. list.Products.Select(ranked => new Card(byId[ranked.Product], new(list.RecommendationId, ranked.Position)))],
                list.Tier);
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            return new([.. products.Select(product => new Card(product))]);
        }
    }

    private static Shelf ToShelf(PageSlot slot, Dictionary<ProductId, Product> products) => new(
        [
            .. from listed in slot.Products
               where products.ContainsKey(listed.Product)
               select new Card(
                   products[listed.Product],
                   new(slot.RecommendationId, listed.Position),
                   slot.Tier is null or RecommendationTier.Popular ? null : Explain(listed, products)),
        ],
        slot.Tier);

    private static string? Explain(RecommendedProduct listed, Dictionary<ProductId, Product> products) =>
        listed.Reasons is [{ Product: { } cause, Kind: { } kind }, ..] && products.TryGetValue(cause, out var product)
            ? T("Because you {0} {1}", Words.Act(kind), Words.Title(product.Title))
            : listed.Reasons is [{ Product: null } general, ..] ? Words.Sentence(T(general.Text)) : null;
}
