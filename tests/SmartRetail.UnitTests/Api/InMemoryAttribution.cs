using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

/// <summary>The same figures at any time: 10 lists of a model at home, and 5 popular ones in no place.</summary>
internal sealed class InMemoryAttribution : IAttributionGrain
{
    public Task<AttributionReport> Read(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        Task.FromResult(new AttributionReport(
            from,
            to,
            [
                new(new("home", RecommendationTier.Personal, new ModelVersion(3)), new(10, 100, 5, 2, 1, 12.5)),
                new(new(null, RecommendationTier.Popular, null), new(5, 50, 1, 0, 0, 0)),
            ]));
}
