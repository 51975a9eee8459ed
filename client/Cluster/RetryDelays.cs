namespace SmartRetail.Client.Cluster;

/// <summary>
/// The pauses between attempts: they double, and each is drawn between half and all of that, so that the callers of a
/// dead silo do not come back all at once.
/// </summary>
internal sealed class RetryDelays(int seed)
{
    private const int MaxDoublings = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private readonly Lock _drawing = new();
    private readonly Random _random = new(seed);

    /// <param name="attempt">The attempt that failed; the first is 1.</param>
    public TimeSpan Next(int attempt)
    {
        var longest = First * (1 << Math.Min(attempt - 1, MaxDoublings));
        lock (_drawing)
        {
            return longest * (0.5 + (0.5 * _random.NextDouble()));
        }
    }
}
