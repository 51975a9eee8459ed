using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>A training run as its trainer last knew it.</summary>
/// <param name="State">Its name, as the server has it; a newer server may have others.</param>
/// <param name="Progress">From 0 to 1 over the whole run.</param>
/// <param name="Metrics">On the held-out interactions, such as ndcg@10; null until evaluated.</param>
/// <param name="ModelVersion">The model that it published; null until then.</param>
/// <param name="Failure">What went wrong, in one sentence; null unless it failed.</param>
public sealed record TrainingRun(
    [property: System.Text.Json.Serialization.JsonPropertyName("run")] string Id,
    string Architecture,
    string State,
    int Round,
    int Epoch,
    int Epochs,
    double? Loss,
    double Progress,
    ImmutableDictionary<string, double>? Metrics,
    int? ModelVersion,
    string? Failure,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt);

/// <summary>A store's published models, newest first.</summary>
/// <param name="Active">The version that ranks; null before the first.</param>
public sealed record ModelList(int? Active, ImmutableArray<Model> Models);

/// <summary>A published model: what it is and how it scored.</summary>
/// <param name="Floors">The count models on the same interactions, by their names.</param>
public sealed record Model(
    int Version,
    string Architecture,
    DateTimeOffset CreatedAt,
    int Products,
    ImmutableDictionary<string, double> Metrics,
    ImmutableDictionary<string, ImmutableDictionary<string, double>> Floors,
    string? Run);

internal sealed record StartedRun(string Run);

internal sealed record TrainingRuns(ImmutableArray<TrainingRun> Runs);

internal sealed record ActiveModel(int Active);
