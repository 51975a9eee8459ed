using System.Globalization;
using System.Security.Cryptography;
using SmartRetail.Contracts;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// Ids of lists, in the order of time: the millisecond, a number and what tells this process from all others. Chance is asked of
/// the system once, since asking for each list would cost more than the rest of a kept one.
/// </summary>
internal sealed class RecommendationIds(TimeProvider clock)
{
    private const int ProcessBytes = 6;

    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ProcessBytes));
    private uint _number;

    public RecommendationId Next()
    {
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var number = Interlocked.Increment(ref _number);
        return new(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:x12}{number:x8}{_process}"));
    }
}
