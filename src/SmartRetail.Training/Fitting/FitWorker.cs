using SmartRetail.Training.Encoders;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Computes the loss and the gradient of its part of a batch, on one thread, into its own buffer. Item embeddings are
/// gathered and their gradients scattered here: autograd would make three dense gradients of the whole table.
/// </summary>
/// <remarks>T tokens, K negatives, D dimensions, S slots, V items.</remarks>
internal sealed class FitWorker : IDisposable
{
    private const float Hidden = -1e9f;
    private readonly ISequenceEncoder _encoder;
    private readonly ParameterViews _views;
    private readonly DropoutMasks? _dropout;
    private readonly double _temperature;

    public FitWorker(ISequenceEncoder encoder, FlatParameters parameters, FitOptions options, int worker)
    {
        _encoder = encoder;
        _views = new(parameters);
        _temperature = options.Temperature;
        _dropout = options.Dropout > 0
            ? new(options.Dropout, ((ulong)(uint)options.Seed << 32) + (ulong)worker)
            : null;
    }

    public Tensor Gradient => _views.Gradient;

    public void Dispose() => _views.Dispose();

    /// <summary>Adds the gradient of the summed loss over <paramref name="total"/>; returns that loss.</summary>
    /// <param name="negatives">Null for the softmax over all items.</param>
    /// <param name="total">The tokens of the whole batch.</param>
    public double Run(ReadOnlySpan<TrainingWindow> windows, NegativeSampler? negatives, int total)
    {
        if (windows.IsEmpty)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        var inputs = new ReadOnlyMemory<int>[windows.Length];
        var targets = new List<int>();
        for (var window = 0; window < windows.Length; window++)
        {
            inputs[window] = windows[window].Inputs;
            targets.AddRange(windows[window].Targets.Span);
        }

        var batch = PackedBatch.Pack(inputs, _encoder.Shape.MaxLength);
        var rows_SD = Gather(batch.SlotItems);
        var states_TD = functional.normalize(_encoder.Encode(batch, rows_SD, _views, _dropout));

        var targetItems = targets.ToArray();
        var loss = negatives is null
            ? SoftmaxLoss(states_TD, targetItems, total)
            : SampledLoss(states_TD, targetItems, negatives, total);
        Scatter(batch.SlotItems, rows_SD);
        return loss;
    }

    private double SoftmaxLoss(Tensor states_TD, int[] targets, int total)
    {
        var items_VD = functional.normalize(_views[ISequenceEncoder.Items]);
        var logits_TV = states_TD.mm(items_VD.t()).div(_temperature);
        var targets_T = tensor(Array.ConvertAll(targets, item => (long)item));
        var loss = functional.cross_entropy(logits_TV, targets_T, reduction: Reduction.Sum).div(total);
        loss.backward();
        return loss.item<float>();
    }

    private double SampledLoss(Tensor states_TD, int[] targets, NegativeSampler negatives, int total)
    {
        var targets_TD = Gather(targets);
        var negatives_KD = Gather(negatives.Items);
        var positive_T = states_TD.mul(functional.normalize(targets_TD)).sum(1).div(_temperature);
        var scores_TK = states_TD.mm(functional.normalize(negatives_KD).t()).div(_temperature);
        var logits_TK = scores_TK.sub(tensor(negatives.Corrections));
        HideHits(logits_TK, targets, negatives.Items);

        // -log(e^p / (e^p + Σ e^n)) = log(1 + e^(log Σ e^n - p))
        var loss = functional.softplus(logits_TK.logsumexp(1).sub(positive_T)).sum().div(total);
        loss.backward();
        Scatter(targets, targets_TD);
        Scatter(negatives.Items, negatives_KD);
        return loss.item<float>();
    }

    // A negative that is the target must not be pushed away.
    private static void HideHits(Tensor logits_TK, int[] targets, int[] sorted)
    {
        var rows = new List<long>();
        var columns = new List<long>();
        for (var token = 0; token < targets.Length; token++)
        {
            var at = Array.BinarySearch(sorted, targets[token]);
            while (at > 0 && sorted[at - 1] == targets[token])
            {
                at--;
            }

            for (; at >= 0 && at < sorted.Length && sorted[at] == targets[token]; at++)
            {
                rows.Add(token);
                columns.Add(at);
            }
        }

        if (rows.Count > 0)
        {
            logits_TK.index_put_(Hidden, tensor(rows.ToArray()), tensor(columns.ToArray()));
        }
    }

    private Tensor Gather(int[] items) => EmbeddingRows.Gather(_views.Parameters, items).requires_grad_();

    private void Scatter(int[] items, Tensor rows)
    {
        if (rows.grad is not { } gradient)
        {
            return;
        }

        var width = _encoder.Shape.Dimensions;
        var source = FlatParameters.FloatsOf(gradient.contiguous());
        var target = FlatParameters.FloatsOf(_views.Gradient);
        for (var at = 0; at < items.Length; at++)
        {
            if (items[at] >= 0)
            {
                var row = target.Slice(items[at] * width, width);
                TensorPrimitives.Add(row, source.Slice(at * width, width), row);
            }
        }
    }
}
