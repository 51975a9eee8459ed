using Orleans.Runtime;

namespace SmartRetail.Contracts;

/// <summary>
/// What the call needs is away: the database, or a silo of the role that does it. Nothing was changed, and the same call
/// may be made again after <see cref="RetryAfter"/>.
/// </summary>
[GenerateSerializer, Alias("UnavailableException")]
public sealed class UnavailableException(string message, TimeSpan retryAfter) : OrleansException(message)
{
    [Id(0)]
    public TimeSpan RetryAfter { get; } = retryAfter;
}
