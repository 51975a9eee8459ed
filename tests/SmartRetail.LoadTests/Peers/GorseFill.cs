using System.Globalization;
using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Peers;

/// <summary>Puts the sample store into Gorse: its products, and all that was bought and returned.</summary>
internal static class GorseFill
{
    private const int Batch = 1_000;

    /// <param name="folder">That holds products.csv.gz and interactions.csv.gz.</param>
    /// <param name="tell">Called with a line about what was brought in.</param>
    /// <exception cref="Calls.CallFailedException">Gorse has not taken a part of it.</exception>
    public static async Task RunAsync(GorseCalls gorse, string folder, Action<string> tell, CancellationToken cancellationToken)
    {
        var purchases = InvoiceFiles.ReadPurchases(Path.Combine(folder, "interactions.csv.gz"));
        var bought = purchases.Where(purchase => !purchase.IsReturn).CountBy(purchase => purchase.Product).ToDictionary(StringComparer.Ordinal);
        var items = InvoiceFiles.ReadProducts(Path.Combine(folder, "products.csv.gz"))
            .OrderByDescending(product => bought.GetValueOrDefault(product.Id))
            .Select(ItemOf)
            .ToList();
        var rank = 0;
        foreach (var batch in items.Chunk(Batch))
        {
            await gorse.InsertItemsAsync(batch, rank, cancellationToken);
            rank += batch.Length;
        }

        foreach (var batch in purchases.Chunk(Batch))
        {
            await gorse.InsertFeedbackAsync(Fold(batch), cancellationToken);
        }

        tell(string.Create(CultureInfo.InvariantCulture, $"Gorse has {items.Count:N0} items and {purchases.Count:N0} lines of invoices"));
    }

    // What is not on sale any more is there, so that what was bought of it tells something, and no list shows it.
    private static GorseItem ItemOf(SoldProduct product) => new(
        product.Id, IsHidden: !product.IsOnSale, [product.Category], GorseTime.Of(product.FirstSoldAt), Labels: null, product.Title);

    // Of two rows of one type, user and item in a batch Gorse drops the second.
    private static GorseFeedback[] Fold(IEnumerable<Purchase> lines) =>
    [
        .. lines.GroupBy(line => (line.Customer, line.Product, line.IsReturn)).Select(same => new GorseFeedback(
            GorseCalls.TypeOf(same.Key.IsReturn ? InteractionKind.Return : InteractionKind.Purchase),
            same.Key.Customer,
            same.Key.Product,
            same.Count(),
            GorseTime.Of(same.Max(line => line.At)))),
    ];
}
