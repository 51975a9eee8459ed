using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.ClusterTests.Stores;

/// <summary>Has a cluster of its own: settings concern every customer of the store.</summary>
public sealed class StoreGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private IStoreGrain Store => cluster.Grains.Store(RetailCluster.Store);

    [Fact]
    public async Task Settings_hold_in_every_answer_once_they_are_acknowledged()
    {
        var random = new Random(3);
        CustomerId[] customers = [.. Enumerable.Range(0, 6).Select(_ => RetailCluster.NewCustomer())];
        var violations = 0;
        for (var change = 0; change < 40; change++)
        {
            var most = random.Next(12, 40);
            var outcome = await Put(new() { Hide = [new("dear", $"price > {most}")] });
            Assert.NotNull(outcome.Saved);
            foreach (var customer in customers)
            {
                var list = await cluster.Recommend(customer, new() { Count = 10 });
                violations += list.Products.Count(shown => int.Parse(shown.Product.Value.AsSpan(1)) > most);
                Assert.Equal(10, list.Products.Length);
                Assert.InRange(list.CatalogVersion, outcome.CatalogVersion, long.MaxValue);
            }
        }

        Assert.Equal(0, violations);
    }

    [Fact]
    public async Task Refuses_settings_with_errors_and_those_made_from_another_version()
    {
        var saved = await Put(new() { Pins = [new("pin", new("p3"), 1, null, null)] });

        var wrong = await Put(new() { Hide = [new("rule", "price >")] });
        var late = await Put(new(), saved.CurrentVersion - 1);
        var current = await Store.GetSettings(null, TestContext.Current.CancellationToken);

        Assert.Equal("hide[0].when", Assert.Single(wrong.Errors).Field);
        Assert.Null(wrong.Saved);
        Assert.Null(late.Saved);
        Assert.Equal((saved.CurrentVersion, 1), (current!.Version, current.Settings.Pins.Length));
    }

    private Task<SettingsOutcome> Put(StoreSettings settings, long? expected = null) =>
        Store.PutSettings(settings, expected, TestContext.Current.CancellationToken);
}
