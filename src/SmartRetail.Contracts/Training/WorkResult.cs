using System.Collections.Immutable;

namespace SmartRetail.Contracts.Training;

/// <summary>What a worker has done.</summary>
/// <param name="Order">The order that is done.</param>
/// <param name="Examples">The targets that it learned from.</param>
/// <param name="Cases">
/// The ndcg@10 of each of its held-out cases: when validating with the round's parameters, when fitting with those before
/// the round; empty in the first round.
/// </param>
/// <param name="Rounds">Rounds of the whole fit, which the data decides; 0 before that is known.</param>
/// <param name="IsTimeOver">Whether the fit has had the time that it may take.</param>
/// <param name="Joules">The energy that it took.</param>
[GenerateSerializer, Immutable, Alias("WorkResult")]
public sealed record WorkResult(
    [property: Id(0)] WorkOrder Order,
    [property: Id(1)] long Examples,
    [property: Id(2)] ImmutableArray<double> Cases,
    [property: Id(3)] int Rounds,
    [property: Id(4)] bool IsTimeOver,
    [property: Id(5)] double Joules = 0);
