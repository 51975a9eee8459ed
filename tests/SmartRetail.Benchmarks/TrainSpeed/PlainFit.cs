using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// Fits <see cref="PlainSasRec"/> as is usual: shuffled batches, the cross-entropy of the next item among all of them at
/// every position that is not padding, libtorch's Adam with one step size. Nothing is done to be fast, and nothing to be
/// slow: logits are computed where there is a target only.
/// </summary>
/// <remarks>B sequences, L positions, T targets, V items, D dimensions.</remarks>
internal sealed class PlainFit : ISequenceScorer, IDisposable
{
    private const int Length = 50;
    private const int BatchSize = 128;
    private readonly PlainSasRec _model;
    private readonly TorchSharp.Modules.Adam _optimizer;
    private readonly int[][] _sequences;
    private readonly Random _random = new(1);
    private readonly int _items;

    public PlainFit(SequenceDataset training)
    {
        manual_seed(1);
        _items = training.Vocabulary.Count;
        _model = new(_items, Length, dimensions: 64, layers: 2);
        _optimizer = optim.Adam(_model.parameters(), lr: 1e-3);
        _sequences = [.. Enumerable.Range(0, training.Customers)
            .Select(customer => training.ItemsOf(customer).ToArray())
            .Where(items => items.Length > 1)];
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    /// <summary>Runs every sequence once; returns the mean loss.</summary>
    public double RunEpoch()
    {
        _model.train();
        _random.Shuffle(_sequences);
        var losses = new List<double>();
        foreach (var batch in _sequences.Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var inputs_BL = Pad(batch, items => items[..^1]);
            var targets_BL = Pad(batch, items => items[1..]);
            var valid_BL = targets_BL.ne(0);

            _optimizer.zero_grad();
            var states_TD = _model.forward(inputs_BL)[valid_BL];
            var logits_TV = states_TD.matmul(_model.ItemTable.t());
            var loss = nn.functional.cross_entropy(logits_TV, targets_BL[valid_BL]);
            loss.backward();
            _optimizer.step();
            losses.Add(loss.item<float>());
        }

        return losses.Average();
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        _model.eval();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var rows = new int[histories.Length][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = histories[row].Items.ToArray();
        }

        var states_BLD = _model.forward(Pad(rows, items => items));
        var last_BD = states_BLD.select(1, Length - 1);
        var scores_BV = last_BD.matmul(_model.ItemTable[1..].t());
        scores_BV.contiguous().data<float>().CopyTo(scores[..(rows.Length * _items)]);
    }

    // The newest items, at the end of each row; items are numbered from 1.
    private static Tensor Pad(int[][] sequences, Func<int[], int[]> select)
    {
        var padded = new long[sequences.Length * Length];
        for (var row = 0; row < sequences.Length; row++)
        {
            var items = select(sequences[row]);
            var newest = items[Math.Max(0, items.Length - Length)..];
            for (var at = 0; at < newest.Length; at++)
            {
                padded[((row + 1) * Length) - newest.Length + at] = newest[at] + 1;
            }
        }

        return tensor(padded, sequences.Length, Length);
    }
}
