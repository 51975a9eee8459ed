using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Models;
using SmartRetail.LoadTests.Reports;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Runs;

/// <summary>What to simulate.</summary>
internal sealed record LoadPlan
{
    public ShopperModel Model { get; init; } = ShopperModelFile.Uci;

    /// <summary>Shoppers in the store at a time.</summary>
    public required int Shoppers { get; init; }

    /// <summary>Calls a second of all of them; at the peak, where the profile has one.</summary>
    public required double Rate { get; init; }

    public string Profile { get; init; } = "steady";

    public Pacing Pacing { get; init; } = Pacing.Scheduled;

    public CallPath Via { get; init; } = CallPath.Http;

    /// <summary>To each web process, at most.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Before anything is measured: the rate grows, code is compiled, customers come into memory.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    public required TimeSpan Duration { get; init; }

    /// <summary>Products that are sold out, and come back, a second; 0 for none.</summary>
    public double StockChanges { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public int Seed { get; init; } = 1;

    /// <summary>What the processors' time is counted as.</summary>
    public Tariff Tariff { get; init; } = new();

    /// <summary>The model that was fitted before; null for none.</summary>
    public FitPlan? Fit { get; init; }
}
