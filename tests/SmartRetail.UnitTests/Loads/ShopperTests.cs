using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Whether a crowd of shoppers and its ledger notice a store that breaks a promise, and only then.</summary>
public sealed class ShopperTests
{
    private const double Calls = 2_000;

    [Fact]
    public async Task Nothing_is_held_against_a_store_that_keeps_its_promises()
    {
        var crowd = await ShopAsync(new());

        Assert.Equal(0, crowd.Breaches.Total);
        Assert.InRange(crowd.Ledger.Acknowledged, Calls / 5 / 2, Calls / 5 * 2);
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
        var crowd = new Crowd
        {
            Model = new()
            {
                Source = "test",
                SessionLengths = [2, 8],
                Hours = [],
                PopularityExponent = 1,
                CategoryAffinity = 0.3,
                RepeatPurchases = 0.4,
                Returns = 0.1,
                ReturningSessions = 0.7,
                Baskets = 0.5,
                Purchases = 0.8,
                SignIns = 0.5,
            },
            Shelf = new([.. Enumerable.Range(0, 50).Select(number => new StoreProduct($"p{number}", $"Product {number}", $"c{number % 5}", 1))], 1),
            Calls = store,
            Meter = new(),
            Ledger = new("load-1"),
            Breaches = new(),
            Stock = new(),
            Time = new(TimeProvider.System),
            Patience = TimeSpan.FromMilliseconds(20),
        };
        change?.Invoke(crowd.Stock);
        var schedule = new ArrivalSchedule(new SteadyRate(1_000), crowd.Time);
        for (var number = 0; number < 10; number++)
        {
            new Shopper(crowd, schedule, isBot: number == 0, gap: 10, Pacing.Scheduled, seed: number).Come();
        }

        // The schedule's own time: two seconds of calls as fast as they are answered.
        for (var second = 0.01; second <= Calls / 1_000; second += 0.01)
        {
            schedule.StartDue(TimeSpan.FromSeconds(second));
            while (crowd.UnderWay > 0)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        Assert.False(crowd.Failed.IsFaulted, crowd.Failed.Exception?.ToString());
        var audit = new LogAudit(crowd.Ledger, crowd.Breaches);
        foreach (var (customer, id) in store.Log)
        {
            audit.Read(new(customer), new(id));
        }

        audit.Finish();
        return crowd;
    }
}
