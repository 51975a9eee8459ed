namespace SmartRetail.ClusterTests.Faults;

/// <summary>What one shopper was told, in the shopper's order; the cluster's data is held against it afterwards.</summary>
internal sealed class Ledger(string customer)
{
    private readonly List<string> _acknowledged = [];
    private readonly HashSet<string> _sent = [];

    public string Customer => customer;

    /// <summary>The ids that the cluster answered for: exactly once in the log, whatever happened.</summary>
    public IReadOnlyList<string> Acknowledged => _acknowledged;

    /// <summary>All ids ever sent: an id without an answer may be in the log, or not.</summary>
    public IReadOnlySet<string> Sent => _sent;

    /// <summary>The newest profile version that the shopper was told.</summary>
    public long Version { get; private set; }

    public int Lists { get; private set; }

    /// <summary>Lists that were older than what had been acknowledged before they were asked for.</summary>
    public int Stale { get; private set; }

    /// <summary>The longest time from the first attempt of a request that failed to the one that succeeded.</summary>
    public TimeSpan LongestUnavailable { get; private set; }

    /// <summary>The longest time that a request took which succeeded at once.</summary>
    public TimeSpan LongestWait { get; private set; }

    public void Send(string id) => _sent.Add(id);

    public void Acknowledge(string id, long version)
    {
        _acknowledged.Add(id);
        Version = Math.Max(Version, version);
    }

    public void Read(long version, long known)
    {
        Lists++;
        Stale += version < known ? 1 : 0;
    }

    public void Took(TimeSpan time, bool failedFirst)
    {
        if (failedFirst)
        {
            LongestUnavailable = time > LongestUnavailable ? time : LongestUnavailable;
        }
        else
        {
            LongestWait = time > LongestWait ? time : LongestWait;
        }
    }
}
