using System.Collections.Immutable;

namespace SmartRetail.Contracts.Models;

/// <summary>A candidate that ranks beside the active model, seen by nobody.</summary>
/// <param name="Candidate">The version that is tried.</param>
/// <param name="Against">The version that was active when it began: only lists of that one are compared.</param>
/// <param name="Share">Of the personal lists, more than 0 and up to 1.</param>
/// <param name="EndsAt">When it ends by itself.</param>
/// <param name="By">The name of the API key that asked for it; null where the platform did.</param>
[GenerateSerializer, Immutable, Alias("ShadowPlan")]
public sealed record ShadowPlan(
    [property: Id(0)] ModelVersion Candidate,
    [property: Id(1)] ModelVersion Against,
    [property: Id(2)] double Share,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] string? By)
{
    /// <summary>The least share: one list of a thousand.</summary>
    public const double LeastShare = 0.001;

    public const int MaxMinutes = 7 * 24 * 60;

    /// <summary>Returns every bound that the values break.</summary>
    public static ImmutableArray<FieldError> Check(double share, double minutes)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();

        // Written so that NaN fails.
        if (!(share >= LeastShare && share <= 1))
        {
            errors.Add(new("share", $"must be from {LeastShare} to 1"));
        }

        if (!(minutes >= 1 && minutes <= MaxMinutes))
        {
            errors.Add(new("minutes", $"must be from 1 to {MaxMinutes}"));
        }

        return errors.ToImmutable();
    }
}
