using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Console;

/// <summary>A product as it is being edited.</summary>
internal sealed class CatalogRow
{
    public CatalogRow(Product product)
    {
        Product = product;
        Accept(product);
    }

    public Product Product { get; private set; }

    public decimal Price { get; set; }

    /// <summary>Null while stock is not tracked.</summary>
    public int? Stock { get; set; }

    public bool IsAvailable { get; set; }

    public Product Changed => Product with { Price = Price, Stock = Stock, Available = IsAvailable };

    /// <summary>What was edited alone: a feed may have changed the rest since the product was read.</summary>
    public ProductPatch Patch => new()
    {
        Product = Product.Id,
        Price = Price == Product.Price ? null : Price,
        Stock = Stock == Product.Stock ? null : Stock,
        Cleared = Stock is null && Product.Stock is not null ? ProductFields.Stock : ProductFields.None,
        Available = IsAvailable == Product.Available ? null : IsAvailable,
    };

    public bool IsChanged => Price != Product.Price || Stock != Product.Stock || IsAvailable != Product.Available;

    /// <summary>Takes what was saved as the state that edits are compared with.</summary>
    public void Accept(Product product)
    {
        Product = product;
        Price = product.Price;
        Stock = product.Stock;
        IsAvailable = product.Available;
    }
}
