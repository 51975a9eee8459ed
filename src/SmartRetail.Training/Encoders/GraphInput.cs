using SmartRetail.Training.Onnx;

namespace SmartRetail.Training.Encoders;

/// <summary>The exported input layer, and what else an encoder may ask of its inputs.</summary>
/// <remarks>B histories, L positions, D dimensions.</remarks>
internal sealed class GraphInput
{
    private readonly GraphLayers _layers;

    public GraphInput(GraphLayers layers, EncoderShape shape, string rows_BLD, string kinds_BL)
    {
        _layers = layers;
        var graph = layers.Graph;
        Length = graph.Op(
            "Slice", [graph.Op("Shape", [kinds_BL]), graph.Numbers(1), graph.Numbers(2), graph.Numbers(0)]);
        IsPadding_BL = graph.Op(
            "Cast", [graph.Op("Equal", [kinds_BL, graph.Number(0)])], OnnxAttribute.Number("to", 1));
        PaddingMask_BL = graph.Op("Mul", [IsPadding_BL, graph.Float(GraphLayers.Hidden)]);
        var kinds_BLD = graph.Op("Gather", [layers.Constant("kinds"), kinds_BL]);
        var sum_BLD = graph.Op("Add", [graph.Op("Add", [rows_BLD, kinds_BLD]), TakeNewest("positions", shape.MaxLength, 0)]);
        X_BLD = layers.Norm(sum_BLD, "input.norm");
    }

    /// <summary>The input layer's output.</summary>
    public string X_BLD { get; }

    /// <summary>The number of positions, as a vector of one.</summary>
    public string Length { get; }

    /// <summary>1 where a history has no interaction, else 0.</summary>
    public string IsPadding_BL { get; }

    /// <summary>Very low where a history has no interaction, else 0.</summary>
    public string PaddingMask_BL { get; }

    /// <summary>Positions count from the newest, so a shorter input takes the end of a parameter's axis.</summary>
    public string TakeNewest(string name, int size, int axis)
    {
        var graph = _layers.Graph;
        var start = graph.Op("Sub", [graph.Numbers(size), Length]);
        return graph.Op("Slice", [_layers.Constant(name), start, graph.Numbers(size), graph.Numbers(axis)]);
    }

    /// <summary>Returns x_BLD with zeros where there is no interaction.</summary>
    public string ZeroPadding(string x_BLD)
    {
        var graph = _layers.Graph;
        var isThere_BL = graph.Op("Sub", [graph.Float(1), IsPadding_BL]);
        return graph.Op("Mul", [x_BLD, graph.Op("Unsqueeze", [isThere_BL, graph.Numbers(2)])]);
    }
}
