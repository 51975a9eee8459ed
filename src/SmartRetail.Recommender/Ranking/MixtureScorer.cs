using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Scores as serving does (<see cref="ProductScores"/>), for an evaluation: all products, nothing filtered. Which products,
/// and their items, say the histories' vocabulary, which need not be that of the view's model. The view's counts must not
/// change any more.
/// </summary>
public sealed class MixtureScorer : ISequenceScorer
{
    private const int BatchSize = 64;
    private readonly StoreView _store;
    private readonly ItemVocabulary _vocabulary;
    private readonly ScoreShares _shares;
    private readonly int _historyLength;
    private readonly float[] _popular;

    // The vocabulary's item of each of the model's; -1 where it has none.
    private readonly int[] _rows;

    /// <param name="vocabulary">The items of histories and scores.</param>
    /// <param name="historyLength">The newest interactions that a ranking reads.</param>
    public MixtureScorer(StoreView store, ItemVocabulary vocabulary, int historyLength)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(vocabulary);
        _store = store;
        _vocabulary = vocabulary;
        _shares = store.Model?.Shares ?? ScoreShares.Default;
        _historyLength = historyLength;
        _rows = store.Model is { } model
            ? [.. Enumerable.Range(0, model.Items).Select(item => RowOf(model.GetProduct(item)) ?? -1)]
            : [];
        _popular = new float[vocabulary.Count];
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
            var row = scores.Slice(at * _popular.Length, _popular.Length);
            var shares = parts[at].Share(_shares);
            TensorPrimitives.Multiply(_popular, (float)shares.Popular, row);
            if (parts[at].Network is { } network)
            {
                TensorPrimitives.MultiplyAdd(ChancesBy(network), (float)shares.Network, row, row);
            }

            var counts = parts[at].Counts;
            for (var counted = 0; counted < counts.Count; counted++)
            {
                Add(counts.NameOf(counts.Numbers[counted]), shares.Counts * counts.Shares[counted], row);
            }

            foreach (var (product, score) in parts[at].Own)
            {
                Add(product, shares.Own * score, row);
            }

            _store.Newcomers.AddTo(row, RowOf);
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
                var (network, weights, own) = parts[at];
                if (network is null || weights.Count == 0 || own.Count == 0)
                {
                    continue;
                }

                var counts = weights.ToDictionary();
                var chances = ChancesBy(network);
                foreach (var item in batch[at].Relevant.ToArray())
                {
                    var product = _vocabulary[item];
                    yield return
                        [chances[item], counts.GetValueOrDefault(product), own.GetValueOrDefault(product), _popular[item]];
                }
            }
        }
    }

    private float[] ChancesBy(ModelScores network)
    {
        var chances = new float[_rows.Length];
        for (var item = 0; item < chances.Length; item++)
        {
            chances[item] = network[item];
        }

        TensorPrimitives.Multiply(chances, (float)_shares.Sharpness, chances);
        TensorPrimitives.SoftMax<float>(chances, chances);
        var rows = new float[_popular.Length];
        for (var item = 0; item < chances.Length; item++)
        {
            if (_rows[item] >= 0)
            {
                rows[_rows[item]] = chances[item];
            }
        }

        return rows;
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
            var product = _vocabulary[newest.Items.Span[at]];
            if (steps.Count == 0 || steps[^1].Product != product)
            {
                steps.Add(new(product, newest.KindAt(at)));
            }
        }

        return steps;
    }

    private void Add(ProductId product, double score, Span<float> row)
    {
        if (RowOf(product) is { } item)
        {
            row[item] += (float)score;
        }
    }

    private int? RowOf(ProductId product) => _vocabulary.TryGetItem(product, out var item) ? item : null;
}
