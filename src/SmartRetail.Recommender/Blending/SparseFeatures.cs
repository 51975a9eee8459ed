using System.Collections.Concurrent;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// Features that most items have not: those of what a history speaks for. Safe to use from several threads.
/// </summary>
internal abstract class SparseFeatures
{
    private readonly ConcurrentBag<FeatureBlock> _idle = [];

    /// <summary>The features' names; by the first an item is chosen as a candidate.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Describes each item that the history speaks for, once. The block is to be given back.</summary>
    public FeatureBlock Describe(in InteractionSequence history)
    {
        if (!_idle.TryTake(out var block))
        {
            block = new(Names.Count);
        }

        Describe(history, block);
        return block;
    }

    public void Return(FeatureBlock block)
    {
        block.Clear();
        _idle.Add(block);
    }

    /// <summary>Learns the scale of its features from histories as they come.</summary>
    public virtual void Calibrate(IReadOnlyList<InteractionSequence> histories)
    {
    }

    protected abstract void Describe(in InteractionSequence history, FeatureBlock block);
}
