using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// What one count component says of the items it touches, where s is an item's score and m the best one of the case,
/// masked items aside: the amount, log(1 + s / c), with c the median score of many cases; the standing,
/// log(1 + 99 s / m) / log(100); the peak, s / m; and that it is not zero. All are 0 for an item that the component
/// does not touch, so that no evidence and next to none are close.
/// </summary>
internal sealed class CountFeatures(BlendComponent component, int items, bool maskSeen) : SparseFeatures
{
    private const float Steepness = 99;
    private static readonly float Top = MathF.Log(1 + Steepness);
    private float _scale = 1;

    public override IReadOnlyList<string> Names { get; } =
        [$"{component.Name}.amount", $"{component.Name}.standing", $"{component.Name}.peak", $"{component.Name}.any"];

    public override void Calibrate(IReadOnlyList<InteractionSequence> histories)
    {
        var amounts = new List<float>();
        foreach (var history in histories)
        {
            var scores = Score(history);
            foreach (var item in scores.Items)
            {
                amounts.Add(scores[item]);
            }

            Return(scores);
        }

        amounts.Sort();
        _scale = amounts.Count > 0 ? amounts[amounts.Count / 2] : 1;
    }

    protected override void Describe(in InteractionSequence history, FeatureBlock block)
    {
        var scores = Score(history);
        var seen = history.Items.Span;
        var most = 0f;
        foreach (var item in scores.Items)
        {
            if (!maskSeen || !seen.Contains(item))
            {
                most = Math.Max(most, scores[item]);
            }
        }

        most = most == 0 ? 1 : most;

        foreach (var item in scores.Items)
        {
            var features = block.Add(item);
            features[0] = MathF.Log(1 + (scores[item] / _scale));
            features[1] = Math.Min(1, MathF.Log(1 + (Steepness * scores[item] / most)) / Top);
            features[2] = Math.Min(1, scores[item] / most);
            features[3] = 1;
        }

        Return(scores);
    }

    private ItemScores Score(in InteractionSequence history)
    {
        if (component.Scorer is CountModel counts)
        {
            var touched = counts.Rent();
            counts.ScoreOne(history, touched);
            return touched;
        }

        var dense = new float[items];
        component.Scorer.Score([history], dense);
        var scores = new ItemScores(items);
        for (var item = 0; item < dense.Length; item++)
        {
            scores.Add(item, dense[item]);
        }

        return scores;
    }

    private void Return(ItemScores scores)
    {
        scores.Clear();
        (component.Scorer as CountModel)?.Return(scores);
    }
}
