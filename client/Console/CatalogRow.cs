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
