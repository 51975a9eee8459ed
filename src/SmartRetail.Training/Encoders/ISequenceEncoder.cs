using SmartRetail.Training.Fitting;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// A network from a history of items to a state for every one of its positions. An architecture has both sides here,
/// the one that is fitted and the one that is exported, and a parity test over the two.
/// </summary>
internal interface ISequenceEncoder
{
    /// <summary>The layout's first entry: the item embeddings, one row an item.</summary>
    const string Items = "items";

    /// <summary>The architecture's name in plans, options and manifests.</summary>
    string Architecture { get; }

    EncoderShape Shape { get; }

    ParameterLayout Layout { get; }

    /// <summary>Returns states_TD, one row for each token of the batch, in its order.</summary>
    /// <param name="rows_SD">The item embeddings of the batch's slots; zero where a slot is empty.</param>
    /// <param name="dropout">Null when not training.</param>
    Tensor Encode(PackedBatch batch, Tensor rows_SD, ParameterViews parameters, DropoutMasks? dropout);

    /// <summary>
    /// Adds the encoder to the graph and returns the name of state_BD, the state of each history's last position.
    /// </summary>
    /// <param name="items">The name of items_BL: item numbers, left-padded with the padding index.</param>
    string Export(OnnxGraph graph, FlatParameters parameters, string items);
}
