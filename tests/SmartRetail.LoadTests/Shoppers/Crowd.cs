using System.Collections.Concurrent;
using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>What all shoppers of a run share: the store, how they behave, and where it is noted.</summary>
internal sealed class Crowd
{
    // Who has been here and may come back: bounded, so that a long run does not know everybody.
    private const int Remembered = 100_000;

    private readonly ConcurrentQueue<int> _gone = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sessions;
    private int _underWay;

    public required ShopperModel Model { get; init; }

    public required Shelf Shelf { get; init; }

    public required IStoreCalls Calls { get; init; }

    public required Meter Meter { get; init; }

    public required RunLedger Ledger { get; init; }

    public required Breaches Breaches { get; init; }

    public required StockWatch Stock { get; init; }

    public required RunTime Time { get; init; }

    /// <summary>How long a shopper goes on asking when nobody answers.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The time in which everybody wants the store's most popular product; null for never.</summary>
    public FlashSale? Sale { get; set; }

    /// <summary>Sessions that have ended.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Calls that wait for their answer.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Fails when the load test itself does.</summary>
    public Task Failed => _failed.Task;

    /// <summary>The product that everybody wants now, and how many do.</summary>
    public (string Product, double Share)? Hot =>
        Sale is { } sale && sale.IsOn(Time.Elapsed) ? (Shelf[0].Id, sale.Share) : null;

    /// <summary>Returns the number of a customer who comes: one who was here before, where there is one, or a new one.</summary>
    public int Enter(VisitKind kind, Random chance)
    {
        if (kind == VisitKind.Known && chance.NextDouble() < Model.ReturningSessions && _gone.TryDequeue(out var known))
        {
            return known;
        }

        return Ledger.Open(kind == VisitKind.Anonymous);
    }

    /// <summary>A step begins.</summary>
    public void Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>A step is over.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    public void Fail(Exception failure) => _failed.TrySetException(failure);

    /// <summary>A customer leaves.</summary>
    public void Leave(int customer)
    {
        Interlocked.Increment(ref _sessions);
        if (!Ledger[customer].IsAnonymous && _gone.Count < Remembered)
        {
            _gone.Enqueue(customer);
        }
    }
}
