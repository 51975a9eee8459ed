using System.Collections.Immutable;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Models;

/// <summary>A store's published models, newest first.</summary>
/// <param name="Active">The version that ranks; null before the first is activated.</param>
internal sealed record ModelsAnswer(int? Active, ImmutableArray<ModelAnswer> Models)
{
    public static ModelsAnswer From(ModelList list) =>
        new(list.Active?.Value, [.. list.Models.Select(ModelAnswer.From)]);
}

/// <summary>A published model: what it is and how it scored.</summary>
/// <param name="Products">How many products it can rank.</param>
/// <param name="Metrics">On the held-out interactions, by metric name, such as ndcg@10.</param>
/// <param name="Floors">The count models on the same, by their names.</param>
/// <param name="Joules">Energy by purpose.</param>
/// <param name="EnergySource">Where the energy was read, or "estimate".</param>
/// <param name="Run">The training run that fitted it.</param>
/// <param name="Sha256">Of the artifact's manifest, which holds the digests of its other files.</param>
internal sealed record ModelAnswer(
    int Version,
    string Architecture,
    DateTimeOffset CreatedAt,
    int Products,
    ImmutableSortedDictionary<string, double> Metrics,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>> Floors,
    ImmutableSortedDictionary<string, double> Joules,
    string EnergySource,
    string? Run,
    string Sha256)
{
    public static ModelAnswer From(ModelSummary model) => new(
        model.Version.Value,
        model.Architecture,
        model.CreatedAt,
        model.Products,
        model.Metrics,
        model.Floors,
        model.Joules,
        model.EnergySource,
        model.Run?.Value,
        model.Sha256);
}

/// <summary>The model that ranks from now on.</summary>
internal sealed record ModelActivatedAnswer(int Active);
