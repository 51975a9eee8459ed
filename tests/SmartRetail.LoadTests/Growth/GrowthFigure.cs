namespace SmartRetail.LoadTests.Growth;

/// <summary>One row of a curve's table.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Read">Takes it from a point.</param>
/// <param name="Format">Of its numbers.</param>
/// <param name="IsRate">Whether more is better: its cost is then the time of each.</param>
internal sealed record GrowthFigure(string Name, Func<GrowthPoint, double> Read, string Format = "N1", bool IsRate = false)
{
    public static readonly IReadOnlyList<GrowthFigure> All =
    [
        new("import of products, s", point => point.ProductsSeconds),
        new("unanswered meanwhile, s", point => point.SilentSeconds, "N2"),
        new("import of interactions, s", point => point.InteractionsSeconds),
        new("start until ready, s", point => point.StartSeconds),
        new("first answer after it, ms", point => point.FirstAnswer, "N0"),
        new("first list, p50, ms", point => point.FirstLists.P50, "N2"),
        new("first list, p99, ms", point => point.FirstLists.P99, "N2"),
        new("list after a view, p50, ms", point => point.Mix.AfterView.P50, "N2"),
        new("list after a view, p99, ms", point => point.Mix.AfterView.P99, "N2"),
        new("kept list, p50, ms", point => point.Mix.Kept.P50, "N2"),
        new("kept list, p99, ms", point => point.Mix.Kept.P99, "N2"),
        new("view, p50, ms", point => point.Mix.Views.P50, "N2"),
        new("reads/s", point => point.Mix.ReadsPerSecond, "N0", IsRate: true),
        new("managed, MiB", point => point.ManagedMebibytes),
        new("resident, MiB", point => point.ResidentMebibytes),
        new("resident at most, MiB", point => point.PeakMebibytes),
        new("database, MiB", point => point.DatabaseMebibytes),
    ];

    /// <summary>Returns what is higher where it is worse.</summary>
    public double CostOf(GrowthPoint point)
    {
        var value = Read(point);
        return IsRate && value > 0 ? 1 / value : value;
    }

    /// <summary>Returns the exponent of each step from one size to the next.</summary>
    public IReadOnlyList<double?> StepsOf(IReadOnlyList<GrowthPoint> points) =>
    [
        .. points.Zip(points.Skip(1), (from, to) => GrowthExponent.Between((from.Size, CostOf(from)), (to.Size, CostOf(to)))),
    ];
}
