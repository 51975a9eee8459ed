namespace SmartRetail.ClusterTests.Truth;

/// <summary>The order of what readers and writers do, of which no two moments are the same.</summary>
internal sealed class Moments
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
