using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>The most frequent items, whoever asks.</summary>
public sealed class PopularModel : CountModel
{
    private float[] _counts = [];

    public override string Name => "popular";

    protected override void Count(SequenceDataset data) =>
        _counts = Array.ConvertAll(data.CountItems(), count => (float)count);

    protected override void ScoreOne(ReadOnlySpan<int> history, Span<float> scores) => _counts.CopyTo(scores);
}
