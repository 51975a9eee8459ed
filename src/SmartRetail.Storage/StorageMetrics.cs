using System.Diagnostics.Metrics;

namespace SmartRetail.Storage;

/// <summary>What the writer does, for whoever listens to the meter of this name.</summary>
internal static class StorageMetrics
{
    private static readonly Meter Meter = new("SmartRetail.Storage");

    public static readonly Histogram<long> GroupRows =
        Meter.CreateHistogram<long>("smartretail.storage.group.rows", "{row}", "Rows committed together");

    public static readonly Histogram<double> CommitTime =
        Meter.CreateHistogram<double>("smartretail.storage.commit.duration", "s", "From a group's begin to its commit");

    public static readonly Counter<long> Rejected =
        Meter.CreateCounter<long>("smartretail.storage.rejected", "{row}", "Rows refused, to be sent again");

    public static readonly Counter<long> Dropped =
        Meter.CreateCounter<long>("smartretail.storage.impressions.dropped", "{list}", "Impressions not recorded");

    public static readonly Counter<long> Unreadable = Meter.CreateCounter<long>(
        "smartretail.storage.rows.unreadable", "{row}", "Sealed rows left out: their customer's key is gone, as after an erasure");

    public static readonly Counter<long> Damaged = Meter.CreateCounter<long>(
        "smartretail.storage.rows.damaged", "{row}", "Sealed rows that do not open with their customer's key");
}
