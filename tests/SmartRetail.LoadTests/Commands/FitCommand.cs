using System.CommandLine;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Fits how shoppers behave to a shop's own files.</summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var interactions = new Option<string>("--interactions") { Description = "Gzipped CSV with customer, kind, product, occurredAt", Required = true };
        var products = new Option<string>("--products") { Description = "Gzipped CSV with id, category", Required = true };
        var source = new Option<string>("--source") { Description = "What the data are", DefaultValueFactory = _ => "own data" };
        var output = new Option<string>("--out") { Description = "The file to write", Required = true };
        var command = new Command("fit", "Fits how shoppers behave to a shop's own purchases") { interactions, products, source, output };
        command.SetAction(async (parsed, _) =>
        {
            var model = ShopperFit.Fit(
                parsed.GetValue(source)!,
                InvoiceFiles.ReadPurchases(parsed.GetValue(interactions)!),
                InvoiceFiles.ReadCategories(parsed.GetValue(products)!));
            await ShopperModelFile.WriteAsync(model, parsed.GetValue(output)!);
            return 0;
        });
        return command;
    }
}
