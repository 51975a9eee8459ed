using System.Buffers;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// Networks and counts combined: an item's score is the weighted sum of its features (<see cref="FeatureSet"/>), with
/// weights that make the validation cases most likely (<see cref="ConditionalLogit"/>). Histories of different length
/// have weights of their own where that ranks cases better that the weights were not learned from.
/// </summary>
public sealed class Blend : ISequenceScorer
{
    private const int MaxCases = 6_000;
    private const int CalibrationCases = 200;
    private const double Shrinkage = 3e-4;

    // Weights of a third of the histories stay close to those of all unless many cases speak for others.
    private const double ThirdShrinkage = 3e-3;

    private readonly FeatureSet _features;
    private readonly HistoryLengths _lengths;
    private readonly double[][] _weights;
    private readonly float[][] _bases;

    private Blend(FeatureSet features, HistoryLengths lengths, double[][] weights)
    {
        _features = features;
        _lengths = lengths;
        _weights = weights;
        _bases = Array.ConvertAll(weights, BaseOf);
        Weights = NameWeights();
    }

    /// <summary>
    /// The weights by feature name, for reports; those of longer histories than the shortest have a suffix.
    /// </summary>
    public ImmutableSortedDictionary<string, double> Weights { get; }

    /// <summary>
    /// Learns the weights on the validation cases, which the components must not have been trained on.
    /// </summary>
    /// <param name="components">Fitted on <paramref name="training"/>.</param>
    /// <param name="maskSeen">Whether items of the history will be taken out of the rankings.</param>
    /// <exception cref="ArgumentException">No component, or two of one name, or no case.</exception>
    public static Blend Fit(
        IReadOnlyList<BlendComponent> components,
        SequenceDataset training,
        IReadOnlyList<HeldOutCase> validation,
        bool maskSeen,
        int threads,
        int seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (components.Count == 0 || components.DistinctBy(component => component.Name).Count() < components.Count)
        {
            throw new ArgumentException("must be at least one, each with a name of its own", nameof(components));
        }

        if (validation.Count == 0)
        {
            throw new ArgumentException("weights cannot be learned without a case", nameof(validation));
        }

        var random = new Random(seed);
        var order = Enumerable.Range(0, validation.Count).ToArray();
        random.Shuffle(order);
        HeldOutCase[] cases = [.. order.Take(MaxCases).Select(at => validation[at])];
        var features = new FeatureSet(components, training, maskSeen);
        InteractionSequence[] histories = [.. cases.Take(CalibrationCases).Select(held => held.History)];
        foreach (var sparse in features.Sparse)
        {
            sparse.Calibrate(histories);
        }

        var tables = new CaseTables(features, maskSeen, threads).Create(cases, cancellationToken);
        var thirds = HistoryLengths.Thirds(tables.Select(table => table.HistoryLength));
        var lengths = ThirdsAreBetter(tables, thirds, features.Prior, threads, cancellationToken)
            ? thirds
            : HistoryLengths.All;
        return new(features, lengths, Learn(tables, lengths, features.Prior, threads, cancellationToken));
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        var items = _features.Items;
        var size = histories.Length * items;
        if (_features.Networks.Count == 0)
        {
            scores[..size].Clear();
        }
        else
        {
            _features.Networks[0].Scorer.Score(histories, scores[..size]);
            for (var at = 0; at < histories.Length; at++)
            {
                var row = scores.Slice(at * items, items);
                TensorPrimitives.Multiply(row, (float)_weights[_lengths.Of(histories[at].Length)][0], row);
            }
        }

        AddOtherNetworks(histories, scores[..size]);
        for (var at = 0; at < histories.Length; at++)
        {
            var row = scores.Slice(at * items, items);
            var third = _lengths.Of(histories[at].Length);
            TensorPrimitives.Add(row, _bases[third], row);
            AddSparse(histories[at], _weights[third], row);
        }
    }

    private static bool ThirdsAreBetter(
        CaseTable[] tables, HistoryLengths thirds, double[] prior, int threads, CancellationToken cancellationToken)
    {
        var (learned, held) = (tables[..(tables.Length / 2)], tables[(tables.Length / 2)..]);
        var one = Learn(learned, HistoryLengths.All, prior, threads, cancellationToken);
        var several = Learn(learned, thirds, prior, threads, cancellationToken);
        return held.Sum(table => table.NdcgAt10(several[thirds.Of(table.HistoryLength)]))
            > held.Sum(table => table.NdcgAt10(one[0]));
    }

    private static double[][] Learn(
        CaseTable[] tables, HistoryLengths lengths, double[] prior, int threads, CancellationToken cancellationToken)
    {
        var all = new ConditionalLogit(Shrinkage, threads).Fit(tables, prior, cancellationToken);
        if (lengths.Count == 1)
        {
            return [all];
        }

        var logit = new ConditionalLogit(ThirdShrinkage, threads);
        return [.. Enumerable.Range(0, lengths.Count).Select(third => logit.Fit(
            [.. tables.Where(table => lengths.Of(table.HistoryLength) == third)], all, cancellationToken))];
    }

    private float[] BaseOf(double[] weights)
    {
        var sums = new float[_features.Items];
        for (var at = 0; at < _features.Backgrounds.Count; at++)
        {
            var weight = (float)weights[_features.Networks.Count + at];
            TensorPrimitives.MultiplyAdd(_features.Backgrounds[at], weight, sums, sums);
        }

        return sums;
    }

    private ImmutableSortedDictionary<string, double> NameWeights()
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (var third = 0; third < _weights.Length; third++)
        {
            for (var at = 0; at < _features.Names.Count; at++)
            {
                named.Add(third == 0 ? _features.Names[at] : $"{_features.Names[at]}.{third + 1}", _weights[third][at]);
            }
        }

        return named.ToImmutable();
    }

    // Logits will do where the features are log-probabilities: they differ by the same amount for all items of a row.
    private void AddOtherNetworks(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        if (_features.Networks.Count < 2)
        {
            return;
        }

        var items = _features.Items;
        var rented = ArrayPool<float>.Shared.Rent(scores.Length);
        var logits = rented.AsSpan(0, scores.Length);
        for (var network = 1; network < _features.Networks.Count; network++)
        {
            _features.Networks[network].Scorer.Score(histories, logits);
            for (var at = 0; at < histories.Length; at++)
            {
                var weight = (float)_weights[_lengths.Of(histories[at].Length)][network];
                var row = scores.Slice(at * items, items);
                TensorPrimitives.MultiplyAdd(logits.Slice(at * items, items), weight, row, row);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void AddSparse(in InteractionSequence history, double[] weights, Span<float> row)
    {
        var column = _features.FirstSparse;
        foreach (var sparse in _features.Sparse)
        {
            var block = sparse.Describe(history);
            var own = weights.AsSpan(column, sparse.Names.Count);
            var items = block.Items;
            for (var at = 0; at < items.Length; at++)
            {
                row[items[at]] += (float)ConditionalLogit.Dot(block[at], own);
            }

            sparse.Return(block);
            column += sparse.Names.Count;
        }
    }
}
