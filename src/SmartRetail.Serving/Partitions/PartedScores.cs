using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.Partitions;

/// <summary>
/// The scores of one query over all parts. What was prepared answers every question about some of its items: the best of fewer
/// are among the best of more. What was not is computed here, from the file where it must be.
/// </summary>
internal sealed class PartedScores(PartedModel model, float[] query) : ModelScores
{
    private ItemBitmap? _eligible;
    private ScoredItem[] _best = [];
    private bool _isEach;
    private double? _sharpness;
    private double _logSum;
    private float[]? _all;

    public override bool IsSpread => true;

    public override float this[int item] => model.ScoreOf(item, query);

    public override async ValueTask PrepareAsync(
        ItemBitmap eligible, int count, double? sharpness, CancellationToken cancellationToken)
    {
        var own = eligible.Copy();
        var asked = sharpness == _sharpness ? null : sharpness;
        var answers = await Task.WhenAll(model.Parts.Select(part => model.AskAsync(
            part,
            new(
                [.. query],
                [.. own.Slice(part.First, part.Count).ToBytes()],
                count,
                asked),
            cancellationToken)));
        var top = new TopItems(count);
        foreach (var found in answers.SelectMany(answer => answer.Best))
        {
            top.Offer(found);
        }

        (_eligible, _best) = (own, top.ToArray());
        _isEach = _best.Length < count;
        if (asked is not null)
        {
            _logSum = SegmentSum.LogOfAll([.. answers.SelectMany(answer => answer.Sums)]);
            _sharpness = asked;
        }
    }

    public override IReadOnlyList<ScoredItem> Find(ItemBitmap eligible, int count)
    {
        ArgumentNullException.ThrowIfNull(eligible);
        if (_eligible is not null && eligible.IsWithin(_eligible))
        {
            ScoredItem[] found = [.. _best.Where(scored => eligible.Contains(scored.Item)).Take(count)];
            if (found.Length == count || _isEach)
            {
                return found;
            }
        }

        return DenseScores.Find(ScoreAll(), eligible, count);
    }

    public override double LogSum(double sharpness) =>
        sharpness == _sharpness ? _logSum : SegmentSum.LogOfAll(SegmentSum.Of(ScoreAll(), sharpness));

    private float[] ScoreAll()
    {
        if (_all is null)
        {
            var scores = new float[model.Items];
            model.ScoreAll(query, scores);
            _all = scores;
        }

        return _all;
    }
}
