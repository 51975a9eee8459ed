using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// What a history says of its own items: how often and how lately in sessions, whether the item's own rhythm says that
/// it is due, and how often customers come back to such an item at all. Frequency and recency are what next-basket
/// recommendation lives of (Li et al. 2023); the rhythm is that of Bhagat et al. 2018, in sessions instead of days.
/// </summary>
internal sealed class OwnItemFeatures(string name, RepeatModel repeat) : SparseFeatures
{
    public override IReadOnlyList<string> Names { get; } =
    [
        $"{name}.decayed", $"{name}.count", $"{name}.share", $"{name}.recency", $"{name}.newest", $"{name}.due",
        $"{name}.habit", $"{name}.crowd", $"{name}.any",
    ];

    protected override void Describe(in InteractionSequence history, FeatureBlock block)
    {
        var visits = new Dictionary<int, Visits>();
        var sessions = 0;
        var weight = 1.0;
        for (var end = history.Length; end > 0; sessions++, weight *= repeat.Decay)
        {
            var start = repeat.SessionStart(history, end);
            foreach (var item in history.Items.Span[start..end])
            {
                if (!visits.TryGetValue(item, out var known))
                {
                    visits.Add(item, new(1, sessions, sessions, weight));
                }
                else if (known.Oldest < sessions)
                {
                    visits[item] = new(known.Count + 1, known.Newest, sessions, known.Weight + weight);
                }
            }

            end = start;
        }

        var newest = history.Length > 0 ? history.Items.Span[^1] : -1;
        foreach (var (item, visit) in visits)
        {
            var features = block.Add(item);
            features[0] = MathF.Log((float)visit.Weight);
            features[1] = MathF.Log(visit.Count);
            features[2] = (float)visit.Count / sessions;
            features[3] = MathF.Log(1 + visit.Newest);
            features[4] = item == newest ? 1 : 0;
            features[5] = Due(visit);
            features[6] = repeat.HabitOf(item);
            features[7] = MathF.Log(visits.Count);
            features[8] = 1;
        }
    }

    /// <summary>
    /// 1 where the pause since the newest visit is the mean pause between visits, less the further from it.
    /// </summary>
    private static float Due(Visits visits)
    {
        if (visits.Count < 2)
        {
            return 0;
        }

        var pause = (float)(visits.Oldest - visits.Newest) / (visits.Count - 1);
        return MathF.Exp(-MathF.Abs(MathF.Log((visits.Newest + 1) / pause)));
    }

    /// <summary>Sessions that an item occurred in; they are numbered from the history's end, from 0.</summary>
    private readonly record struct Visits(int Count, int Newest, int Oldest, double Weight);
}
