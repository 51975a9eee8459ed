using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests;

/// <summary>Small networks, fitted or with random parameters.</summary>
internal static class Fits
{
    public static FitOptions Small { get; } = Of(SasRec.Name);

    public static TheoryData<string> Architectures => [.. Training.Encoders.Architectures.Names];

    /// <summary>Small options of an architecture.</summary>
    public static FitOptions Of(string architecture) => FitOptions.For(architecture) with
    {
        Dimensions = 32,
        Hidden = 64,
        MaxLength = 12,
        Dropout = 0.1,
        Epochs = 16,
        LearningRate = 5e-3,
        Threads = 2,
    };

    public static FittedEncoder Fit(
        SequenceDataset data, FitOptions options, Action<FitStep>? progress = null, string architecture = SasRec.Name)
    {
        var split = new LeaveOneOutSplit().Split(data);
        return Training.Encoders.Architectures.Fit(
            architecture,
            options,
            new(split.Training, split.Validation, MaskSeen: false),
            progress,
            TestContext.Current.CancellationToken);
    }

    public static RankingReport Evaluate(SequenceDataset data, FittedEncoder fitted)
    {
        var split = new LeaveOneOutSplit().Split(data);
        using var scorer = fitted.CreateScorer();
        return Evaluate(split, scorer);
    }

    public static RankingReport Evaluate(EvaluationSplit split, ISequenceScorer scorer) =>
        new RankingEvaluator(split.Training.CountItems(), threads: 2).Evaluate(
            split.Test, scorer, maskSeen: false, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>An encoder whose parameters, norms and biases included, are random.</summary>
    public static FittedEncoder Random(
        int items, FitOptions options, int seed, string architecture = SasRec.Name, ProductContent? content = null)
    {
        var shape = new EncoderShape(
            items, options.Dimensions, options.MaxLength, content is null ? 0 : ContentEncoder.Buckets);
        var encoder = Training.Encoders.Architectures.Create(architecture, shape, options);
        var parameters = new FlatParameters(encoder.Layout, seed);
        var random = new Random(seed);
        foreach (ref var value in parameters.Values)
        {
            value += (float)((random.NextDouble() - 0.5) * 0.4);
        }

        return new(encoder, parameters, new(parameters, content), options, BestEpoch: 0, Epochs: 0);
    }
}
