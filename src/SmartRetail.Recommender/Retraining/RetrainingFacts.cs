using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;

namespace SmartRetail.Recommender.Retraining;

/// <summary>What it takes to know whether a store's model is to be trained anew.</summary>
/// <param name="LastRun">When the last run began; null for a store that never had one.</param>
/// <param name="NewInteractions">Recorded since then.</param>
/// <param name="Active">The model that ranks; null where none does.</param>
/// <param name="First">What its lists brought in the first days after its activation.</param>
/// <param name="Newest">What they brought in the newest days, as many; nothing while those are the first ones.</param>
public sealed record RetrainingFacts(
    DateTimeOffset Now,
    DateTimeOffset? LastRun,
    long NewInteractions,
    ModelVersion? Active,
    AttributionSums First,
    AttributionSums Newest);
