using System.Text.Json;
using SmartRetail.LoadTests.Shoppers;
using SmartRetail.Testing;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Shoppers as they are fitted to a shop's invoices.</summary>
public sealed class ShopperFitTests
{
    private static readonly DateTime Day = new(2011, 5, 2, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Ends_a_session_after_half_an_hour()
    {
        var model = Fit(Buy("ann", "mug", 0), Buy("ann", "lamp", 29), Buy("ann", "mug", 59), Buy("bob", "mug", 0));

        Assert.Equal([1, 1, 2], [model.SessionLengths[0], model.SessionLengths[10], model.SessionLengths[20]]);
        Assert.Equal(1 / 3.0, model.ReturningSessions, tolerance: 0.0001);
        Assert.Equal(1, model.RepeatPurchases);
    }

    [Fact]
    public void Finds_no_affinity_where_categories_follow_by_chance()
    {
        var model = Fit(Buy("ann", "mug", 0), Buy("ann", "cup", 1), Buy("ann", "lamp", 2), Buy("ann", "bulb", 3), Buy("ann", "cup", 4));

        // Two of four steps stay, and so would 13 of 25 by chance.
        Assert.Equal(0, model.CategoryAffinity);
    }

    [Fact]
    public void Finds_that_shoppers_stay_in_a_category()
    {
        var model = Fit(Buy("ann", "mug", 0), Buy("ann", "cup", 1), Buy("bob", "lamp", 0), Buy("bob", "bulb", 1));

        Assert.Equal(1, model.CategoryAffinity);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.7)]
    public void Estimates_the_exponent_that_counts_were_made_with(double exponent)
    {
        double[] counts = [.. Enumerable.Range(1, 500).Select(rank => 1_000 * Math.Pow(rank, -exponent)).Reverse()];

        Assert.Equal(exponent, ZipfExponent.Estimate(counts), tolerance: 1e-6);
    }

    [Fact]
    public void Is_what_the_sample_store_says()
    {
        var kept = JsonSerializer.Deserialize<ShopperModel>(
            File.ReadAllText(Path.Combine(BuildTree.Root, "tests", "SmartRetail.LoadTests", "Shoppers", "uci.json")), ShopperModel.Json)!;
        var sample = Path.Combine(BuildTree.Root, "silo", "SampleStore");

        var fitted = ShopperFit.Fit(
            kept.Source,
            InvoiceFiles.ReadPurchases(Path.Combine(sample, "interactions.csv.gz")),
            InvoiceFiles.ReadCategories(Path.Combine(sample, "products.csv.gz")));

        Assert.Equal(JsonSerializer.Serialize(kept, ShopperModel.Json), JsonSerializer.Serialize(fitted, ShopperModel.Json));
    }

    private static ShopperModel Fit(params Purchase[] purchases) => ShopperFit.Fit(
        "test",
        purchases,
        new Dictionary<string, string> { ["mug"] = "kitchen", ["cup"] = "kitchen", ["lamp"] = "light", ["bulb"] = "light" });

    private static Purchase Buy(string customer, string product, int minute) => new(customer, product, Day.AddMinutes(minute), IsReturn: false);
}
