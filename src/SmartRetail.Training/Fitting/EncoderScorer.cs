using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>Scores with an encoder as it is now, in libtorch. An empty history scores nothing.</summary>
/// <remarks>N histories that are not empty, V items, D dimensions.</remarks>
internal sealed class EncoderScorer : ISequenceScorer, IDisposable
{
    private readonly ISequenceEncoder _encoder;
    private readonly ParameterViews _views;
    private readonly Tensor _items_DV;
    private readonly double _temperature;

    public EncoderScorer(ISequenceEncoder encoder, FlatParameters parameters, double temperature)
    {
        _encoder = encoder;
        _temperature = temperature;
        _views = new(parameters);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _items_DV = functional.normalize(_views[ISequenceEncoder.Items]).t().contiguous().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        _items_DV.Dispose();
        _views.Dispose();
    }

    /// <summary>Returns encodings_ND: divided by the temperature, so that a product with an item is the logit.</summary>
    public Tensor Encode(ReadOnlySpan<InteractionSequence> histories)
    {
        var newest = new ReadOnlyMemory<int>[histories.Length];
        for (var at = 0; at < newest.Length; at++)
        {
            newest[at] = histories[at].Newest(_encoder.Shape.MaxLength).Items;
        }

        var batch = PackedBatch.Pack(newest, _encoder.Shape.MaxLength);
        var rows_SD = EmbeddingRows.Gather(_views.Parameters, batch.SlotItems);
        var states_TD = _encoder.Encode(batch, rows_SD, _views, dropout: null);
        var last_ND = states_TD.index_select(0, tensor(Array.ConvertAll(batch.LastTokens, token => (long)token)));
        return functional.normalize(last_ND).div(_temperature);
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        var width = _encoder.Shape.Items;
        var rows = new List<int>();
        var known = new List<InteractionSequence>();
        for (var at = 0; at < histories.Length; at++)
        {
            if (histories[at].Length > 0)
            {
                rows.Add(at);
                known.Add(histories[at]);
            }
        }

        scores.Clear();
        if (known.Count == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var logits = FlatParameters.FloatsOf(Encode(known.ToArray()).mm(_items_DV));
        for (var at = 0; at < rows.Count; at++)
        {
            logits.Slice(at * width, width).CopyTo(scores[(rows[at] * width)..]);
        }
    }
}
