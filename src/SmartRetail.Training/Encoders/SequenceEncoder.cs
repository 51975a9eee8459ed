using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// What all architectures share: the input layer, which is the sum of a product's row, its interaction's kind and its
/// position counted from the newest, normalized and dropped from; and the layers that they are made of.
/// </summary>
/// <remarks>S slots, T tokens, D dimensions.</remarks>
internal abstract class SequenceEncoder : ISequenceEncoder
{
    public const double Epsilon = 1e-8;

    protected SequenceEncoder(EncoderShape shape)
    {
        Shape = shape;
        Layout.AddTable(ISequenceEncoder.Items, shape.Items, shape.Dimensions);
        if (shape.ContentBuckets > 0)
        {
            Layout.AddTable(ISequenceEncoder.Content, shape.ContentBuckets, shape.Dimensions);
        }

        Layout.Add("kinds", Initialization.Zero, EncoderShape.Kinds, shape.Dimensions);
        Layout.Add("positions", Initialization.Normal, shape.MaxLength, shape.Dimensions);
        AddNorm("input.norm", shape.Dimensions);
    }

    public abstract string Architecture { get; }

    public EncoderShape Shape { get; }

    public ParameterLayout Layout { get; } = new();

    public abstract Tensor Encode(
        PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout);

    public string Export(OnnxGraph graph, FlatParameters parameters, string rows, string kinds)
    {
        var layers = new GraphLayers(graph, parameters, Epsilon);
        return Export(layers, new GraphInput(layers, Shape, rows, kinds));
    }

    /// <summary>Adds everything behind the input layer and returns the name of state_BD.</summary>
    protected abstract string Export(GraphLayers layers, GraphInput input);

    /// <summary>Returns the input layer's x_SD.</summary>
    protected static Tensor Embed(PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout)
    {
        var kinds_SD = parameters["kinds"].index_select(0, parameters.ToDevice(batch.SlotKinds));
        var positions_SD = parameters["positions"].index_select(0, parameters.ToDevice(batch.Positions));
        return Drop(dropout, Norm(rows_SD.add(kinds_SD, Scalars.One).add_(positions_SD, Scalars.One), parameters, "input.norm"));
    }

    protected void AddLinear(string name, int inputs, int outputs, Initialization weights = Initialization.Normal)
    {
        Layout.Add($"{name}.weight", weights, outputs, inputs);
        Layout.Add($"{name}.bias", Initialization.Zero, outputs);
    }

    protected void AddNorm(string name, int width)
    {
        Layout.Add($"{name}.weight", Initialization.One, width);
        Layout.Add($"{name}.bias", Initialization.Zero, width);
    }

    protected static Tensor Linear(Tensor x, ParameterViews parameters, string name) =>
        functional.linear(x, parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

    protected static Tensor Norm(Tensor x, ParameterViews parameters, string name)
    {
        var weight = parameters[$"{name}.weight"];
        return functional.layer_norm(x, weight.shape, weight, parameters[$"{name}.bias"], Epsilon);
    }

    protected static Tensor Drop(IDropout? dropout, Tensor x) => dropout?.Apply(x) ?? x;
}
