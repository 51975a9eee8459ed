using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Benchmarks.Reads;

[GrainType("bare")]
internal sealed class BareGrain : Grain, IBareGrain
{
    private Task<RecommendationList> _list = null!;

    public Task Keep(RecommendationList list)
    {
        _list = Task.FromResult(list);
        return Task.CompletedTask;
    }

    public Task<RecommendationList> Get() => _list;
}
