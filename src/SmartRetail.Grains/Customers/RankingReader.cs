using SmartRetail.Grains.Recommendations;

namespace SmartRetail.Grains.Customers;

/// <summary>The one reader of a customer's features, its recommendation grain, and what it was promised.</summary>
internal sealed class RankingReader(IRecommendationCache cache, TimeProvider clock)
{
    private const int MaxInvalidations = 5;
    private static readonly TimeSpan InvalidationDelay = TimeSpan.FromMilliseconds(50);

    // An activation before this one may have had a reader it can no longer tell. One call too many is the price of
    // never leaving a stale ranking behind.
    private bool _isThere = true;

    // What the reader read last from this activation.
    private long _readVersion = -1;

    public void Register() => _isThere = true;

    public void Read(long version) => _readVersion = version;

    /// <summary>
    /// Before the acknowledgement, once: the reader asks again and is then registered again. An interaction that the reader
    /// was not told of must not be acknowledged, so what fails in the end fails the call, which can be made again.
    /// </summary>
    public async Task InvalidateAsync(long version)
    {
        // A reader who knows all there is remains one: told nothing new, it would not read again.
        for (var attempt = 1; _isThere && _readVersion < version; attempt++)
        {
            try
            {
                _isThere = await cache.Invalidate(version);
                return;
            }
            catch (SiloUnavailableException) when (attempt < MaxInvalidations)
            {
                // A cache died with its silo. That need not be the reader: after a failure the directory may have named a
                // silo that is no more while the reader lives elsewhere. Asked again, it knows better.
                await Task.Delay(InvalidationDelay * attempt, clock);
            }
        }
    }
}
