using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Encoders;

/// <summary>What is served must be what was fitted: the same histories through ONNX Runtime and through libtorch.</summary>
public sealed class EncoderParityTests : IDisposable
{
    private const int Items = 300;
    private const double Tolerance = 1e-4;
    private static readonly FitOptions Options = Fits.Small with { MaxLength = 50 };
    private readonly FittedEncoder _fitted = Fits.Random(Items, Options, seed: 7);
    private readonly InteractionSequence[] _histories =
        Sequences.RandomHistories(Items, count: 200, Options.MaxLength, seed: 8);

    public void Dispose() => _fitted.Dispose();

    [Fact]
    public void Encodes_left_padded_histories_as_the_fitted_network_encodes_packed_ones()
    {
        using var exported = new ExportedEncoder(_fitted);

        var served = exported.Encode(_histories, Options.MaxLength);

        Assert.True(Distance(served, EncodeInTorch()) <= Tolerance, $"distance {Distance(served, EncodeInTorch())}");
    }

    [Fact]
    public void Encodes_a_history_alike_at_its_true_length_and_padded()
    {
        using var exported = new ExportedEncoder(_fitted);
        var history = _histories.First(history => history.Length is > 5 and < 40);

        var alone = exported.Encode([history], history.Length);
        var padded = exported.Encode([history], Options.MaxLength);

        Assert.True(Distance(alone, padded) <= Tolerance, $"distance {Distance(alone, padded)}");
    }

    [Fact]
    public void The_product_of_encoding_and_row_is_the_logit_that_was_trained()
    {
        using var exported = new ExportedEncoder(_fitted);
        using var scorer = _fitted.CreateScorer();
        var trained = new float[Items];
        scorer.Score(_histories.AsSpan(0, 1), trained);

        var encoding = exported.Encode(_histories.AsSpan(0, 1), Options.MaxLength);
        var rows = EncoderExport.ToMatrix(_fitted);
        var served = Enumerable.Range(0, Items).Select(item => Product(encoding, rows, item)).ToArray();

        Assert.True(Distance(served, trained) <= Tolerance, $"distance {Distance(served, trained)}");
    }

    [Fact]
    public void The_graph_takes_items_and_gives_an_encoding_with_dynamic_batch_and_length()
    {
        using var exported = new ExportedEncoder(_fitted);
        var (input, output) = (exported.Session.InputMetadata, exported.Session.OutputMetadata);

        Assert.Equal(["items"], input.Keys);
        Assert.Equal(typeof(long), input["items"].ElementType);
        Assert.Equal([-1, -1], input["items"].Dimensions);
        Assert.Equal(["encoding"], output.Keys);
        Assert.Equal(typeof(float), output["encoding"].ElementType);
        Assert.Equal([-1, Options.Dimensions], output["encoding"].Dimensions);
    }

    [Fact]
    public void A_position_does_not_see_what_came_after_it()
    {
        int[] history = [5, 9, 2, 40, 17];
        int[] otherEnd = [5, 9, 2, 88, 3];

        var states = States(history);
        var changed = States(otherEnd);

        Assert.True(Distance(states[..3], changed[..3]) <= 1e-6);
        Assert.False(Distance(states[3..], changed[3..]) <= 1e-3);
    }

    private float[] EncodeInTorch()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var scorer = _fitted.CreateScorer();
        return FlatParameters.FloatsOf(scorer.Encode(_histories)).ToArray();
    }

    /// <summary>One float of each position's state.</summary>
    private float[] States(int[] history)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var views = new ParameterViews(_fitted.Parameters);
        var batch = PackedBatch.Pack([history], Options.MaxLength);
        var rows_SD = EmbeddingRows.Gather(_fitted.Parameters, batch.SlotItems);
        var states_TD = _fitted.Encoder.Encode(batch, rows_SD, views, dropout: null);
        return FlatParameters.FloatsOf(states_TD.select(1, 0).contiguous()).ToArray();
    }

    private static float Product(float[] encoding, float[] rows, int item) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<float>(
            encoding, rows.AsSpan(item * Options.Dimensions, Options.Dimensions));

    private static double Distance(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => Math.Abs(a - b)).Max();
    }
}
