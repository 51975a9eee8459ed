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
    public void Begin(int epoch) => Begin(EpochRandom.Create(_options.Seed, epoch, _worker + 1));

    /// <summary>Begins with chance that others have drawn.</summary>
    public void Begin(Random random)
    {
        _random = random;
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
        var leftOut = DrawLeftOut(slots.Length);
        var rows_SD = _rows.Gather(slots, leftOut).requires_grad_();
        var states_TD = _encoder.Encode(batch, rows_SD, _views, _dropout);
        if (_temperature is not null)
        {
            states_TD = functional.normalize(states_TD).div(_temperature);
        }

        var loss = _options.Loss == SequenceLoss.BinaryCrossEntropy
            ? LearnBinary(states_TD, [.. targets], negatives!, [.. weights], total)
            : LearnSoftmax(states_TD, [.. targets], negatives, [.. weights], total);
        _rows.Scatter(slots, leftOut, rows_SD.grad!.contiguous(), Gradients);
        return loss;
    }

    private double LearnSoftmax(
        Tensor states_TD, int[] targets, NegativeSampler? negatives, float[] weights, double total)
    {
        var items = negatives?.Items ?? _trained;
        var target = GatherLogitRows(targets);
        var other = GatherLogitRows(items);
        var (loss, toStates_TD, toTargets_TD, toItems_KD) = _softmax.Compute(
            states_TD, target.Tensor, other.Tensor, targets, items, negatives?.Corrections ?? [], weights, total);
        autograd.backward([states_TD], [toStates_TD]);
        Scatter(target, toTargets_TD);
        Scatter(other, toItems_KD);
        return loss;
    }

    private double LearnBinary(
        Tensor states_TD, int[] targets, NegativeSampler negatives, float[] weights, double total)
    {
        int t = targets.Length, n = _options.Negatives;
        var sampled = new int[t * n];
        var hits = new float[t * n];
        for (var at = 0; at < sampled.Length; at++)
        {
            sampled[at] = negatives.DrawOne(_random);
            hits[at] = sampled[at] == targets[at / n] ? Hidden : 0;
        }

        var target = GatherLogitRows(targets);
        var other = GatherLogitRows(sampled);
        var targets_TD = target.Tensor.requires_grad_();
        var sampled_XD = other.Tensor.requires_grad_();
        var target_T = states_TD.mul(targets_TD).sum(1);
        var scores_TN = states_TD.unsqueeze(1).mul(sampled_XD.view(t, n, -1)).sum(2)
            .add(tensor(hits).view(t, n), Scalars.One);

        // 1 - σ(s) = σ(-s)
        var losses_T = functional.logsigmoid(target_T)
            .add(functional.logsigmoid(scores_TN.neg()).sum(1), Scalars.One).neg();
        using Scalar divisor = total;
        var loss = (weights.Length > 0 ? losses_T.mul(tensor(weights)) : losses_T).sum().div(divisor);
        loss.backward();
        Scatter(target, targets_TD.grad!.contiguous());
        Scatter(other, sampled_XD.grad!.contiguous());
        return loss.item<float>();
    }

    /// <summary>The rows as logits see them: their directions where logits are cosines.</summary>
    private LogitRows GatherLogitRows(int[] items)
    {
        var leftOut = DrawLeftOut(items.Length);
        if (_temperature is null)
        {
            return new(items, leftOut, _rows.Gather(items, leftOut), null);
        }

        var (directions, lengths) = _rows.GatherDirections(items, leftOut);
        return new(items, leftOut, directions, lengths);
    }

    private void Scatter(LogitRows rows, Tensor gradient)
    {
        if (rows.Lengths is { } lengths)
        {
            _rows.ToRowGradients(rows.Tensor, lengths, gradient);
        }

        _rows.Scatter(rows.Items, rows.LeftOut, gradient, Gradients);
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

    /// <param name="Lengths">Of the rows before they were made directions; null where they were not.</param>
    private sealed record LogitRows(int[] Items, bool[] LeftOut, Tensor Tensor, float[]? Lengths);
}
