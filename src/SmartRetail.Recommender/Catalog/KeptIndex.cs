namespace SmartRetail.Recommender.Catalog;

/// <summary>
/// The newest index of a catalog that changes. A small catalog's is made anew by whoever asks after a change. A large one's takes
/// seconds: there the one before answers while the next is made beside, in a fifth of the time at most.
/// </summary>
/// <param name="build">Makes the index of what the catalog is when it is called.</param>
/// <param name="runBeside">Runs what it is given while its caller goes on.</param>
internal sealed class KeptIndex(Func<CatalogIndex> build, TimeProvider clock, Action<Action> runBeside)
{
    private const int RestsForEachBuild = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _building = new();
    private CatalogIndex? _index;
    private TimeSpan _took;
    private long _ended;
    private int _isBuildingBeside;

    /// <summary>Whether anybody has asked for it yet.</summary>
    public bool IsMade => Volatile.Read(ref _index) is not null;

    /// <param name="version">The version of the catalog that last changed what the index is made of.</param>
    public CatalogIndex Read(long version)
    {
        var index = Volatile.Read(ref _index);
        if (index is not null && index.Version >= version)
        {
            return index;
        }

        if (index is null || _took < Patience)
        {
            return Make(version);
        }

        if (clock.GetElapsedTime(_ended) >= RestsForEachBuild * _took && Interlocked.Exchange(ref _isBuildingBeside, 1) == 0)
        {
            runBeside(() =>
            {
                try
                {
                    Make(version);
                }
                finally
                {
                    Volatile.Write(ref _isBuildingBeside, 0);
                }
            });
        }

        return index;
    }

    private CatalogIndex Make(long version)
    {
        lock (_building)
        {
            if (_index is { } made && made.Version >= version)
            {
                return made;
            }

            var started = clock.GetTimestamp();
            var index = build();
            _ended = clock.GetTimestamp();
            _took = clock.GetElapsedTime(started, _ended);
            Volatile.Write(ref _index, index);
            return index;
        }
    }
}
