using System.Diagnostics;
using HdrHistogram;
using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Growth;

/// <summary>
/// A bounded number of shoppers who wait for each answer before they ask again: a closed loop, so that a rate says what the store
/// does, and not what was asked of it.
/// </summary>
internal sealed class GrowthReads(IStoreCalls calls, int shoppers, int seed)
{
    private const int Count = 10;
    private const int KeptAfterEach = 3;

    // Behind all that was imported of any customer: an interaction's id is new.
    private int _number = 1_000_000;

    /// <summary>Reads one list of each customer; returns what they took, and all together.</summary>
    public async Task<(Latency Lists, TimeSpan Time)> FirstAsync(IReadOnlyList<string> customers, CancellationToken cancellationToken)
    {
        var (next, started) = (-1, Stopwatch.GetTimestamp());
        var histograms = await Task.WhenAll(Enumerable.Range(0, shoppers).Select(_ => Task.Run(ReadAsync, cancellationToken)));
        return (Latency.Of(Sum(histograms)), Stopwatch.GetElapsedTime(started));

        async Task<LongHistogram> ReadAsync()
        {
            var histogram = Meter.NewHistogram();
            for (var at = Interlocked.Increment(ref next); at < customers.Count; at = Interlocked.Increment(ref next))
            {
                await TimeAsync(histogram, () => calls.RecommendAsync(customers[at], Count, known: 0, cancellationToken));
            }

            return histogram;
        }
    }

    /// <summary>Lets the customers view, and read what follows from it, for a time.</summary>
    /// <param name="want">Draws the product that is viewed.</param>
    public async Task<GrowthMix> MixAsync(
        IReadOnlyList<string> customers, Func<Random, string> want, TimeSpan time, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var walks = await Task.WhenAll(Enumerable.Range(0, shoppers).Select(shopper =>
            Task.Run(() => WalkAsync(new(seed + shopper), customers, want, () => Stopwatch.GetElapsedTime(started) < time, cancellationToken), cancellationToken)));
        return GrowthMix.Of(
            Sum(walks.Select(walk => walk.Views)),
            Sum(walks.Select(walk => walk.AfterView)),
            Sum(walks.Select(walk => walk.Kept)),
            Stopwatch.GetElapsedTime(started));
    }

    private async Task<Walk> WalkAsync(
        Random chance, IReadOnlyList<string> customers, Func<Random, string> want, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var walk = new Walk();
        while (goesOn())
        {
            var customer = Draw();
            Act[] view = [new(Interlocked.Increment(ref _number), InteractionKind.View, want(chance))];
            var recorded = await TimeAsync(walk.Views, () => calls.RecordAsync(customer, view, cancellationToken));
            var list = await TimeAsync(
                walk.AfterView, () => calls.RecommendAsync(customer, Count, recorded.ProfileVersion, cancellationToken));
            if (list.ProfileVersion < recorded.ProfileVersion)
            {
                throw new InvalidOperationException(
                    $"{customer}: version {recorded.ProfileVersion} was acknowledged, and then {list.ProfileVersion} was ranked with");
            }

            for (var read = 0; read < KeptAfterEach; read++)
            {
                await TimeAsync(walk.Kept, () => calls.RecommendAsync(Draw(), Count, known: 0, cancellationToken));
            }
        }

        return walk;

        string Draw() => customers[chance.Next(customers.Count)];
    }

    private static async Task<T> TimeAsync<T>(LongHistogram histogram, Func<Task<T>> call)
    {
        var sent = Stopwatch.GetTimestamp();
        var answer = await call();
        histogram.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds));
        return answer;
    }

    private static LongHistogram Sum(IEnumerable<LongHistogram> parts)
    {
        var sum = Meter.NewHistogram();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    private sealed record Walk
    {
        public LongHistogram Views { get; } = Meter.NewHistogram();

        public LongHistogram AfterView { get; } = Meter.NewHistogram();

        public LongHistogram Kept { get; } = Meter.NewHistogram();
    }
}
