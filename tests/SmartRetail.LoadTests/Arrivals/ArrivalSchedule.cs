using System.Collections.Concurrent;

namespace SmartRetail.LoadTests.Arrivals;

/// <summary>
/// Starts each arrival at its moment, from a thread of its own that waits for no answer: a slow one delays nobody else, and
/// nobody's latency is left out because the load waited for it (coordinated omission).
/// </summary>
/// <param name="time">Of the run's start.</param>
internal sealed class ArrivalSchedule(IRateProfile profile, RunTime time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1);

    private readonly ArrivalClock _clock = new(profile);
    private readonly PriorityQueue<IArrival, double> _due = new();
    private readonly ConcurrentQueue<(IArrival Arrival, double Units)> _coming = new();
    private double _units;

    /// <summary>Calls that were to start until now.</summary>
    public double Units => Volatile.Read(ref _units);

    /// <summary>Sets an arrival for a number of units; one that has passed is started at once, and counts from then.</summary>
    public void Add(IArrival arrival, double units) => _coming.Enqueue((arrival, units));

    /// <summary>Starts what is due until told to end.</summary>
    public void Run(CancellationToken ending)
    {
        do
        {
            StartDue(time.Elapsed);
        }
        while (!ending.WaitHandle.WaitOne(Beat));
    }

    /// <summary>Starts what is due until a time, each with the moment that it was set for.</summary>
    public void StartDue(TimeSpan now)
    {
        while (_coming.TryDequeue(out var next))
        {
            _due.Enqueue(next.Arrival, next.Units);
        }

        _clock.Advance(now);
        Volatile.Write(ref _units, _clock.Units);
        while (_due.TryPeek(out var arrival, out var units) && units <= _clock.Units)
        {
            _due.Dequeue();
            arrival.Start(_clock.MomentOf(units));
        }
    }
}
