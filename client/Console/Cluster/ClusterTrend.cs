using System.Collections.Immutable;
using SmartRetail.Client.Theme.Charts;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Client.Console.Cluster;

/// <summary>
/// The last two minutes of the cluster as an overview page saw them. Silos report totals; what happened between two
/// looks is their difference, per silo, so that one that starts or leaves makes no jump.
/// </summary>
internal sealed class ClusterTrend
{
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(2);

    private readonly Queue<Moment> _moments = new();
    private ClusterOverview? _last;

    public Moment? Latest { get; private set; }

    public void Add(ClusterOverview overview)
    {
        if (_last is { } last && overview.At > last.At)
        {
            Latest = Compare(last, overview);
            _moments.Enqueue(Latest);
            while (overview.At - _moments.Peek().At > Span)
            {
                _moments.Dequeue();
            }
        }

        _last = overview;
    }

    /// <summary>A line of seconds before now, which is 0, and the figure then.</summary>
    public ChartSeries Line(string name, string color, Func<Moment, double> figure) => new(
        name,
        color,
        [.. _moments.Select(moment => new ChartPoint(-(_last!.At - moment.At).TotalSeconds, figure(moment)))]);

    private static Moment Compare(ClusterOverview before, ClusterOverview after)
    {
        var seconds = (after.At - before.At).TotalSeconds;
        var pairs =
            from silo in after.Silos
            join earlier in before.Silos on silo.Address equals earlier.Address
            where silo.Figures is not null && earlier.Figures is not null
            select (Now: silo.Figures!, Then: earlier.Figures!, silo.Address);
        var list = pairs.ToList();
        return new(
            after.At,
            Rate(figures => figures.InteractionsAccepted),
            Rate(figures => figures.Recommendations),
            Rate(figures => figures.Errors),
            Rate(figures => figures.CatalogViolations),
            list.ToImmutableDictionary(
                pair => pair.Address, pair => Math.Max(0, pair.Now.CpuSeconds - pair.Then.CpuSeconds) / seconds),
            Slowest(after, figures => figures.RecommendMilliseconds),
            Slowest(after, figures => figures.RecordMilliseconds));

        double Rate(Func<SiloFigures, long> total) =>
            list.Sum(pair => Math.Max(0, total(pair.Now) - total(pair.Then))) / seconds;
    }

    // Percentiles of silos cannot be averaged; the slowest silo's is what some customers really see.
    private static ImmutableDictionary<string, double> Slowest(
        ClusterOverview overview, Func<SiloFigures, IReadOnlyDictionary<string, double>> percentiles) => overview.Silos
        .Where(silo => silo.Figures is not null)
        .SelectMany(silo => percentiles(silo.Figures!))
        .GroupBy(percentile => percentile.Key, percentile => percentile.Value)
        .ToImmutableDictionary(group => group.Key, group => group.Max());
}

/// <summary>Rates per second at a time, processors in use per silo, and the slowest silo's percentiles in ms.</summary>
internal sealed record Moment(
    DateTimeOffset At,
    double Interactions,
    double Recommendations,
    double Errors,
    double Violations,
    ImmutableDictionary<string, double> Processors,
    ImmutableDictionary<string, double> RecommendMilliseconds,
    ImmutableDictionary<string, double> RecordMilliseconds);
