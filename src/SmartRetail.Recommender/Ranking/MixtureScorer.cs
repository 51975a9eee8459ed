using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Scores as serving does (<see cref="ProductScores"/>), for an evaluation: all products of the model, nothing filtered.
/// The view's counts must not change any more.
/// </summary>
public sealed class MixtureScorer : ISequenceScorer
{
    private const int BatchSize = 64;
    private readonly StoreView _store;
    private readonly ISequenceModel _model;
    private readonly int _historyLength;
    private readonly float[] _popular;

    /// <param name="historyLength">The newest interactions that a ranking reads.</param>
    /// <exception cref="ArgumentException">The view has no model.</exception>
    public MixtureScorer(StoreView store, int historyLength)
    {
        ArgumentNullException.ThrowIfNull(store);
        _model = store.Model ?? throw new ArgumentException("has no model", nameof(store));
        _store = store;
        _historyLength = historyLength;
        _popular = new float[_model.Items];
        foreach (var (product, score) in store.Counts.Popular())
        {
            Add(product, score, _popular);
        }
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        var parts = PartsOf(histories.ToArray());
        for (var at = 0; at < parts.Count; at++)
        {
            var row = scores.Slice(at * _model.Items, _model.Items);
            var shares = parts[at].Share(_model.Shares);
            TensorPrimitives.Multiply(_popular, (float)shares.Popular, row);
            if (parts[at].Network is { } network)
            {
                TensorPrimitives.MultiplyAdd(ChancesBy(network), (float)shares.Network, row, row);
            }

            foreach (var (product, score) in parts[at].Counts)
            {
                Add(product, shares.Counts * score, row);
            }

            foreach (var (product, score) in parts[at].Own)
            {
                Add(product, shares.Own * score, row);
            }
        }
    }

    /// <summary>
    /// Returns the chance that each distribution gave each relevant item, in the order of <see cref="ScoreShares"/>; of
    /// the cases where each of them had something to say.
    /// </summary>
    internal IEnumerable<double[]> ChancesOf(IReadOnlyList<HeldOutCase> cases)
    {
        foreach (var batch in cases.Chunk(BatchSize))
        {
            var parts = PartsOf(Array.ConvertAll(batch, held => held.History));
            for (var at = 0; at < batch.Length; at++)
            {
                var (network, counts, own) = parts[at];
                if (network is null || counts.Count == 0 || own.Count == 0)
                {
                    continue;
                }

                var chances = ChancesBy(network);
                foreach (var item in batch[at].Relevant.ToArray())
                {
                    var product = _model.GetProduct(item);
                    yield return
                        [chances[item], counts.GetValueOrDefault(product), own.GetValueOrDefault(product), _popular[item]];
                }
            }
        }
    }

    private float[] ChancesBy(ModelScores network)
    {
        var chances = new float[_model.Items];
        for (var item = 0; item < chances.Length; item++)
        {
            chances[item] = network[item];
        }

        TensorPrimitives.Multiply(chances, (float)_model.Shares.Sharpness, chances);
        TensorPrimitives.SoftMax<float>(chances, chances);
        return chances;
    }

    private IReadOnlyList<ScoreParts> PartsOf(InteractionSequence[] histories) =>
        ScoreParts.Of([.. histories.Select(ToSteps)], _store);

    // As a ranking reads it: without repeats in a row.
    private IReadOnlyList<ProductStep> ToSteps(InteractionSequence history)
    {
        var newest = history.Newest(_historyLength);
        var steps = new List<ProductStep>(newest.Length);
        for (var at = 0; at < newest.Length; at++)
        {
            var product = _model.GetProduct(newest.Items.Span[at]);
            if (steps.Count == 0 || steps[^1].Product != product)
            {
                steps.Add(new(product, newest.KindAt(at)));
            }
        }

        return steps;
    }

    private void Add(ProductId product, double score, Span<float> row)
    {
        if (_model.FindItem(product) is { } item)
        {
            row[item] += (float)score;
        }
    }
}
