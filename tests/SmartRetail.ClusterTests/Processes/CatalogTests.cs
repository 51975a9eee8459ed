using System.Diagnostics;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>
/// A change that was acknowledged holds in every silo. A silo with the web role answers from its own replica: what it
/// says is what it knows.
/// </summary>
[Collection(nameof(ProcessTests))]
public sealed class CatalogTests(StandingCluster standing)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoreApi Entrance => standing.Entrances[0];

    [Fact]
    public async Task A_silo_that_joins_never_shows_a_catalog_from_before_an_acknowledged_change()
    {
        const string product = "joining";
        var acknowledged = new Acknowledged(await Put(product, 1));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var changing = Change(product, acknowledged, ending.Token);
        await using var joining = standing.Cluster.Start("serving,web");
        var api = new StoreApi(joining.Api);

        var stale = 0;
        var answers = 0;
        var changesSeen = new HashSet<int>();
        for (var readySince = 0L; readySince == 0 || Stopwatch.GetElapsedTime(readySince) < TimeSpan.FromSeconds(5);)
        {
            var least = acknowledged.Stock;
            if (await TryGetStock(api, product) is { } stock)
            {
                readySince = readySince == 0 ? Stopwatch.GetTimestamp() : readySince;
                answers++;
                stale += stock < least ? 1 : 0;
                changesSeen.Add(stock);
            }
        }

        await ending.CancelAsync();
        await changing;
        Assert.Equal(0, stale);
        Assert.InRange(answers, 20, int.MaxValue);
        Assert.InRange(changesSeen.Count, 5, int.MaxValue);
        await joining.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_silo_that_was_paused_asks_before_it_answers_again()
    {
        const string product = "paused";

        // First, so that the catalog's grain lives elsewhere.
        await Put(product, 1);
        await using var paused = await standing.Cluster.StartReadyAsync("serving,web");
        var api = new StoreApi(paused.Api);
        Assert.Equal(1, await api.GetStockAsync(product, Cancellation));

        paused.Pause();
        var started = Stopwatch.GetTimestamp();
        await Put(product, 2);
        var took = Stopwatch.GetElapsedTime(started);
        var asked = api.GetStockAsync(product, Cancellation);
        paused.Resume();
        var stock = await asked;

        Assert.Equal(2, stock);

        // Else the change would have been acknowledged while the silo still had the right to answer without it.
        Assert.InRange(took, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        await paused.KillAsync();
    }

    private async Task<int> Put(string product, int stock)
    {
        await Entrance.PutProductAsync(product, stock, Cancellation);
        return stock;
    }

    /// <summary>Raises the stock by one, again and again, and says what is acknowledged.</summary>
    private async Task Change(string product, Acknowledged acknowledged, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            acknowledged.Stock = await Put(product, acknowledged.Stock + 1);
        }
    }

    private static async Task<int?> TryGetStock(StoreApi api, string product)
    {
        try
        {
            return await api.GetStockAsync(product, Cancellation);
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return null;
        }
    }

    private sealed class Acknowledged(int stock)
    {
        private int _stock = stock;

        public int Stock
        {
            get => Volatile.Read(ref _stock);
            set => Volatile.Write(ref _stock, value);
        }
    }
}
