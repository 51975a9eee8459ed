using System.Collections.Immutable;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Contracts.Models;

/// <summary>A published model: what it is and how it scored.</summary>
/// <param name="Metrics">Of what is served on the held-out interactions, by metric name, such as ndcg@10.</param>
/// <param name="Floors">The network alone and the count models on the same, by their names.</param>
/// <param name="Joules">Energy by <see cref="EnergyPurpose"/>, with the estimate labelled in <paramref name="EnergySource"/>.</param>
/// <param name="Sha256">Of the artifact's manifest, which holds the digests of its other files.</param>
/// <param name="Gate">The decision that let it live; null where none was asked.</param>
/// <param name="ReadAt">When the reading of its data began: what was erased before is not in it. Null where that is not known.</param>
/// <param name="Epoch">Of its newest seal: silos refuse an older one.</param>
/// <param name="Intervals">Of the metrics that one was drawn for; null where the model is from before they were kept.</param>
/// <param name="FloorIntervals">Of the floors' metrics, by their names.</param>
/// <param name="Privacy">What is promised to customers about the network's parameters; null where nothing is.</param>
/// <param name="Parent">The model that the fit began with; null: with chance.</param>
/// <param name="DataFingerprint">
/// SHA-256, in hex, over the sequences that it was trained on: two models with the same were trained on the same. Null where the
/// model is from before it was kept.
/// </param>
/// <param name="Counts">Customers, interactions and items trained on, and what was left out, by reason; null as above.</param>
/// <param name="GramsPerKwh">Grams of CO2 for a kilowatt-hour, as the silo that fitted was told; null as above.</param>
[GenerateSerializer, Immutable, Alias("ModelSummary")]
public sealed record ModelSummary(
    [property: Id(0)] ModelVersion Version,
    [property: Id(1)] string Architecture,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] int Products,
    [property: Id(4)] ImmutableSortedDictionary<string, double> Metrics,
    [property: Id(5)] ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>> Floors,
    [property: Id(6)] ImmutableSortedDictionary<string, double> Joules,
    [property: Id(7)] string EnergySource,
    [property: Id(8)] TrainingRunId? Run,
    [property: Id(9)] string Sha256,
    [property: Id(10)] GateDecision? Gate = null,
    [property: Id(11)] DateTimeOffset? ReadAt = null,
    [property: Id(12)] long Epoch = 0,
    [property: Id(13)] ImmutableSortedDictionary<string, MetricInterval>? Intervals = null,
    [property: Id(14)] ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, MetricInterval>>? FloorIntervals = null,
    [property: Id(15)] PrivacyGuarantee? Privacy = null,
    [property: Id(16)] ModelVersion? Parent = null,
    [property: Id(17)] string? DataFingerprint = null,
    [property: Id(18)] ImmutableSortedDictionary<string, long>? Counts = null,
    [property: Id(19)] double? GramsPerKwh = null)
{
    public ModelRelease Release => new(Version, Epoch);
}

/// <summary>A store's published models, newest first, and the one that ranks.</summary>
/// <param name="Shadow">The candidate that ranks beside it now; null where none does.</param>
/// <param name="Privacy">What the private ones promise together; null where none is.</param>
[GenerateSerializer, Immutable, Alias("ModelList")]
public sealed record ModelList(
    [property: Id(0)] ModelVersion? Active,
    [property: Id(1)] ImmutableArray<ModelSummary> Models,
    [property: Id(2)] ShadowPlan? Shadow = null,
    [property: Id(3)] PrivacyTotal? Privacy = null);
