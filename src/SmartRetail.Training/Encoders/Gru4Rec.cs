using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// Recurrent recommendation (Hidasi et al. 2016): gated recurrent units over the items, oldest first. All sequences of a
/// batch go side by side, the longest first, so that a step computes those that still last and no padding.
/// </summary>
/// <remarks>B histories, L positions, T tokens, D dimensions, U units, N sequences that still last.</remarks>
internal sealed class Gru4Rec : SequenceEncoder
{
    public const string Name = "gru4rec";

    // Added to the update gate where there is no interaction: the gate closes and the state stays zero.
    private const float Closed = 1e4f;
    private readonly int _layers;
    private readonly int _units;

    public Gru4Rec(EncoderShape shape, int layers, int units)
        : base(shape)
    {
        (_layers, _units) = (layers, units);
        for (var layer = 0; layer < layers; layer++)
        {
            AddLinear($"{layer}.input", layer == 0 ? shape.Dimensions : units, 3 * units, Initialization.FanIn);
            AddLinear($"{layer}.state", units, 3 * units, Initialization.FanIn);
        }

        AddLinear("outer", units, shape.Dimensions, Initialization.FanIn);
        AddNorm("norm", shape.Dimensions);
    }

    public override string Architecture => Name;

    public override Tensor Encode(
        PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout)
    {
        var steps = batch.CreateTimeSteps();
        var embedded_SD = Embed(batch, rows_SD, parameters, dropout);
        var newest_TD = embedded_SD.index_select(0, parameters.ToDevice(steps.Slots));
        var x_TD = newest_TD;
        for (var layer = 0; layer < _layers; layer++)
        {
            x_TD = Recur(x_TD, steps, parameters, layer);
        }

        var outer_TD = Linear(Drop(dropout, x_TD), parameters, "outer");
        return Norm(newest_TD.add(outer_TD, Scalars.One), parameters, "norm").index_select(0, parameters.ToDevice(steps.Places));
    }

    protected override string Export(GraphLayers layers, GraphInput input)
    {
        var graph = layers.Graph;
        var isPadding_BL1 = graph.Op("Unsqueeze", [input.IsPadding_BL, graph.Numbers(2)]);
        var x_BLD = input.X_BLD;
        for (var layer = 0; layer < _layers; layer++)
        {
            var inputs = layer == 0 ? Shape.Dimensions : _units;
            var gated_BLX = graph.Op("Concat", [x_BLD, isPadding_BL1], OnnxAttribute.Number("axis", 2));
            var gated_LBX = graph.Op("Transpose", [gated_BLX], OnnxAttribute.Numbers("perm", 1, 0, 2));
            var states_L1BU = graph.Op(
                "GRU",
                [
                    gated_LBX,
                    graph.Floats($"{layer}.input", InputWeights(layers, layer, inputs), 1, 3 * _units, inputs + 1),
                    graph.Floats($"{layer}.state", Reorder(layers.Parameters[$"{layer}.state.weight"], _units), 1, 3 * _units, _units),
                    graph.Floats($"{layer}.bias", Biases(layers, layer), 1, 6 * _units),
                ],
                OnnxAttribute.Number("hidden_size", _units),
                OnnxAttribute.Number("linear_before_reset", 1));
            x_BLD = graph.Op(
                "Transpose",
                [graph.Op("Squeeze", [states_L1BU, graph.Numbers(1)])],
                OnnxAttribute.Numbers("perm", 1, 0, 2));
        }

        var outer_BD = layers.Linear(layers.Last(x_BLD), "outer");
        return layers.Norm(graph.Op("Add", [layers.Last(input.X_BLD), outer_BD]), "norm");
    }

    private Tensor Recur(Tensor x_TD, TimeSteps steps, ParameterViews parameters, int layer)
    {
        var inputs_TX = Linear(x_TD, parameters, $"{layer}.input");
        var states = new Tensor[steps.Sizes.Length];
        var state_NU = zeros(steps.Sizes[0], _units, device: parameters.Device);
        var first = 0L;
        for (var step = 0; step < states.Length; step++)
        {
            long n = steps.Sizes[step];
            var previous_NU = state_NU.narrow(0, 0, n);
            var input_NX = inputs_TX.narrow(0, first, n);
            var recurrent_NX = Linear(previous_NU, parameters, $"{layer}.state");
            var gates_NX = input_NX.narrow(1, 0, 2 * _units).add(recurrent_NX.narrow(1, 0, 2 * _units), Scalars.One).sigmoid();
            var reset_NU = gates_NX.narrow(1, 0, _units);
            var update_NU = gates_NX.narrow(1, _units, _units);
            var candidate_NU = input_NX.narrow(1, 2 * _units, _units)
                .addcmul(reset_NU, recurrent_NX.narrow(1, 2 * _units, _units), Scalars.One).tanh();
            state_NU = states[step] = candidate_NU.lerp(previous_NU, update_NU);
            first += n;
        }

        return cat(states, 0);
    }

    /// <summary>The weights of the input, with a last column for "there is no interaction".</summary>
    private float[] InputWeights(GraphLayers layers, int layer, int inputs)
    {
        var weights = Reorder(layers.Parameters[$"{layer}.input.weight"], inputs);
        var widened = new float[3 * _units * (inputs + 1)];
        for (var row = 0; row < 3 * _units; row++)
        {
            weights.AsSpan(row * inputs, inputs).CopyTo(widened.AsSpan(row * (inputs + 1)));
            widened[(row * (inputs + 1)) + inputs] = row < _units ? Closed : 0;
        }

        return widened;
    }

    private float[] Biases(GraphLayers layers, int layer) =>
    [
        .. Reorder(layers.Parameters[$"{layer}.input.bias"], 1),
        .. Reorder(layers.Parameters[$"{layer}.state.bias"], 1),
    ];

    // Here reset, update, candidate, as in libtorch; in ONNX update, reset, candidate.
    private float[] Reorder(ReadOnlySpan<float> gates, int columns)
    {
        var size = _units * columns;
        return [.. gates[size..(2 * size)], .. gates[..size], .. gates[(2 * size)..]];
    }
}
