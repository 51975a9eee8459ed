using System.Diagnostics;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// Shoppers who act and read on, as many a second whatever the answers take: who is late begins at once, and what is begun is
/// counted.
/// </summary>
internal sealed class OtherShoppers : IAsyncDisposable
{
    private const int Senders = 64;
    private readonly CancellationTokenSource _end = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<Task> _senders;
    private int _begun;
    private int _done;

    /// <param name="visit">A shopper's act and the reading after it.</param>
    public OtherShoppers(int perSecond, Func<int, Task> visit) =>
        _senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAsync(perSecond, visit)))];

    /// <summary>How many were served, a second.</summary>
    public double Rate => Volatile.Read(ref _done) / _watch.Elapsed.TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_senders);
        _end.Dispose();
    }

    private async Task SendAsync(int perSecond, Func<int, Task> visit)
    {
        while (!_end.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _begun);
            var wait = TimeSpan.FromSeconds((double)number / perSecond) - _watch.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            await visit(number);
            Interlocked.Increment(ref _done);
        }
    }
}
