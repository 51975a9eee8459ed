using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Computes the loss and the gradient of its part of a batch, on one thread, into its own buffer. Product rows are
/// gathered and their gradients scattered here: autograd would make dense gradients of the whole table.
/// </summary>
/// <remarks>T tokens, K negatives of a batch, N negatives of a target, D dimensions, S slots, V items.</remarks>
internal sealed class FitWorker : IDisposable
{
    private const float Hidden = -1e9f;
    private readonly ISequenceEncoder _encoder;
    private readonly FitOptions _options;
    private readonly ParameterViews _views;
    private readonly ProductRows _rows;
    private readonly int[] _trained;
    private readonly DropoutMasks? _dropout;
    private readonly SoftmaxLoss _softmax;
    private readonly Scalar? _temperature;
    private readonly int _worker;
    private Random _random = new(0);

    /// <param name="trained">The items that occur in the training sequences, ascending.</param>
    public FitWorker(
        ISequenceEncoder encoder, FlatParameters parameters, ProductRows rows, int[] trained, FitOptions options, int worker)
    {
        (_encoder, _rows, _trained, _options, _worker) = (encoder, rows, trained, options, worker);
        _views = new(parameters);
        Gradients = new(encoder.Layout, _views.Gradient);
        _dropout = options.Dropout is > 0 and var rate ? new(rate, 0) : null;
        _softmax = new(options.HalfPrecision);
        _temperature = options.Temperature is { } temperature ? (Scalar)temperature : null;
    }

    public Gradients Gradients { get; }

    public void Dispose() => _views.Dispose();

    /// <summary>Begins an epoch: its chance depends on nothing that came before, so that a fit can go on from there.</summary>
    public void Begin(int epoch)
    {
        _random = EpochRandom.Create(_options.Seed, epoch, _worker + 1);
        _dropout?.Reseed((ulong)_random.NextInt64());
    }

    /// <summary>Adds the gradient of the weighted sum of losses over <paramref name="total"/>; returns that loss.</summary>
    /// <param name="negatives">Null for the softmax over all items.</param>
    /// <param name="total">The weights of the whole batch.</param>
    public double Run(ReadOnlySpan<TrainingWindow> windows, NegativeSampler? negatives, double total)
    {
        if (windows.IsEmpty)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        var inputs = new InteractionSequence[windows.Length];
        var targets = new List<int>();
        var weights = new List<float>();
        for (var window = 0; window < windows.Length; window++)
        {
            inputs[window] = windows[window].Inputs;
            targets.AddRange(windows[window].Targets.Span);
            weights.AddRange(windows[window].Weights.Span);
        }

        var batch = PackedBatch.Pack(inputs, _encoder.Shape.MaxLength);
        var slots = DropItems(batch.SlotItems);
        var input_SD = new Rows(_rows, slots, DrawLeftOut(slots.Length));
        var states_TD = _encoder.Encode(batch, input_SD.Tensor, _views, _dropout);
        if (_temperature is not null)
        {
            states_TD = functional.normalize(states_TD).div(_temperature);
        }

        var others = new List<Rows>();
        var loss = _options.Loss == SequenceLoss.BinaryCrossEntropy
            ? LearnBinary(states_TD, [.. targets], negatives!, [.. weights], total, others)
            : LearnSoftmax(states_TD, [.. targets], negatives, [.. weights], total, others);
        input_SD.Scatter(_rows, Gradients);
        others.ForEach(rows => rows.Scatter(_rows, Gradients));
        return loss;
    }

    private double LearnSoftmax(
        Tensor states_TD, int[] targets, NegativeSampler? negatives, float[] weights, double total, List<Rows> others)
    {
        var items = negatives?.Items ?? _trained;
        var targets_TD = Direct(Take(targets, others));
        var items_KD = Direct(Take(items, others));
        var (loss, toStates_TD, toTargets_TD, toItems_KD) = _softmax.Compute(
            states_TD, targets_TD, items_KD, targets, items, negatives?.Corrections ?? [], weights, total);
        autograd.backward([states_TD, targets_TD, items_KD], [toStates_TD, toTargets_TD, toItems_KD]);
        return loss;
    }

    private double LearnBinary(
        Tensor states_TD, int[] targets, NegativeSampler negatives, float[] weights, double total, List<Rows> others)
    {
        var losses_T = BinaryLosses(states_TD, targets, negatives, others);
        using Scalar divisor = total;
        var loss = (weights.Length > 0 ? losses_T.mul(tensor(weights)) : losses_T).sum().div(divisor);
        loss.backward();
        return loss.item<float>();
    }

    private Tensor BinaryLosses(Tensor states_TD, int[] targets, NegativeSampler negatives, List<Rows> others)
    {
        int t = targets.Length, n = _options.Negatives;
        var sampled = new int[t * n];
        var hits = new float[t * n];
        for (var at = 0; at < sampled.Length; at++)
        {
            sampled[at] = negatives.DrawOne(_random);
            hits[at] = sampled[at] == targets[at / n] ? Hidden : 0;
        }

        var target_T = states_TD.mul(Direct(Take(targets, others))).sum(1);
        var rows_TND = Direct(Take(sampled, others)).view(t, n, -1);
        var scores_TN = states_TD.unsqueeze(1).mul(rows_TND).sum(2).add(tensor(hits).view(t, n), Scalars.One);

        // 1 - σ(s) = σ(-s)
        return functional.logsigmoid(target_T).add(functional.logsigmoid(scores_TN.neg()).sum(1), Scalars.One).neg();
    }

    /// <summary>The row as the logits see it: its direction where they are cosines.</summary>
    private Tensor Direct(Tensor rows) => _temperature is null ? rows : functional.normalize(rows);

    private Tensor Take(int[] items, List<Rows> others)
    {
        var rows = new Rows(_rows, items, DrawLeftOut(items.Length));
        others.Add(rows);
        return rows.Tensor;
    }

    private bool[] DrawLeftOut(int count)
    {
        if (_rows.Content is null || _options.EmbeddingDropout == 0)
        {
            return [];
        }

        var leftOut = new bool[count];
        foreach (ref var one in leftOut.AsSpan())
        {
            one = _random.NextDouble() < _options.EmbeddingDropout;
        }

        return leftOut;
    }

    private int[] DropItems(int[] slots) => _options.ItemDropout == 0
        ? slots
        : Array.ConvertAll(slots, item => _random.NextDouble() < _options.ItemDropout ? -1 : item);

    /// <summary>Gathered product rows, which collect a gradient.</summary>
    private sealed class Rows(ProductRows rows, int[] items, bool[] leftOut)
    {
        public Tensor Tensor { get; } = rows.Gather(items, leftOut).requires_grad_();

        public void Scatter(ProductRows to, Gradients gradients) => to.Scatter(items, leftOut, Tensor, gradients);
    }
}
