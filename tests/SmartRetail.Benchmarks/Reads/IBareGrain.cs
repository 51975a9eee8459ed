using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>The least that a grain can do to answer a list: it has it.</summary>
[GrainInterfaceType("bare")]
[Alias("IBareGrain")]
public interface IBareGrain : IGrainWithStringKey
{
    [Alias("Keep")]
    Task Keep(RecommendationList list);

    [Alias("Get")]
    Task<RecommendationList> Get();
}
