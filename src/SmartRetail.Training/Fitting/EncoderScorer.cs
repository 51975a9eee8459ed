using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>Scores with an encoder as it is now, in libtorch. An empty history scores nothing.</summary>
/// <remarks>N histories that are not empty, S slots, V items, X items and none, D dimensions.</remarks>
internal sealed class EncoderScorer : ISequenceScorer, IDisposable
{
    private readonly ISequenceEncoder _encoder;
    private readonly Tensor? _flat;
    private readonly ParameterViews _views;
    private readonly Tensor _rows_XD;
    private readonly Tensor _items_DV;
    private readonly Scalar? _temperature;

    public EncoderScorer(
        ISequenceEncoder encoder, FlatParameters parameters, ProductRows rows, FitOptions options)
    {
        _encoder = encoder;
        _temperature = options.Temperature is { } divisor ? (Scalar)divisor : null;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        if (options.Device == FitDevice.Cpu)
        {
            _views = new(parameters);
        }
        else
        {
            var layout = parameters.Layout;
            _flat = parameters.Flat.to(FitDevice.Open(options.Device)).DetachFromDisposeScope();
            var gradient = zeros(layout.Length - layout.TablesLength, device: _flat.device);
            _views = new(layout, _flat, gradient.DetachFromDisposeScope());
        }

        var rows_VD = rows.GatherAll().to(_views.Device);
        _rows_XD = cat([rows_VD, zeros(1, rows_VD.shape[1], device: _views.Device)], 0).DetachFromDisposeScope();
        var items_VD = _temperature is null ? rows_VD : functional.normalize(rows_VD);
        _items_DV = items_VD.t().contiguous().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        _rows_XD.Dispose();
        _items_DV.Dispose();
        _views.Dispose();
        _flat?.Dispose();
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
        var last_ND = states_TD.index_select(0, _views.ToDevice(Array.ConvertAll(batch.LastTokens, token => (long)token)));
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
        var logits = FlatParameters.FloatsOf(Encode(known.ToArray()).mm(_items_DV).cpu());
        for (var at = 0; at < rows.Count; at++)
        {
            logits.Slice(at * width, width).CopyTo(scores[(rows[at] * width)..]);
        }
    }

    private Tensor Gather(int[] items)
    {
        var none = _rows_XD.shape[0] - 1;
        return _rows_XD.index_select(0, _views.ToDevice(Array.ConvertAll(items, item => item < 0 ? none : item)));
    }
}
