using SmartRetail.Training.Fitting;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// A network from a history to a state for every one of its positions. An architecture has both sides, the one that is
/// fitted and the one that is exported, and a parity test over the two.
/// </summary>
internal interface ISequenceEncoder
{
    /// <summary>The table of product embeddings, one row an item.</summary>
    const string Items = "items";

    /// <summary>The table of content embeddings, one row a bucket; absent where products have no content.</summary>
    const string Content = "content";

    /// <summary>The architecture's name in plans, options and manifests.</summary>
    string Architecture { get; }

    EncoderShape Shape { get; }

    ParameterLayout Layout { get; }

    /// <summary>Returns states_TD, one row for each token of the batch, in its order.</summary>
    /// <param name="rows_SD">The product rows of the batch's slots; zero where a slot is empty.</param>
    /// <param name="dropout">Null when not training.</param>
    Tensor Encode(PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout);

    /// <summary>
    /// Adds the encoder to the graph and returns the name of state_BD, the state of each history's last position.
    /// </summary>
    /// <param name="rows">The name of rows_BLD: product rows, oldest first, zero on the left of a shorter history.</param>
    /// <param name="kinds">The name of kinds_BL: interaction kinds; 0 where a history has no interaction.</param>
    string Export(OnnxGraph graph, FlatParameters parameters, string rows, string kinds);
}
