using System.Security.Cryptography;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// When to try again to connect: soon after a first failure, then ever later up to 5 s, and each silo at a moment of its
/// own, so that a database that comes back is not met by all at once.
/// </summary>
internal sealed class ReconnectDelay(TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = Shortest;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public bool IsOver => clock.GetUtcNow() >= _notBefore;

    public void Failed()
    {
        // From half of the delay to the whole of it. No result depends on this chance, so it has no seed.
        var jitter = RandomNumberGenerator.GetInt32(500, 1_001) / 1_000.0;
        _notBefore = clock.GetUtcNow() + (_next * jitter);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
    }

    public void Succeeded()
    {
        _next = Shortest;
        _notBefore = DateTimeOffset.MinValue;
    }
}
