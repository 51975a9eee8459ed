using System.Globalization;
using System.Text;

namespace SmartRetail.BrowserTests.Course;

/// <summary>
/// A retailer's files. The products form a ring that customers walk along, half of them backward, so it is known what must be
/// recommended: to counts both ways are alike, and a model that sees the way is better.
/// </summary>
internal static class RingStore
{
    public const string Name = "ring";

    /// <summary>How many rows the file of interactions has.</summary>
    public const int Interactions = Customers * Sessions * SessionLength;

    private const int Products = 60;
    private const int Customers = 300;
    private const int Sessions = 4;
    private const int SessionLength = 3;

    /// <summary>Writes the files and returns the arguments of the command that imports them.</summary>
    public static async Task<string[]> WriteAsync(string folder, params string[] options)
    {
        var products = Path.Combine(folder, "products.csv");
        var interactions = Path.Combine(folder, "interactions.csv");
        await File.WriteAllTextAsync(products, WriteProducts(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(interactions, WriteInteractions(), TestContext.Current.CancellationToken);
        return ["import", "--store", Name, "--products", products, "--interactions", interactions, .. options];
    }

    private static string WriteProducts()
    {
        var text = new StringBuilder("id,title,category,price\n");
        for (var product = 0; product < Products; product++)
        {
            text.Append(CultureInfo.InvariantCulture, $"p{product},Product {product},ring,{product + 1}.50\n");
        }

        return text.ToString();
    }

    private static string WriteInteractions()
    {
        var text = new StringBuilder("customer,kind,product,occurredAt\n");
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step < Sessions * SessionLength; step++)
        {
            for (var customer = 0; customer < Customers; customer++)
            {
                var at = start.AddDays(step / SessionLength).AddMinutes(step % SessionLength);
                var place = (customer + Products + (customer % 2 == 0 ? step : -step)) % Products;
                text.Append(CultureInfo.InvariantCulture, $"c{customer},View,p{place},{at:O}\n");
            }
        }

        return text.ToString();
    }
}
