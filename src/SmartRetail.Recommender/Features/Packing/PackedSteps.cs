using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Features.Packing;

/// <summary>Packs interactions as the features keep them; mostly some ten bytes each.</summary>
internal static class PackedSteps
{
    private const int HasProduct = 1;
    private const int HasQuery = 2;
    private const int HasPrice = 4;
    private const int IsMany = 8;
    private const int Flags = 4;

    public static void Write(PackWriter writer, HistoryStep step)
    {
        writer.Write(((int)step.Kind << Flags)
            | (step.Product is null ? 0 : HasProduct)
            | (step.Query is null ? 0 : HasQuery)
            | (step.Price is null ? 0 : HasPrice)
            | (step.Quantity == 1 ? 0 : IsMany));
        if (step.Product is { } product)
        {
            writer.Write(product.Value);
        }

        writer.Write(step.OccurredAt);
        if (step.Quantity != 1)
        {
            writer.WriteSigned(step.Quantity);
        }

        if (step.Price is { } price)
        {
            writer.Write(price);
        }

        if (step.Query is { } query)
        {
            writer.Write(query);
        }
    }

    public static HistoryStep Read(ref PackReader reader)
    {
        var head = reader.ReadCount();
        ProductId? product = (head & HasProduct) == 0 ? null : new(reader.ReadText());
        var at = reader.ReadTime();
        var quantity = (head & IsMany) == 0 ? 1 : (int)reader.ReadSigned();
        decimal? price = (head & HasPrice) == 0 ? null : reader.ReadDecimal();
        var query = (head & HasQuery) == 0 ? null : reader.ReadText();
        return new((InteractionKind)(head >> Flags), product, at, quantity, price, query);
    }

    public static void Write(PackWriter writer, IReadOnlyCollection<ProductId> products)
    {
        writer.Write(products.Count);
        foreach (var product in products)
        {
            writer.Write(product.Value);
        }
    }

    public static ProductId[] ReadProducts(ref PackReader reader)
    {
        var products = new ProductId[reader.ReadCount()];
        for (var at = 0; at < products.Length; at++)
        {
            products[at] = new(reader.ReadText());
        }

        return products;
    }
}
