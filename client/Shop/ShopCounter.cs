using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Shop;

/// <summary>Looks up what the customer points at, as the catalog has it now.</summary>
internal sealed class ShopCounter(IGrainFactory grains, Shelves shelves, IOptions<RetailClientOptions> options)
{
    private readonly StoreId _store = new(options.Value.ShopStore);

    /// <summary>Returns the product, or null when the id is none or the catalog has no such product.</summary>
    public async Task<Product?> FindAsync(string? id, CancellationToken cancellationToken) =>
        Identifier.Check("product", id) is null
            ? await grains.Storefront(_store).GetProduct(new(id!), cancellationToken)
            : null;

    /// <summary>Returns the basket's lines that can be bought now, with their products at today's price.</summary>
    public async Task<ImmutableArray<(BasketLine Line, Product Product)>> PriceAsync(
        Basket basket, CancellationToken cancellationToken)
    {
        var products = await shelves.LoadAsync(basket.Lines.Select(line => line.Product), cancellationToken);
        return
        [
            .. from line in basket.Lines
               where products.TryGetValue(line.Product, out var product) && product.IsBuyable
               select (line, products[line.Product]),
        ];
    }
}
