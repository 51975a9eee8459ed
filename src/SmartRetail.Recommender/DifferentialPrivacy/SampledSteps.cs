namespace SmartRetail.Recommender.DifferentialPrivacy;

/// <summary>Steps of the sampled Gaussian mechanism that are alike.</summary>
/// <param name="NoiseMultiplier">The noise's standard deviation over the longest contribution; 0 or more.</param>
/// <param name="SamplingRate">The probability that a customer takes part in a step.</param>
public readonly record struct SampledSteps(double NoiseMultiplier, double SamplingRate, long Steps);
