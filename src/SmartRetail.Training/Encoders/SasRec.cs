using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// Self-attentive sequential recommendation (Kang and McAuley 2018): a causal transformer over the items, with learned
/// positions counted from the newest item, normalization after each block and GELU, as in its later implementations.
/// </summary>
/// <remarks>
/// Shapes: B histories, L positions, R packed rows, S = R·L slots, T tokens, D dimensions, H heads, E = D/H, F width of
/// the feed-forward block.
/// </remarks>
internal sealed class SasRec : SequenceEncoder
{
    public const string Name = "sasrec";
    private readonly int _layers;
    private readonly int _heads;
    private readonly TorchSharp.Scalar _scale;

    /// <param name="hidden">F.</param>
    public SasRec(EncoderShape shape, int layers, int heads, int hidden)
        : base(shape)
    {
        if (shape.Dimensions % heads != 0)
        {
            throw new ArgumentException($"{shape.Dimensions} dimensions cannot be shared by {heads} heads", nameof(heads));
        }

        _layers = layers;
        _heads = heads;
        _scale = 1 / MathF.Sqrt(shape.Dimensions / heads);
        var d = shape.Dimensions;
        for (var layer = 0; layer < layers; layer++)
        {
            AddLinear($"{layer}.query_key_value", d, 3 * d);
            AddLinear($"{layer}.output", d, d);
            AddNorm($"{layer}.attention.norm", d);
            AddLinear($"{layer}.inner", d, hidden);
            AddLinear($"{layer}.outer", hidden, d);
            AddNorm($"{layer}.norm", d);
        }
    }

    public override string Architecture => Name;

    public override Tensor Encode(
        PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout)
    {
        var mask_R1LL = batch.CreateMask(parameters.Device);
        var x_SD = Embed(batch, rows_SD, parameters, dropout);
        for (var layer = 0; layer < _layers; layer++)
        {
            var attended_SD = Attend(batch, x_SD, mask_R1LL, parameters, layer, dropout);
            x_SD = Norm(x_SD.add(Drop(dropout, attended_SD), Scalars.One), parameters, $"{layer}.attention.norm");
            var inner_SF = functional.gelu(Linear(x_SD, parameters, $"{layer}.inner"));
            var outer_SD = Linear(inner_SF, parameters, $"{layer}.outer");
            x_SD = Norm(x_SD.add(Drop(dropout, outer_SD), Scalars.One), parameters, $"{layer}.norm");
        }

        return x_SD.index_select(0, parameters.ToDevice(batch.TokenSlots));
    }

    protected override string Export(GraphLayers layers, GraphInput input) =>
        new SasRecGraph(layers, Shape, _layers, _heads).Add(input);

    private Tensor Attend(
        PackedBatch batch, Tensor x_SD, Tensor mask_R1LL, ParameterViews parameters, int layer, IDropout? dropout)
    {
        long r = batch.Rows, l = batch.Length, h = _heads, e = Shape.Dimensions / _heads;
        var all_3RHLE = Linear(x_SD, parameters, $"{layer}.query_key_value")
            .view(r, l, 3, h, e).permute(2, 0, 3, 1, 4).contiguous();
        var queries_XLE = all_3RHLE.select(0, 0).view(r * h, l, e).mul(_scale);
        var keys_XEL = all_3RHLE.select(0, 1).view(r * h, l, e).transpose(1, 2);
        var values_XLE = all_3RHLE.select(0, 2).view(r * h, l, e);

        var scores_RHLL = queries_XLE.bmm(keys_XEL).view(r, h, l, l).add(mask_R1LL, Scalars.One);
        var weights_RHLL = Drop(dropout, scores_RHLL.softmax(-1));
        var context_XLE = weights_RHLL.view(r * h, l, l).bmm(values_XLE);
        var context_SD = context_XLE.view(r, h, l, e).permute(0, 2, 1, 3).reshape(r * l, h * e);
        return Linear(context_SD, parameters, $"{layer}.output");
    }
}
