namespace SmartRetail.Training.Evaluation;

/// <summary>Where a fit stood after an epoch.</summary>
/// <param name="Loss">The mean of its steps, in nats a target.</param>
/// <param name="Validation">ndcg@10 on the cases that select the epoch; null without such.</param>
/// <param name="Seconds">Since the fit began.</param>
public sealed record EpochScore(int Epoch, double Loss, double? Validation, double Seconds);
