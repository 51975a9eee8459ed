using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// Convolutional sequence embedding (Tang and Wang 2018): the newest items as an image, horizontal filters of every
/// height with the maximum over time, vertical filters as weighted sums of the items. A customer has no embedding of
/// their own, so that one who came today is encoded like all others.
/// </summary>
/// <remarks>
/// B histories, W items of the window, S slots, T tokens, D dimensions, N horizontal filters of each height, V vertical
/// filters, P = W - height + 1 places of a filter.
/// </remarks>
internal sealed class Caser : SequenceEncoder
{
    public const string Name = "caser";
    private readonly int _window;
    private readonly int _horizontal;
    private readonly int _vertical;

    public Caser(EncoderShape shape, int window, int horizontal, int vertical)
        : base(shape)
    {
        (_window, _horizontal, _vertical) = (Math.Min(window, shape.MaxLength), horizontal, vertical);
        var d = shape.Dimensions;
        for (var height = 1; height <= _window; height++)
        {
            AddLinear(Horizontal(height), height * d, horizontal, Initialization.FanIn);
        }

        Layout.Add("vertical.weight", Initialization.FanIn, vertical, _window);
        AddLinear("inner", (_window * horizontal) + (vertical * d), d, Initialization.FanIn);
        AddLinear("outer", d, d, Initialization.FanIn);
        AddNorm("norm", d);
    }

    public override string Architecture => Name;

    public override Tensor Encode(
        PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout)
    {
        int d = Shape.Dimensions, t = batch.TokenSlots.Length;
        var x_SD = Embed(batch, rows_SD, parameters, dropout);
        var padded_SD = cat([x_SD, zeros(1, d, device: parameters.Device)], 0);
        var windows_TWD = padded_SD.index_select(0, parameters.ToDevice(batch.Windows(_window))).view(t, _window, d);
        var features = new List<Tensor>();
        for (var height = 1; height <= _window; height++)
        {
            var places_TPX = windows_TWD.unfold(1, height, 1).transpose(2, 3).reshape(t, -1, height * d);
            features.Add(functional.relu(Linear(places_TPX, parameters, Horizontal(height))).amax(1));
        }

        var vertical_TDV = windows_TWD.transpose(1, 2).matmul(parameters["vertical.weight"].t());
        features.Add(vertical_TDV.reshape(t, -1));
        var inner_TD = functional.relu(Linear(Drop(dropout, cat(features, 1)), parameters, "inner"));
        var newest_TD = windows_TWD.select(1, _window - 1);
        return Norm(newest_TD.add(Linear(inner_TD, parameters, "outer"), Scalars.One), parameters, "norm");
    }

    protected override string Export(GraphLayers layers, GraphInput input)
    {
        var graph = layers.Graph;
        var d = Shape.Dimensions;
        var x_BLD = input.ZeroPadding(input.X_BLD);
        var zeros_BWD = graph.Op(
            "Pad", [x_BLD, graph.Numbers(0, _window, 0, 0, 0, 0), graph.Float(0)], OnnxAttribute.Text("mode", "constant"));
        var windows_BWD = graph.Op(
            "Slice", [zeros_BWD, graph.Numbers(-_window), graph.Numbers(long.MaxValue), graph.Numbers(1)]);
        var features = new List<string>();
        for (var height = 1; height <= _window; height++)
        {
            var places = Enumerable.Range(0, _window - height + 1)
                .Select(first => graph.Op(
                    "Slice", [windows_BWD, graph.Numbers(first), graph.Numbers(first + height), graph.Numbers(1)]))
                .Select(place => graph.Op("Reshape", [place, graph.Numbers(-1, 1, height * d)]))
                .ToArray();
            var places_BPX = graph.Op("Concat", places, OnnxAttribute.Number("axis", 1));
            var filtered_BPN = graph.Op("Relu", [layers.Linear(places_BPX, Horizontal(height))]);
            features.Add(graph.Op(
                "ReduceMax", [filtered_BPN], OnnxAttribute.Numbers("axes", 1), OnnxAttribute.Number("keepdims", 0)));
        }

        var weights_WV = graph.Floats(
            "vertical.weight",
            GraphLayers.Transpose(layers.Parameters["vertical.weight"], _vertical, _window),
            _window,
            _vertical);
        var vertical_BDV = graph.Op(
            "MatMul",
            [graph.Op("Transpose", [windows_BWD], OnnxAttribute.Numbers("perm", 0, 2, 1)), weights_WV]);
        features.Add(graph.Op("Reshape", [vertical_BDV, graph.Numbers(-1, d * _vertical)]));
        var all = graph.Op("Concat", features.ToArray(), OnnxAttribute.Number("axis", 1));
        var outer_BD = layers.Linear(graph.Op("Relu", [layers.Linear(all, "inner")]), "outer");
        return layers.Norm(graph.Op("Add", [layers.Last(windows_BWD), outer_BD]), "norm");
    }

    private static string Horizontal(int height) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"horizontal.{height}");
}
