using System.Text.Json;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>How shoppers behave: what data say, and what they cannot say and is assumed.</summary>
internal sealed record ShopperModel
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What was fitted to.</summary>
    public required string Source { get; init; }

    /// <summary>Quantiles of the number of different products of a session, evenly spaced from the least to the most.</summary>
    public required IReadOnlyList<double> SessionLengths { get; init; }

    /// <summary>The share of sessions that start in each hour of the day.</summary>
    public required IReadOnlyList<double> Hours { get; init; }

    /// <summary>s of Zipf's law: the product of rank r is wanted in proportion to r^-s.</summary>
    public required double PopularityExponent { get; init; }

    /// <summary>How often the next product is of the category of the one before it because of it: beyond chance, as a share.</summary>
    public required double CategoryAffinity { get; init; }

    /// <summary>The share of purchases, of customers who have bought before, of a product that they bought in an earlier session.</summary>
    public required double RepeatPurchases { get; init; }

    /// <summary>Returns for each purchase.</summary>
    public required double Returns { get; init; }

    /// <summary>The share of sessions of customers who have been here before.</summary>
    public required double ReturningSessions { get; init; }

    /// <summary>Assumed: the share of looks at a product of the list that is shown, where there is one. Default: 0.5.</summary>
    public double Following { get; init; } = 0.5;

    /// <summary>
    /// Assumed: position i of a list is followed in proportion to i^-this; about 1 in published click logs (Joachims et al., 2017).
    /// Default: 1.
    /// </summary>
    public double PositionBias { get; init; } = 1;

    /// <summary>Assumed: the share of looks that end in the basket. Default: 0.08.</summary>
    public double Baskets { get; init; } = 0.08;

    /// <summary>Assumed: the share of baskets that are bought. Default: 0.3.</summary>
    public double Purchases { get; init; } = 0.3;

    /// <summary>Assumed: the share of sessions that begin without a name. Default: 0.6.</summary>
    public double Anonymous { get; init; } = 0.6;

    /// <summary>Assumed: the share of those that sign in before they end. Default: 0.1.</summary>
    public double SignIns { get; init; } = 0.1;

    /// <summary>Assumed: the share of shoppers that are bots, four times as fast as people and without an end. Default: 0.02.</summary>
    public double Bots { get; init; } = 0.02;

    /// <summary>The load's mix: reads after each write. Default: 4.</summary>
    public int ReadsPerWrite { get; init; } = 4;
}
