using System.Runtime.InteropServices;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Steps on a device. Parameters, gradient and the optimizer's averages stay there; a step takes along what a batch
/// consists of, some numbers a token, and brings its loss back. The processor's copy of the parameters is renewed once an
/// epoch.
/// </summary>
/// <remarks>T tokens, K negatives of a batch, N negatives of a target, D dimensions, S slots.</remarks>
internal sealed class DeviceSteps : IFitSteps
{
    private const float Hidden = -1e9f;
    private readonly ISequenceEncoder _encoder;
    private readonly FlatParameters _parameters;
    private readonly FitOptions _options;
    private readonly bool _hasContent;
    private readonly int[] _trained;
    private readonly Device _device;
    private readonly Tensor _flat;
    private readonly Tensor _gradient;
    private readonly ParameterViews _views;
    private readonly DeviceRows _rows;
    private readonly IDeviceOptimizer _optimizer;
    private readonly DeviceDropout? _dropout;
    private readonly DeviceSoftmaxLoss _softmax;
    private readonly Scalar? _temperature;
    private Random _random = new(0);

    /// <param name="trained">The items that occur in the training sequences, ascending.</param>
    public DeviceSteps(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        int[] trained,
        FitOptions options,
        Device device)
    {
        (_encoder, _parameters, _trained, _options, _device) = (encoder, parameters, trained, options, device);
        _hasContent = rows.Content is not null;
        var layout = encoder.Layout;
        using var scope = NewDisposeScope();
        _flat = zeros_like(parameters.Flat, device: device).DetachFromDisposeScope();
        _gradient = zeros_like(_flat).DetachFromDisposeScope();
        var dense = _gradient.narrow(0, layout.TablesLength, layout.Length - layout.TablesLength);
        _views = new(layout, _flat, dense.DetachFromDisposeScope());
        _rows = new(layout, _flat, _gradient, rows.Content);
        _optimizer = options.Optimizer switch
        {
            OptimizerKind.Sgd => new DeviceGradientDescent(),
            OptimizerKind.AdamW => new DeviceAdam(_flat, options.WeightDecay),
            _ => new DeviceAdam(_flat),
        };
        _dropout = options.Dropout is > 0 and var rate ? new(rate, device) : null;
        _softmax = new(options.HalfPrecision);
        _temperature = options.Temperature is { } temperature ? (Scalar)temperature : null;
    }

    public void Begin(int pass)
    {
        _flat.copy_(_parameters.Flat);
        _random = EpochRandom.Create(_options.Seed, pass, 1);
        _dropout?.Reseed((ulong)_random.NextInt64());
    }

    public double Run(TrainingWindow[] batch, NegativeSampler? negatives, double learningRate)
    {
        try
        {
            return Run(batch, negatives);
        }
        catch (ExternalException error) when (error.Message.Contains("out of memory", StringComparison.Ordinal))
        {
            throw new FitFailedException(
                $"the memory of {_options.Device} does not suffice for this network at batches of {_options.BatchSize} sequences "
                + $"and {_options.BatchTokens} tokens: make either smaller",
                error);
        }
    }

    public void Update(double learningRate)
    {
        using var noGradient = no_grad();
        _optimizer.Step(_flat, _gradient, learningRate);
        _gradient.zero_();
    }

    public void Settle(double learningRate) => _parameters.Flat.copy_(_flat);

    public IReadOnlyList<Array> ReadState() => _optimizer.ReadState();

    public void Resume(IReadOnlyList<Array> state) => _optimizer.Resume(state);

    public void Dispose()
    {
        _optimizer.Dispose();
        _rows.Dispose();
        _views.Dispose();
        _gradient.Dispose();
        _flat.Dispose();
    }

