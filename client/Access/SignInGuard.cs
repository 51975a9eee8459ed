using System.Collections.Concurrent;

namespace SmartRetail.Client.Access;

/// <summary>
/// Keeps whoever tries keys at the console's door waiting: after a few wrong ones in a row from an address, a minute, and twice
/// as long after each more. Keys are too long to be found by trying; this keeps the log quiet and other secrets, typed by
/// mistake, from being tried out.
/// </summary>
internal sealed class SignInGuard(TimeProvider clock)
{
    /// <summary>How many wrong keys are free.</summary>
    public const int Free = 5;

    private const int MaxAddresses = 10_000;
    private const int MaxDoublings = 6;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>How long wrong keys count.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Returns how long the address must wait; null when it may try.</summary>
    public TimeSpan? FindWait(string address) =>
        _failures.TryGetValue(address, out var failures) && failures.Until > clock.GetUtcNow()
            ? failures.Until - clock.GetUtcNow()
            : null;

    public void NoteWrong(string address)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count >= MaxAddresses)
        {
            foreach (var old in _failures.Where(failures => failures.Value.Until <= now))
            {
                _failures.TryRemove(old);
            }
        }

        _failures.AddOrUpdate(
            address,
            _ => new(1, now, now),
            (_, before) =>
            {
                var count = before.At + Memory < now ? 1 : before.Count + 1;
                var wait = count < Free ? TimeSpan.Zero : First * (1 << Math.Min(count - Free, MaxDoublings));
                return new(count, now, now + wait);
            });
    }

    public void NoteRight(string address) => _failures.TryRemove(address, out _);

    private sealed record Failures(int Count, DateTimeOffset At, DateTimeOffset Until);
}
