using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>The first steps of a fit without chance, on the processor's cores or on a device.</summary>
internal sealed class StepsOfAFit(string architecture, FitOptions options)
{
    private const int Items = 60;
    private const int Steps = 12;
    private const double LearningRate = 5e-3;
    private static readonly SequenceDataset Data = Sequences.Cycle(Items, customers: 400, length: 8, seed: 3);

    private readonly FitOptions _options = options with
    {
        Dropout = 0,
        EmbeddingDropout = 0,
        RowUpdates = RowUpdates.Dense,
        HalfPrecision = false,
        Threads = 1,
    };

    /// <summary>Returns the loss of each step and the parameters after the last.</summary>
    /// <param name="device">Null for the processor's own steps.</param>
    public (double[] Losses, float[] Parameters) Run(Device? device)
    {
        var catalog = Enumerable.Range(0, Items).Select(Sequences.Product).ToList();
        var content = ProductContent.Create(Data.Vocabulary, catalog);
        var shape = new EncoderShape(Items, _options.Dimensions, _options.MaxLength, ContentEncoder.Buckets);
        var encoder = Architectures.Create(architecture, shape, _options);
        using var parameters = new FlatParameters(encoder.Layout, seed: 5);
        var rows = new ProductRows(parameters, content);
        int[] trained = [.. Enumerable.Range(0, Items)];
        using IFitSteps steps = device is null
            ? new ProcessorSteps(encoder, parameters, rows, trained, readsAll: false, _options)
            : new DeviceSteps(encoder, parameters, rows, trained, _options, device);
        var losses = Run(steps);
        steps.Settle(LearningRate);
        return (losses, parameters.Values.ToArray());
    }

    private double[] Run(IFitSteps steps)
    {
        var targets = new TrainingTargets(Data, nextSessionShare: 0);
        var random = new Random(6);
        targets.Draw(random);
        var windows = TrainingWindow.Cut(Data, targets, _options.MaxLength);
        var negatives = _options.Loss switch
        {
            SequenceLoss.Softmax => null,
            SequenceLoss.BinaryCrossEntropy => new NegativeSampler(Data.CountItems(), 0.5, 0),
            _ => new NegativeSampler(Data.CountItems(), 0.5, _options.Negatives),
        };
        var losses = new double[Steps];
        steps.Begin(pass: 1);
        for (var step = 0; step < Steps; step++)
        {
            negatives?.Draw(random);
            losses[step] = steps.Run(windows[(step * 32)..((step + 1) * 32)], negatives, LearningRate);
            steps.Update(LearningRate);
        }

        return losses;
    }
}
