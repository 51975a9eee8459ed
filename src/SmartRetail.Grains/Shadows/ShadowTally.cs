using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Shadows;

namespace SmartRetail.Grains.Shadows;

/// <summary>What one silo has counted of one candidate. Thread-safe.</summary>
internal sealed class ShadowTally
{
    private readonly Lock _gate = new();
    private readonly long[] _active = new long[LatencyBuckets.Length];
    private readonly long[] _candidate = new long[LatencyBuckets.Length];
    private long _compared;
    private double _overlap;
    private double _rankBiased;
    private long _sameFirst;
    private long _errors;
    private long _dropped;
    private string? _lastError;

    /// <summary>Returns how many of the products both have, from 0 to 1.</summary>
    public double Compared(
        IReadOnlyList<ProductId> active, TimeSpan activeTook, IReadOnlyList<ProductId> candidate, TimeSpan candidateTook)
    {
        var overlap = ListAgreement.Overlap(active, candidate);
        var rankBiased = ListAgreement.RankBiasedOverlap(active, candidate);
        var isSameFirst = active.Take(1).SequenceEqual(candidate.Take(1));
        lock (_gate)
        {
            _compared++;
            _overlap += overlap;
            _rankBiased += rankBiased;
            _sameFirst += isSameFirst ? 1 : 0;
            _active[LatencyBuckets.Of(activeTook)]++;
            _candidate[LatencyBuckets.Of(candidateTook)]++;
        }

        return overlap;
    }

    /// <summary>Returns whether the failure before, if any, was another one.</summary>
    public bool Failed(string reason)
    {
        lock (_gate)
        {
            var isNew = _lastError != reason;
            _errors++;
            _lastError = reason;
            return isNew;
        }
    }

    public void Dropped()
    {
        lock (_gate)
        {
            _dropped++;
        }
    }

    /// <param name="unready">Why the silo could not load the candidate; null when it has.</param>
    public ShadowFigures Read(string? unready)
    {
        lock (_gate)
        {
            return new(
                Silos: 1,
                Ready: unready is null ? 1 : 0,
                _compared,
                _overlap,
                _rankBiased,
                _sameFirst,
                _errors,
                _dropped,
                [.. _active],
                [.. _candidate],
                unready ?? _lastError);
        }
    }
}
