using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Whether a crowd of shoppers and its ledger notice a store that breaks a promise, and only then.</summary>
public sealed class ShopperTests
{
    [Fact]
    public async Task Nothing_is_held_against_a_store_that_keeps_its_promises()
    {
        var crowd = await ShopAsync(new());

        Assert.Equal(0, crowd.Breaches.Total);
        Assert.InRange(crowd.Ledger.Acknowledged, ShoppingCrowd.Calls / 5 / 2, ShoppingCrowd.Calls / 5 * 2);
    }

    [Fact]
    public async Task Nothing_is_held_against_a_store_whose_answers_are_lost()
    {
        var crowd = await ShopAsync(new() { LosesAnswers = true });

        Assert.Equal(0, crowd.Breaches.Total);
        Assert.InRange(crowd.Meter.Take().Failures, 10, 1_000);
    }

    [Fact]
    public async Task A_store_that_loses_what_it_acknowledged_is_found_out()
    {
        var crowd = await ShopAsync(new() { Loses = true });

        Assert.InRange(crowd.Breaches[LedgerBreach.Lost], 10, 1_000);
    }

    [Fact]
    public async Task A_store_that_counts_twice_is_found_out_by_its_versions_and_by_its_log()
    {
        var crowd = await ShopAsync(new() { Doubles = true });

        Assert.InRange(crowd.Breaches[LedgerBreach.Doubled], 20, 2_000);
    }

    [Fact]
    public async Task A_store_that_ranks_without_the_last_interaction_is_found_out()
    {
        var crowd = await ShopAsync(new() { Behind = 1 });

        Assert.InRange(crowd.Breaches[LedgerBreach.Stale], 10, 2_000);
    }

    [Fact]
    public async Task A_store_that_takes_customers_for_strangers_is_found_out()
    {
        var crowd = await ShopAsync(new() { Behind = 1_000 });

        Assert.InRange(crowd.Breaches[LedgerBreach.Forgotten], 10, 2_000);
        Assert.Equal(0, crowd.Breaches[LedgerBreach.Stale]);
    }

    [Fact]
    public async Task A_list_with_a_product_twice_is_found_out()
    {
        var crowd = await ShopAsync(new() { Twice = "p5" });

        Assert.InRange(crowd.Breaches[LedgerBreach.Repeated], 100, 10_000);
    }

    [Fact]
    public async Task A_list_with_what_was_sold_out_is_found_out()
    {
        var crowd = await ShopAsync(new(), stock => stock.SoldOut("p3", TimeSpan.FromTicks(-1)));

        Assert.InRange(crowd.Breaches[LedgerBreach.SoldOut], 100, 10_000);
    }

    [Fact]
    public async Task What_nobody_answers_is_given_up_and_held_against_nobody()
    {
        var crowd = await ShopAsync(new() { IsAway = true });

        Assert.Equal(0, crowd.Breaches.Total);
        Assert.Equal(0, crowd.Ledger.Acknowledged);
        Assert.InRange(crowd.Ledger.Doubtful, 10, 2_000);
    }

    private static async Task<Crowd> ShopAsync(ScriptedStore store, Action<StockWatch>? change = null)
    {
        var crowd = await ShoppingCrowd.ShopAsync(store, change: change);
        var audit = new LogAudit(crowd.Ledger, crowd.Breaches);
        foreach (var (customer, id) in store.Log)
        {
            audit.Read(new(customer), new(id));
        }

        audit.Finish();
        return crowd;
    }
}
