using System.Globalization;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.DifferentialPrivacy;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>How a private fit goes, decided before it has looked at anything but how many customers there are.</summary>
/// <param name="Epsilon">Of all steps; ∞ without noise.</param>
/// <param name="StepsPerPass">As many as sample each customer once on average.</param>
internal sealed record PrivacyTerms(
    double Epsilon, double Delta, double NoiseMultiplier, double ClipNorm, double SamplingRate, int StepsPerPass, long Steps)
{
    /// <param name="options">Private and resolved.</param>
    /// <exception cref="FitFailedException">There is no noise for what is asked.</exception>
    public static PrivacyTerms Of(FitOptions options)
    {
        if (options is not { PrivacyEpsilon: { } epsilon, PrivacyDelta: { } delta, Epochs: { } passes })
        {
            throw new InvalidOperationException("the options are not private, or not resolved");
        }

        var rate = options.PrivacySamplingRate;
        var stepsPerPass = Math.Max((int)Math.Round(1 / rate), 1);
        var steps = (long)stepsPerPass * passes;
        var noise = double.IsInfinity(epsilon) ? 0 : NoiseFor(epsilon, rate, steps, delta);
        return new(
            PrivacyAccountant.Epsilon(noise, rate, steps, delta), delta, noise, options.PrivacyClip, rate, stepsPerPass, steps);
    }

    /// <summary>
    /// The δ where none is given: the power of ten below one over the customers to the power of 1.1, so that it hardly
    /// tells how many there are.
    /// </summary>
    public static double DefaultDelta(long customers) => Math.Pow(10, -Math.Ceiling(1.1 * Math.Log10(Math.Max(customers, 2))));

    /// <exception cref="FitFailedException">With the δ, somebody's whole record could be published by chance.</exception>
    public static void ThrowUnlessMeaningful(double delta, long customers)
    {
        if (delta * customers >= 1)
        {
            throw new FitFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"the privacy delta must be below 1/customers, which is {1.0 / customers:g3} here, not {delta:g3}"));
        }
    }

    /// <summary>What may be told of it; null without noise.</summary>
    /// <param name="isSeeded">Whether the noise came of a seed.</param>
    public PrivacyGuarantee? ToGuarantee(bool isSeeded) => NoiseMultiplier == 0
        ? null
        : new(Epsilon, Delta, NoiseMultiplier, ClipNorm, SamplingRate, Steps, isSeeded);

    private static double NoiseFor(double epsilon, double rate, long steps, double delta)
    {
        try
        {
            return PrivacyAccountant.NoiseMultiplier(epsilon, rate, steps, delta);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FitFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"no noise makes {steps} steps at a sampling rate of {rate} private with an epsilon of {epsilon}: take fewer epochs"),
                error);
        }
    }
}
