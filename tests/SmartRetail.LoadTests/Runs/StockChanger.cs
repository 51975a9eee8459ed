using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Runs;

/// <summary>
/// Lets one popular product after the other be sold out and come back, while lists are made: after the store has acknowledged
/// it, no list may show a product that nobody can buy.
/// </summary>
internal sealed class StockChanger(Crowd crowd, double changesPerSecond, int seed)
{
    // Of what lists show most.
    private const int Popular = 200;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Random _chance = new(seed);

    /// <summary>Goes on until told to end, and puts everything back.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        var away = new Queue<(StoreProduct Product, TimeSpan Since)>();
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 / changesPerSecond), ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (away.TryPeek(out var oldest) && crowd.Time.Elapsed - oldest.Since > Away)
            {
                await PutBackAsync(away.Dequeue().Product);
            }

            var product = crowd.Shelf[_chance.Next(Math.Min(Popular, crowd.Shelf.Count))];
            if (away.All(each => each.Product.Id != product.Id))
            {
                await PutAsync(product, stock: 0);
                crowd.Stock.SoldOut(product.Id, crowd.Time.Elapsed);
                away.Enqueue((product, crowd.Time.Elapsed));
            }
        }

        foreach (var (product, _) in away)
        {
            await PutBackAsync(product);
        }
    }

    private Task PutBackAsync(StoreProduct product)
    {
        crowd.Stock.Return(product.Id);
        return PutAsync(product, stock: null);
    }

    private async Task PutAsync(StoreProduct product, int? stock)
    {
        for (var started = crowd.Time.Elapsed; ;)
        {
            try
            {
                await crowd.Calls.PutStockAsync(product, stock, CancellationToken.None);
                return;
            }
            catch (CallFailedException failure) when (failure.MayRetry && crowd.Time.Elapsed - started < crowd.Patience)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
