using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>What became of a fitted model that the gate let pass: one of the three is there.</summary>
/// <param name="Live">The version that ranks now.</param>
/// <param name="Rejected">Why it does not go live after all.</param>
/// <param name="Failure">Why it could not be published.</param>
internal sealed record PublicationOutcome(ModelVersion? Live = null, GateDecision? Rejected = null, string? Failure = null);
