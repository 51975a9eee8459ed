using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Ten shoppers in a store of fifty products, as fast as they are answered.</summary>
internal static class ShoppingCrowd
{
    public const double Calls = 2_000;

    private const double CallsPerSecond = 1_000;

    /// <summary>Returns them when so many calls have been made; whether what they were told is true is left to ask.</summary>
    public static async Task<Crowd> ShopAsync(IStoreCalls store, double calls = Calls, Action<StockWatch>? change = null)
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
        var schedule = new ArrivalSchedule(new SteadyRate(CallsPerSecond), crowd.Time);
        for (var number = 0; number < 10; number++)
        {
            new Shopper(crowd, schedule, isBot: number == 0, gap: 10, Pacing.Scheduled, seed: number).Come();
        }

        // The schedule's own time: some seconds of calls as fast as they are answered.
        for (var second = 0.01; second <= calls / CallsPerSecond; second += 0.01)
        {
            schedule.StartDue(TimeSpan.FromSeconds(second));
            while (crowd.UnderWay > 0)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        Assert.False(crowd.Failed.IsFaulted, crowd.Failed.Exception?.ToString());
        return crowd;
    }
}
