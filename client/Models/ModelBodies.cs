using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Models;

/// <summary>A store's published models, newest first.</summary>
internal sealed record ModelsAnswer(
    [property: Description("The version that ranks; null before the first is activated.")]
    int? Active,
    ImmutableArray<ModelAnswer> Models,
    [property: Description("What the private models promise together to a customer whose data went into all of them; null where none is private.")]
    PrivacyTotal? Privacy)
{
    public static ModelsAnswer From(ModelList list) =>
        new(list.Active?.Value, [.. list.Models.Select(ModelAnswer.From)], list.Privacy);
}

/// <summary>A published model: what it is and how it scored.</summary>
internal sealed record ModelAnswer(
    int Version,
    string Architecture,
    DateTimeOffset CreatedAt,
    [property: Description("How many products it can rank.")]
    int Products,
    [property: Description("On the held-out interactions, by metric name, such as ndcg@10.")]
    ImmutableSortedDictionary<string, double> Metrics,
    [property: Description("The count models on the same, by their names.")]
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>> Floors,
    [property: Description("The 95 % bootstrap intervals of hr@10, mrr and ndcg@10; empty where the model is from before they were kept.")]
    ImmutableSortedDictionary<string, MetricInterval> Intervals,
    [property: Description("The same of the count models, by their names.")]
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, MetricInterval>> FloorIntervals,
    [property: Description("Energy by purpose: of the run that fitted it (`fit`), and of 1,000 rankings with it (`thousandRecommendations`).")]
    ImmutableSortedDictionary<string, double> Joules,
    [property: Description("Grams of CO2 of the same, by the carbon intensity that the silo was told; empty where the model is from before it was kept.")]
    ImmutableSortedDictionary<string, double> GramsCo2,
    [property: Description("Where the energy was read, or \"estimate\".")]
    string EnergySource,
    [property: Description("The training run that fitted it.")]
    string? Run,
    [property: Description("Of the artifact's manifest, which holds the digests of its other files.")]
    string Sha256,
    [property: Description("The decision that let it live; null where none was asked.")]
    GateAnswer? Gate,
    [property: Description("What is promised to customers about the network's parameters; null where the run was not private.")]
    PrivacyGuarantee? Privacy,
    [property: Description("The model that its fit began with; null: with chance.")]
    int? Parent,
    [property: Description("SHA-256, in hex, over the sequences that it was trained on: models with the same were trained on the same. Null where the model is from before it was kept.")]
    string? DataFingerprint,
    [property: Description("Customers, interactions and items that it was trained on, and what was left out, by reason; empty where the model is from before they were kept.")]
    ImmutableSortedDictionary<string, long> Counts)
{
    public static ModelAnswer From(ModelSummary model) => new(
        model.Version.Value,
        model.Architecture,
        model.CreatedAt,
        model.Products,
        model.Metrics,
        model.Floors,
        model.Intervals ?? ImmutableSortedDictionary<string, MetricInterval>.Empty,
        model.FloorIntervals ?? ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, MetricInterval>>.Empty,
        model.Joules,
        model.GramsPerKwh is { } grams
            ? model.Joules.ToImmutableSortedDictionary(
                energy => energy.Key, energy => EnergyPurpose.Grams(energy.Value, grams), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, double>.Empty,
        model.EnergySource,
        model.Run?.Value,
        model.Sha256,
        GateAnswer.From(model.Gate),
        model.Privacy,
        model.Parent?.Value,
        model.DataFingerprint,
        model.Counts ?? ImmutableSortedDictionary<string, long>.Empty);
}

/// <summary>The model that ranks from now on.</summary>
internal sealed record ModelActivatedAnswer(int Active);
