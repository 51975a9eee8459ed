using System.Globalization;
using System.IO.Compression;
using nietras.SeparatedValues;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>A shop's files in the format of an import, gzipped CSV, as far as shoppers are fitted to them.</summary>
internal static class InvoiceFiles
{
    public static IReadOnlyList<Purchase> ReadPurchases(string path)
    {
        using var reader = Open(path);
        var purchases = new List<Purchase>();
        foreach (var row in reader)
        {
            if (row["kind"].ToString() is "Purchase" or "Return")
            {
                purchases.Add(new(
                    row["customer"].ToString(),
                    row["product"].ToString(),
                    ParseTime(row["occurredAt"].ToString()),
                    row["kind"].ToString() == "Return"));
            }
        }

        return purchases;
    }

    public static IReadOnlyDictionary<string, string> ReadCategories(string path)
    {
        using var reader = Open(path);
        var categories = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in reader)
        {
            categories[row["id"].ToString()] = row["category"].ToString();
        }

        return categories;
    }

    public static IReadOnlyList<SoldProduct> ReadProducts(string path)
    {
        using var reader = Open(path);
        var products = new List<SoldProduct>();
        foreach (var row in reader)
        {
            products.Add(new(
                row["id"].ToString(),
                row["title"].ToString(),
                row["category"].ToString(),
                row["available"].ToString() == "true",
                ParseTime(row["firstSoldAt"].ToString())));
        }

        return products;
    }

    private static DateTime ParseTime(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static SepReader Open(string path) => Sep.Reader(options => options with { Unescape = true })
        .From(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
}
