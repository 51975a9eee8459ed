using System.Collections.Concurrent;

namespace SmartRetail.Client.Access;

/// <summary>
/// How often each of many callers may come: at an even rate, with some calls at once after a pause. One number a caller, by the
/// generic cell rate algorithm (ITU-T I.371): the time at which a caller that came evenly would come next.
/// </summary>
internal sealed class CallBudget<TCaller>(TimeProvider clock)
    where TCaller : notnull
{
    /// <summary>How many callers are told apart; of more than that, those who have just come share one budget.</summary>
    public const int MaxCallers = 100_000;

    /// <summary>What may come at once after a pause: this part of what may come in a minute.</summary>
    private const int BurstShare = 6;

    private static readonly long Minute = TimeSpan.TicksPerMinute;

    private readonly ConcurrentDictionary<TCaller, long> _next = new();
    private long _crowd;

    /// <summary>Takes a call from the caller's budget; returns how long to wait when there is none left, else null.</summary>
    public TimeSpan? TryTake(TCaller caller, int perMinute)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var interval = Minute / perMinute;
        var burst = interval * (Math.Max(1, perMinute / BurstShare) - 1);
        if (_next.Count >= MaxCallers && !_next.ContainsKey(caller))
        {
            Forget(now);
        }

        while (true)
        {
            var isKnown = _next.TryGetValue(caller, out var next);
            var isCrowd = !isKnown && _next.Count >= MaxCallers;
            next = isCrowd ? Interlocked.Read(ref _crowd) : next;
            if (next - burst > now)
            {
                return TimeSpan.FromTicks(next - burst - now);
            }

            var then = Math.Max(next, now) + interval;
            var isTaken = isCrowd ? Interlocked.CompareExchange(ref _crowd, then, next) == next
                : isKnown ? _next.TryUpdate(caller, then, next)
                : _next.TryAdd(caller, then);
            if (isTaken)
            {
                return null;
            }
        }
    }

    // Who could not be told from a newcomer.
    private void Forget(long now)
    {
        foreach (var caller in _next.Where(caller => caller.Value <= now))
        {
            _next.TryRemove(caller);
        }
    }
}
