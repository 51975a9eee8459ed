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
    public static FitOptions Small { get; } = new()
    {
        Dimensions = 32,
        MaxLength = 12,
        Dropout = 0.1,
        Epochs = 8,
        LearningRate = 5e-3,
        Threads = 2,
    };

    public static FittedEncoder Fit(SequenceDataset data, FitOptions options, Action<FitStep>? progress = null)
    {
        var split = new LeaveOneOutSplit().Split(data);
        return Fitter(data, options).Fit(
            split.Training, split.Validation, maskSeen: false, progress, TestContext.Current.CancellationToken);
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
    public static FittedEncoder Random(int items, FitOptions options, int seed)
    {
        var encoder = Architectures.Create(SasRec.Name, items, options);
        var parameters = new FlatParameters(encoder.Layout, seed);
        var random = new Random(seed);
        foreach (ref var value in parameters.Values)
        {
            value += (float)((random.NextDouble() - 0.5) * 0.4);
        }

        return new(encoder, parameters, options, BestEpoch: 0, Epochs: 0);
    }

    private static SequenceFitter Fitter(SequenceDataset data, FitOptions options) =>
        new(Architectures.Create(SasRec.Name, data.Vocabulary.Count, options), options, TimeProvider.System);
}
