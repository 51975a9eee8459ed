using System.Diagnostics;
using SmartRetail.ClusterTests.Processes;
using SmartRetail.Testing.Logs;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>Some shoppers at once, in this process, from the start until <see cref="EndAsync"/>. Bounded by their number.</summary>
internal sealed class ShoppingLoad : IAsyncDisposable
{
    // Longer than a request may take inside the cluster: a slower answer is none.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(12);

    private readonly CancellationTokenSource _ending = new();
    private readonly HttpClient _http;
    private readonly List<Shopper> _shoppers;
    private readonly Task _shopping;

    private ShoppingLoad(IReadOnlyList<SiloProcess> entrances, string key, string name, int shoppers, CancellationToken cancellationToken)
    {
        _http = new(new UseRecorder(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })) { Timeout = RequestLimit };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        _shoppers = [.. Enumerable.Range(0, shoppers).Select(number => new Shopper($"{name}-{number}", entrances, _http, number))];
        _shopping = Task.WhenAll(_shoppers.Select(shopper => shopper.RunAsync(_ending.Token, cancellationToken)));
    }

    public IReadOnlyList<Ledger> Ledgers => [.. _shoppers.Select(shopper => shopper.Ledger)];

    private int Acknowledged => _shoppers.Sum(shopper => shopper.Ledger.Acknowledged.Count);

    public static ShoppingLoad Start(
        LocalCluster cluster,
        IReadOnlyList<SiloProcess> entrances,
        string name,
        int shoppers,
        CancellationToken cancellationToken) => new(entrances, cluster.Key, name, shoppers, cancellationToken);

    /// <summary>Returns when the shoppers have been answered for so long, and so often, from now on.</summary>
    public async Task ShopAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var (started, from) = (Stopwatch.GetTimestamp(), Acknowledged);
        while (Stopwatch.GetElapsedTime(started) < time || Acknowledged < from + _shoppers.Count)
        {
            if (_shopping.IsCompleted)
            {
                await _shopping;
                throw new InvalidOperationException("the shoppers have ended by themselves");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Returns when every shopper has been answered.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _shopping;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _shopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _ending.Dispose();
    }
}
