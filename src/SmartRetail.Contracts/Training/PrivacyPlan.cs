using System.Collections.Immutable;

namespace SmartRetail.Contracts.Training;

/// <summary>That a run is to be differentially private, and how. What is left null takes the fit's default.</summary>
[GenerateSerializer, Immutable, Alias("PrivacyPlan")]
public sealed record PrivacyPlan
{
    /// <summary>Beyond this ε nothing is promised that anybody could mean.</summary>
    public const double MaxEpsilon = 1_000;

    public const double MaxClip = 1_000_000;

    /// <summary>The ε that all steps of the run may cost, towards a customer's coming or going.</summary>
    [Id(0)]
    public required double Epsilon { get; init; }

    /// <summary>The δ beside it; has to be below 1/customers, which the fit checks.</summary>
    [Id(1)]
    public double? Delta { get; init; }

    /// <summary>The longest that a customer's gradient is in a step, as an L2 norm.</summary>
    [Id(2)]
    public double? Clip { get; init; }

    /// <summary>The probability that a customer takes part in a step.</summary>
    [Id(3)]
    public double? SamplingRate { get; init; }

    public ImmutableArray<FieldError> Check()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (Epsilon is not (> 0 and <= MaxEpsilon))
        {
            errors.Add(new("privacy.epsilon", $"must be above 0 and at most {MaxEpsilon}"));
        }

        if (Delta is { } and not (> 0 and < 1))
        {
            errors.Add(new("privacy.delta", "must be above 0 and below 1"));
        }

        if (Clip is { } and not (> 0 and <= MaxClip))
        {
            errors.Add(new("privacy.clip", $"must be above 0 and at most {MaxClip}"));
        }

        if (SamplingRate is { } and not (> 0 and <= 1))
        {
            errors.Add(new("privacy.samplingRate", "must be above 0 and at most 1"));
        }

        return errors.ToImmutable();
    }
}