    private double Run(TrainingWindow[] batch, NegativeSampler? negatives)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets, weights) = Take(batch);
        var packed = PackedBatch.Pack(inputs, _encoder.Shape.MaxLength);
        var input = PickInputs(packed);
        var slots_T = DeviceMemory.Put(packed.TokenSlots, _device);
        var weights_T1 = DeviceMemory.Put(weights, _device).unsqueeze(1);
        var rows_SD = zeros(packed.SlotItems.Length, _encoder.Shape.Dimensions, device: _device)
            .index_copy_(0, slots_T, _rows.Gather(input)).requires_grad_();
        var states_TD = _encoder.Encode(packed, rows_SD, _views, _dropout);
        if (_temperature is not null)
        {
            states_TD = functional.normalize(states_TD).div(_temperature);
        }

        var loss = _options.Loss == SequenceLoss.BinaryCrossEntropy
            ? LearnBinary(states_TD, targets, negatives!, weights_T1)
            : LearnSoftmax(states_TD, targets, negatives, weights_T1);
        _rows.Scatter(input, rows_SD.grad!.index_select(0, slots_T));
        return loss.item<float>();
    }

    /// <summary>The batch's sequences, targets, and what each target's loss is multiplied by to be a share of the mean.</summary>
    private static (InteractionSequence[] Inputs, int[] Targets, float[] Weights) Take(TrainingWindow[] batch)
    {
        var tokens = batch.Sum(window => window.Inputs.Length);
        var total = batch.Sum(window => window.Weight);
        var (targets, weights) = (new int[tokens], new float[tokens]);
        var at = 0;
        foreach (var window in batch)
        {
            window.Targets.Span.CopyTo(targets.AsSpan(at));
            for (var token = 0; token < window.Targets.Length; token++)
            {
                weights[at++] = (float)((window.Weights.IsEmpty ? 1 : window.Weights.Span[token]) / total);
            }
        }

        return (Array.ConvertAll(batch, window => window.Inputs), targets, weights);
    }

    private RowPicks PickInputs(PackedBatch packed)
    {
        var items = Array.ConvertAll(packed.TokenSlots, slot => packed.SlotItems[slot]);
        if (_options.ItemDropout > 0)
        {
            items = Array.ConvertAll(items, item => _random.NextDouble() < _options.ItemDropout ? -1 : item);
        }

        return Pick(items);
    }

    private RowPicks Pick(int[] items)
    {
        var leftOut = new bool[_hasContent && _options.EmbeddingDropout > 0 ? items.Length : 0];
        foreach (ref var one in leftOut.AsSpan())
        {
            one = _random.NextDouble() < _options.EmbeddingDropout;
        }

        return RowPicks.Of(items, leftOut, _device);
    }

    private Tensor LearnSoftmax(Tensor states_TD, int[] targets, NegativeSampler? negatives, Tensor weights_T1)
    {
        var target = Pick(targets);
        var other = Pick(negatives?.Items ?? _trained);
        var corrections_K = negatives is null ? null : DeviceMemory.Put(negatives.Corrections, _device);
        var targetRows_TD = _rows.Gather(target).requires_grad_();
        var otherRows_KD = _rows.Gather(other).requires_grad_();
        var (targets_TD, others_KD) = (LogitRows(targetRows_TD), LogitRows(otherRows_KD));
        var (loss, toStates_TD, toTargets_TD, toOthers_KD) = _softmax.Compute(
            states_TD, targets_TD, others_KD, target.Items_N, other.Items_N, corrections_K, weights_T1);
        autograd.backward([states_TD, targets_TD, others_KD], [toStates_TD, toTargets_TD, toOthers_KD]);
        _rows.Scatter(target, targetRows_TD.grad!);
        _rows.Scatter(other, otherRows_KD.grad!);
        return loss;
    }

    private Tensor LearnBinary(Tensor states_TD, int[] targets, NegativeSampler negatives, Tensor weights_T1)
    {
        int t = targets.Length, n = _options.Negatives;
        var sampled = new int[t * n];
        var hits = new float[t * n];
        for (var at = 0; at < sampled.Length; at++)
        {
            sampled[at] = negatives.DrawOne(_random);
            hits[at] = sampled[at] == targets[at / n] ? Hidden : 0;
        }

        var target = Pick(targets);
        var other = Pick(sampled);
        var targetRows_TD = _rows.Gather(target).requires_grad_();
        var otherRows_XD = _rows.Gather(other).requires_grad_();
        var target_T = states_TD.mul(LogitRows(targetRows_TD)).sum(1);
        var scores_TN = states_TD.unsqueeze(1).mul(LogitRows(otherRows_XD).view(t, n, -1)).sum(2)
            .add(DeviceMemory.Put(hits, _device).view(t, n), Scalars.One);

        // 1 - σ(s) = σ(-s)
        var losses_T = functional.logsigmoid(target_T)
            .add(functional.logsigmoid(scores_TN.neg()).sum(1), Scalars.One).neg();
        var loss = losses_T.mul(weights_T1.squeeze(1)).sum();
        loss.backward();
        _rows.Scatter(target, targetRows_TD.grad!);
        _rows.Scatter(other, otherRows_XD.grad!);
        return loss.detach();
    }

    /// <summary>The rows as logits see them: their directions where logits are cosines.</summary>
    private Tensor LogitRows(Tensor rows_ND) => _temperature is null ? rows_ND : functional.normalize(rows_ND);
}
