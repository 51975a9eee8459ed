using SmartRetail.Client;
using SmartRetail.Contracts.Imports;
using SmartRetail.Silo.Import;
using SmartRetail.Storage;

namespace SmartRetail.Silo.Serve;

/// <summary>The store that ships with the product, imported by the first start through the code of every import.</summary>
internal static class SampleStore
{
    // Another name when the files change: the next start then imports what is new in them.
    private const string ImportName = "sample-1";

    public static async Task ImportOnceAsync(RetailStorage storage, CancellationToken cancellationToken)
    {
        var store = new Contracts.StoreId(RetailClientOptions.SampleStore);
        if (await storage.Imports.IsCompleteAsync(store, ImportName, cancellationToken))
        {
            return;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "SampleStore");
        await ImportRun.RunAsync(
            storage,
            store,
            Path.Combine(folder, "products.csv.gz"),
            Path.Combine(folder, "interactions.csv.gz"),
            ImportFormat.Csv,
            cancellationToken);
        await storage.Imports.MarkCompleteAsync(store, ImportName, cancellationToken);
    }
}
