using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Encoders;

/// <summary>What is served must be what was fitted: the same histories through ONNX Runtime and through libtorch.</summary>
public sealed class EncoderParityTests
{
    private const int Items = 300;
    private const int MaxLength = 50;
    private const double Tolerance = 1e-4;
    private readonly InteractionSequence[] _histories =
        Sequences.RandomHistories(Items, count: 200, MaxLength, seed: 8);

    public static TheoryData<string> Architectures => Fits.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Encodes_left_padded_histories_as_the_fitted_network_encodes_packed_ones(string architecture)
    {
        using var fitted = Fit(architecture);
        using var exported = new ExportedEncoder(fitted);

        var served = exported.Encode(_histories, MaxLength);

        Assert.InRange(Distance(served, EncodeInTorch(fitted)), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Encodes_a_history_alike_at_its_true_length_and_padded(string architecture)
    {
        using var fitted = Fit(architecture);
        using var exported = new ExportedEncoder(fitted);
        var histories = _histories.Where(history => history.Length is > 2 and < 40).Take(10).ToList();

        var alone = histories.SelectMany(history => exported.Encode([history], history.Length)).ToArray();
        var padded = histories.SelectMany(history => exported.Encode([history], MaxLength)).ToArray();

        Assert.InRange(Distance(alone, padded), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_product_of_encoding_and_direction_is_the_logit_that_was_trained(string architecture)
    {
        var catalog = Enumerable.Range(0, Items).Select(Sequences.Product).ToList();
        using var fitted = Fit(
            architecture, ProductContent.Create(new(catalog.Select(product => product.Id)), catalog));
        using var exported = new ExportedEncoder(fitted);
        using var scorer = fitted.CreateScorer();
        var trained = new float[Items];
        scorer.Score([_histories[0]], trained);

        var encoding = exported.Encode([_histories[0]], _histories[0].Length);
        var rows = EncoderExport.ToMatrix(fitted);
        var served = Enumerable.Range(0, Items).Select(item => Logit(encoding, rows, item)).ToArray();

        Assert.InRange(Distance(served, trained), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_kind_of_an_interaction_changes_its_encoding(string architecture)
    {
        using var fitted = Fit(architecture);
        using var exported = new ExportedEncoder(fitted);

        var viewed = exported.Encode([With(InteractionKind.View)], 2);
        var bought = exported.Encode([With(InteractionKind.Purchase)], 2);

        Assert.NotInRange(Distance(viewed, bought), 0, 1e-2);
    }

    [Fact]
    public void The_graph_has_dynamic_batch_and_length()
    {
        using var fitted = Fit(SasRec.Name);
        using var exported = new ExportedEncoder(fitted);
        var (input, output) = (exported.Session.InputMetadata, exported.Session.OutputMetadata);

        Assert.Equal(["kinds", "rows"], input.Keys.Order());
        Assert.Equal(typeof(long), input["kinds"].ElementType);
        Assert.Equal([-1, -1], input["kinds"].Dimensions);
        Assert.Equal([-1, -1, fitted.Options.Dimensions], input["rows"].Dimensions);
        Assert.Equal(["encoding"], output.Keys);
        Assert.Equal([-1, fitted.Options.Dimensions], output["encoding"].Dimensions);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_position_does_not_see_what_came_after_it(string architecture)
    {
        using var fitted = Fit(architecture);

        var states = States(fitted, 5, 9, 2, 40, 17);
        var changed = States(fitted, 5, 9, 2, 88, 3);

        Assert.InRange(Distance(states[..3], changed[..3]), 0, 1e-6);
        Assert.NotInRange(Distance(states[3..], changed[3..]), 0, 1e-3);
    }

    private static FittedEncoder Fit(string architecture, ProductContent? content = null) =>
        Fits.Random(Items, Fits.Of(architecture) with { MaxLength = MaxLength }, seed: 7, architecture, content);

    private static InteractionSequence With(InteractionKind last) =>
        InteractionSequence.Of(1, 2) with { Kinds = (byte[])[(byte)InteractionKind.View, (byte)last] };

    private float[] EncodeInTorch(FittedEncoder fitted)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var scorer = fitted.CreateScorer();
        return FlatParameters.FloatsOf(scorer.Encode(_histories)).ToArray();
    }

    /// <summary>One float of each position's state.</summary>
    private static float[] States(FittedEncoder fitted, params int[] history)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var views = new ParameterViews(fitted.Parameters);
        var batch = PackedBatch.Pack([InteractionSequence.Of(history)], MaxLength);
        var rows_SD = fitted.Rows.Gather(batch.SlotItems);
        var states_TD = fitted.Encoder.Encode(batch, rows_SD, views, dropout: null);
        return FlatParameters.FloatsOf(states_TD.select(1, 0).contiguous()).ToArray();
    }

    private static float Logit(float[] encoding, float[] rows, int item)
    {
        var row = rows.AsSpan(item * encoding.Length, encoding.Length);
        return System.Numerics.Tensors.TensorPrimitives.Dot<float>(encoding, row)
            / System.Numerics.Tensors.TensorPrimitives.Norm<float>(row);
    }

    private static double Distance(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => Math.Abs(a - b)).Max();
    }
}
