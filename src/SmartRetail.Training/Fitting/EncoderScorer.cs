using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>Scores with an encoder as it is now, in libtorch. An empty history scores nothing.</summary>
/// <remarks>N histories that are not empty, S slots, V items, D dimensions.</remarks>
internal sealed class EncoderScorer : ISequenceScorer, IDisposable
{
    private readonly ISequenceEncoder _encoder;
    private readonly ParameterViews _views;
    private readonly Tensor _rows_VD;
    private readonly Tensor _items_DV;
    private readonly Scalar? _temperature;

    public EncoderScorer(
        ISequenceEncoder encoder, FlatParameters parameters, ProductRows rows, double? temperature)
    {
        _encoder = encoder;
        _temperature = temperature is { } divisor ? (Scalar)divisor : null;
        _views = new(parameters);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _rows_VD = rows.GatherAll().DetachFromDisposeScope();
        var items_VD = temperature is null ? _rows_VD : functional.normalize(_rows_VD);
        _items_DV = items_VD.t().contiguous().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        _rows_VD.Dispose();
        _items_DV.Dispose();
        _views.Dispose();
    }

    /// <summary>Returns encodings_ND, whose product with an item's row, or its direction, is the logit.</summary>
    public Tensor Encode(ReadOnlySpan<InteractionSequence> histories)
    {
        var newest = new InteractionSequence[histories.Length];
        for (var at = 0; at < newest.Length; at++)
        {
            newest[at] = histories[at].Newest(_encoder.Shape.MaxLength);
        }

        var batch = PackedBatch.Pack(newest, _encoder.Shape.MaxLength);
        var states_TD = _encoder.Encode(batch, Gather(batch.SlotItems), _views, dropout: null);
        var last_ND = states_TD.index_select(0, tensor(Array.ConvertAll(batch.LastTokens, token => (long)token)));
        return _temperature is null ? last_ND : functional.normalize(last_ND).div(_temperature);
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

    private Tensor Gather(int[] items)
    {
        var width = _encoder.Shape.Dimensions;
        var rows_SD = zeros(items.Length, width, dtype: ScalarType.Float32);
        var source = FlatParameters.FloatsOf(_rows_VD);
        var target = FlatParameters.FloatsOf(rows_SD);
        for (var at = 0; at < items.Length; at++)
        {
            if (items[at] >= 0)
            {
                source.Slice(items[at] * width, width).CopyTo(target[(at * width)..]);
            }
        }

        return rows_SD;
    }
}
