using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.DifferentialPrivacy;

namespace SmartRetail.Grains.Models;

/// <summary>What models promise together.</summary>
internal static class PrivacyTotals
{
    /// <summary>Returns null where none of them is private.</summary>
    public static PrivacyTotal? Of(IReadOnlyCollection<ModelSummary> models)
    {
        var promises = models.Select(model => model.Privacy).OfType<PrivacyGuarantee>().ToList();
        if (promises.Count == 0)
        {
            return null;
        }

        // At the largest δ each of them holds too.
        var delta = promises.Max(promise => promise.Delta);
        var epsilon = PrivacyAccountant.Compose(
            [.. promises.Select(promise => new SampledSteps(promise.NoiseMultiplier, promise.SamplingRate, promise.Steps))], delta);
        return new(epsilon, delta, promises.Count, models.Count - promises.Count, promises.Exists(promise => promise.IsSeeded));
    }
}
