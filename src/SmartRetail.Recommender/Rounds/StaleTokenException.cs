using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Rounds;

/// <summary>The writer was given up: its run goes on under a newer token, or has ended.</summary>
public sealed class StaleTokenException(TrainingRunId run, long token)
    : Exception($"Run {run} does not go on under token {token} any more")
{
    public long Token => token;
}
