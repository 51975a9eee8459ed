using SmartRetail.Recommender.Content;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Native;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// What <see cref="ProductRows"/> is, on a device: rows are gathered and their gradients scattered into those of the
/// tables without leaving it.
/// </summary>
/// <remarks>N picks, V items, B buckets, F content features of an item, at most, D dimensions.</remarks>
internal sealed class DeviceRows : IDisposable
{
    // Picks whose content rows are held at once: 16,384 with 40 features of 128 dimensions are 335 MB.
    private const int Chunk = 16_384;
    private readonly Tensor _items_VD;
    private readonly Tensor _itemSlopes_VD;
    private readonly Tensor? _content_BD;
    private readonly Tensor? _contentSlopes_BD;
    private readonly Tensor? _buckets_VF;
    private readonly Tensor? _weights_VF;

    /// <param name="flat">All parameters.</param>
    /// <param name="gradient">Of all parameters.</param>
    public DeviceRows(ParameterLayout layout, Tensor flat, Tensor gradient, ProductContent? content)
    {
        using var scope = NewDisposeScope();
        _items_VD = Table(layout, flat, ISequenceEncoder.Items);
        _itemSlopes_VD = Table(layout, gradient, ISequenceEncoder.Items);
        if (content is not null)
        {
            _content_BD = Table(layout, flat, ISequenceEncoder.Content);
            _contentSlopes_BD = Table(layout, gradient, ISequenceEncoder.Content);
            (_buckets_VF, _weights_VF) = Put(content, flat.device);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])
            [_items_VD, _itemSlopes_VD, _content_BD, _contentSlopes_BD, _buckets_VF, _weights_VF])
        {
            tensor?.Dispose();
        }
    }

    /// <summary>Returns one row for each pick; zeros where there is no item.</summary>
    public Tensor Gather(RowPicks picks)
    {
        using var noGradient = no_grad();
        var rows_ND = _items_VD.index_select(0, picks.Items_N);
        if (picks.IsOwn_N1 is not null)
        {
            rows_ND.mul_(picks.IsOwn_N1);
        }

        if (_content_BD is not null)
        {
            foreach (var (first, count, buckets_X, weights_NF) in ContentOf(picks))
            {
                using var scope = NewDisposeScope();
                var content_NFD = _content_BD.index_select(0, buckets_X).view(count, -1, _content_BD.shape[1]);
                rows_ND.narrow(0, first, count).add_(weights_NF.unsqueeze(1).bmm(content_NFD).squeeze(1), Scalars.One);
            }
        }

        return rows_ND;
    }

    /// <summary>Adds the gradients of gathered rows to those of the tables.</summary>
    public void Scatter(RowPicks picks, Tensor slopes_ND)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var own_ND = picks.IsOwn_N1 is null ? slopes_ND : slopes_ND.mul(picks.IsOwn_N1);
        _itemSlopes_VD.index_add_(0, picks.Items_N, own_ND, Scalars.One);
        if (_contentSlopes_BD is not null)
        {
            foreach (var (first, count, buckets_X, weights_NF) in ContentOf(picks))
            {
                using var part = NewDisposeScope();
                var slopes_NFD = slopes_ND.narrow(0, first, count).unsqueeze(1).mul(weights_NF.unsqueeze(2));
                _contentSlopes_BD.index_add_(0, buckets_X, slopes_NFD.view(-1, _contentSlopes_BD.shape[1]), Scalars.One);
            }
        }
    }

    private IEnumerable<(long First, long Count, Tensor Buckets_X, Tensor Weights_NF)> ContentOf(RowPicks picks)
    {
        var total = picks.Items_N.shape[0];
        for (long first = 0; first < total; first += Chunk)
        {
            var count = Math.Min(Chunk, total - first);
            var items_N = picks.Items_N.narrow(0, first, count);
            var weights_NF = _weights_VF!.index_select(0, items_N);
            if (picks.IsKnown_N1 is not null)
            {
                weights_NF.mul_(picks.IsKnown_N1.narrow(0, first, count));
            }

            yield return (first, count, _buckets_VF!.index_select(0, items_N).view(-1), weights_NF);
        }
    }

    private static Tensor Table(ParameterLayout layout, Tensor flat, string name)
    {
        var entry = layout[name];
        return flat.narrow(0, entry.Offset, entry.Length).view(entry.Shape).DetachFromDisposeScope();
    }

    // Items with fewer features than others have some of weight 0. These are spread over the buckets: additions of
    // nothing to one and the same row would wait for one another.
    private static (Tensor Buckets_VF, Tensor Weights_VF) Put(ProductContent content, Device device)
    {
        var most = Math.Max(1, Enumerable.Range(0, content.Items).Max(item => content.Of(item).Length));
        var buckets = new long[content.Items * (long)most];
        var weights = new float[buckets.Length];
        for (var at = 0L; at < buckets.Length; at++)
        {
            buckets[at] = at % ContentEncoder.Buckets;
        }

        for (var item = 0; item < content.Items; item++)
        {
            var at = item * (long)most;
            foreach (var (bucket, weight) in content.Of(item))
            {
                (buckets[at], weights[at++]) = (bucket, weight);
            }
        }

        return (
            DeviceMemory.Put(buckets, device).view(content.Items, most).DetachFromDisposeScope(),
            DeviceMemory.Put(weights, device).view(content.Items, most).DetachFromDisposeScope());
    }
}
