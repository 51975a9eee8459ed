using System.Globalization;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Console;

/// <summary>A product as it is being edited.</summary>
internal sealed class CatalogRow
{
    // Two decimals, and more where a price has more: none may be lost in the cell.
    private const string PriceFormat = "0.00##########################";

    public CatalogRow(Product product)
    {
        Product = product;
        Accept(product);
    }

    public Product Product { get; private set; }

    /// <summary>The price as it stands in its cell, which may not be one yet while somebody types.</summary>
    public string PriceText { get; set; } = "";

    /// <summary>The stock as it stands in its cell; empty while it is not tracked.</summary>
    public string StockText { get; set; } = "";

    public bool IsAvailable { get; set; }

    public decimal? Price => decimal.TryParse(
        PriceText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null;

    public int? Stock => int.TryParse(StockText, NumberStyles.None, CultureInfo.InvariantCulture, out var stock) ? stock : null;

    public bool IsStockNumber => StockText.Length == 0 || Stock is not null;

    public Product Changed => Product with { Price = Price ?? Product.Price, Stock = Stock, Available = IsAvailable };

    /// <summary>What was edited alone: a feed may have changed the rest since the product was read.</summary>
    public ProductPatch Patch => new()
    {
        Product = Product.Id,
        Price = Price == Product.Price ? null : Price,
        Stock = Stock == Product.Stock ? null : Stock,
        Cleared = Stock is null && Product.Stock is not null ? ProductFields.Stock : ProductFields.None,
        Available = IsAvailable == Product.Available ? null : IsAvailable,
    };

    /// <summary>Whether there is something to save, and all of it can be read.</summary>
    public bool IsChanged => Price is { } price && IsStockNumber
        && (price != Product.Price || Stock != Product.Stock || IsAvailable != Product.Available);

    /// <summary>Takes what was saved as the state that edits are compared with.</summary>
    public void Accept(Product product)
    {
        Product = product;
        PriceText = product.Price.ToString(PriceFormat, CultureInfo.InvariantCulture);
        StockText = product.Stock?.ToString(CultureInfo.InvariantCulture) ?? "";
        IsAvailable = product.Available;
    }
}
