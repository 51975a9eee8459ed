using SmartRetail.Contracts;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.UnitTests.Partitions;

/// <summary>Another silo, which answers with the parts that it holds, or never.</summary>
internal sealed class OtherSilo : IPartReader
{
    private int _answers;

    public IPartedModel? Model { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>How often it has answered for a part.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public async ValueTask<PartAnswer?> ReadAsync(
        StoreId store, ModelVersion version, ItemPart part, PartQuery query, CancellationToken cancellationToken)
    {
        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var answer = Model?.Version == version ? Model.Scan(part.Index, query) : null;
        Interlocked.Add(ref _answers, answer is null ? 0 : 1);
        return answer;
    }
}
