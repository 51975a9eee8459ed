using Orleans.Concurrency;

namespace SmartRetail.Grains.Recommendations;

/// <summary>The recommendation grain as its customer grain sees it. Same key, same grain.</summary>
[GrainInterfaceType("recommendation-cache")]
[Alias("IRecommendationCache")]
internal interface IRecommendationCache : IGrainWithStringKey
{
    /// <summary>
    /// From now on no answer may be ranked with less than this profile version. Interleaves: it only raises a number,
    /// so the two grains can wait for each other without a deadlock. Returns whether there is still a reader: one that has,
    /// or is about to have, a ranking that this version leaves valid, and so will not read before the next version.
    /// </summary>
    [Alias("Invalidate"), AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<bool> Invalidate(long profileVersion);

    /// <summary>
    /// Forgets all that was made for the customer, and returns when what was queued of it is written. Interleaves, for the same
    /// reason; a call that is under way then records nothing.
    /// </summary>
    [Alias("Forget"), AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task Forget();
}
