using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SmartRetail.Contracts.Operations;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Customers;

namespace SmartRetail.Grains.Operations;

/// <summary>What this silo counts: for the console by <see cref="Read"/>, for Prometheus and OTLP by the meter.</summary>
internal sealed class ServingMeters : IDisposable
{
    public const string MeterName = "SmartRetail";

    private readonly Meter _meter;
    private readonly Counter<long> _interactions;
    private readonly Counter<long> _recommendations;
    private readonly Counter<long> _violations;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _suspected;
    private readonly Histogram<double> _recommendSeconds;
    private readonly Histogram<double> _recordSeconds;
    private readonly LatencyWindow _recommend = new();
    private readonly LatencyWindow _record = new();
    private readonly long[] _tiers = new long[Enum.GetValues<RecommendationTier>().Length + 1];
    private readonly ActiveCustomers _customers;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private long _accepted;
    private long _duplicates;
    private long _catalogViolations;
    private long _failures;

    public ServingMeters(IMeterFactory meters, ActiveCustomers customers, TimeProvider clock)
    {
        _customers = customers;
        _clock = clock;
        _started = clock.GetTimestamp();
        _meter = meters.Create(MeterName);
        _interactions = _meter.CreateCounter<long>(
            "smartretail_interactions", description: "Interactions recorded, by outcome");
        _recommendations = _meter.CreateCounter<long>(
            "smartretail_recommendations", description: "Recommendation lists answered, by tier");
        _violations = _meter.CreateCounter<long>(
            "smartretail_catalog_violations", description: "Products in an answer that must not be shown");
        _errors = _meter.CreateCounter<long>("smartretail_errors", description: "Calls that failed");
        _suspected = _meter.CreateCounter<long>(
            "smartretail_suspected_interactions", description: "Interactions not counted, of customers who do what people do not");
        _recommendSeconds = _meter.CreateHistogram<double>("smartretail_recommend_duration", "s");
        _recordSeconds = _meter.CreateHistogram<double>("smartretail_record_duration", "s");
        _meter.CreateObservableGauge(
            "smartretail_active_customers", () => customers.Count, description: "Customer grains active in this silo");

        // A counter that was never added to is not exported; zero violations must be visible as zero.
        _violations.Add(0);
        _errors.Add(0);
        _suspected.Add(0);
    }

    public void LeftOut(long interactions) => _suspected.Add(interactions);

    public void Recorded(int accepted, int duplicates, TimeSpan duration)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
        _interactions.Add(accepted, new KeyValuePair<string, object?>("outcome", "accepted"));
        if (duplicates > 0)
        {
            _interactions.Add(duplicates, new KeyValuePair<string, object?>("outcome", "duplicate"));
        }

        _recordSeconds.Record(duration.TotalSeconds);
        _record.Add(duration);
    }

    public void Recommended(RecommendationTier tier, int violations, TimeSpan duration)
    {
        Interlocked.Increment(ref _tiers[(int)tier]);
        _recommendations.Add(1, new KeyValuePair<string, object?>("tier", tier.ToString()));
        _recommendSeconds.Record(duration.TotalSeconds);
        _recommend.Add(duration);
        if (violations > 0)
        {
            Interlocked.Add(ref _catalogViolations, violations);
            _violations.Add(violations);
        }
    }

    public void Failed()
    {
        Interlocked.Increment(ref _failures);
        _errors.Add(1);
    }

    public SiloFigures Read()
    {
        using var process = Process.GetCurrentProcess();
        return new(
            Uptime: _clock.GetElapsedTime(_started),
            Activations: _customers.Count,
            ManagedBytes: GC.GetTotalMemory(forceFullCollection: false),
            ResidentBytes: process.WorkingSet64,
            CpuSeconds: process.TotalProcessorTime.TotalSeconds,
            InteractionsAccepted: Interlocked.Read(ref _accepted),
            InteractionsDuplicate: Interlocked.Read(ref _duplicates),
            Recommendations: _tiers.Sum(),
            Errors: Interlocked.Read(ref _failures),
            CatalogViolations: Interlocked.Read(ref _catalogViolations),
            Tiers: Enum.GetValues<RecommendationTier>().ToImmutableSortedDictionary(
                tier => tier.ToString(), tier => Interlocked.Read(ref _tiers[(int)tier])),
            RecommendMilliseconds: _recommend.Percentiles(),
            RecordMilliseconds: _record.Percentiles());
    }

    public void Dispose() => _meter.Dispose();
}
