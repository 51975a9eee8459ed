using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Privacy;

namespace SmartRetail.ModelTests.Privacy;

/// <summary>The steps of a private fit with random parameters and without other chance, on customers of all lengths.</summary>
internal sealed class PrivateFitSteps : IDisposable
{
    public const int Items = 60;
    public const int Customers = 40;
    private const int Untouched = 10;
    private readonly FittedEncoder _fitted;
    private readonly FitOptions _options;

    public PrivateFitSteps(string architecture, double clipNorm, double noiseMultiplier = 1)
    {
        _options = Fits.Of(architecture) with
        {
            Dropout = 0,
            EmbeddingDropout = 0,
            RowUpdates = RowUpdates.Dense,
            Optimizer = OptimizerKind.Sgd,
            HalfPrecision = false,
            Negatives = 20,
        };
        var data = Data();
        var content = ProductContent.Create(data.Vocabulary, [.. Enumerable.Range(0, Items).Select(Sequences.Product)]);
        _fitted = Fits.Random(Items, _options, seed: 5, architecture, content);
        Targets = new(data, nextSessionShare: 0);
        Targets.Draw(new(6));
        Windows = new(data, Targets, _options.MaxLength);
        Terms = new(1, 1e-3, noiseMultiplier, clipNorm, SamplingRate: 0.5, StepsPerPass: 2, Steps: 2);
        Steps = new(_fitted.Encoder, _fitted.Parameters, _fitted.Rows, Windows, Terms, _options);
        Negatives = new([.. Enumerable.Repeat(1, Items)], 0.5, _options.Negatives);
        Negatives.Draw(new(7));
    }

    public TrainingTargets Targets { get; }

    public CustomerWindows Windows { get; }

    public PrivacyTerms Terms { get; }

    public PrivateSteps Steps { get; }

    public NegativeSampler Negatives { get; }

    public ParameterLayout Layout => _fitted.Encoder.Layout;

    public Span<float> Parameters => _fitted.Parameters.Values;

    /// <summary>The sum of the customers' clipped gradients, before noise.</summary>
    public float[] SumOf(params int[] customers)
    {
        Steps.Run(customers, Negatives);
        var sum = Steps.Sum.ToArray();
        Steps.Update(learningRate: 0);
        return sum;
    }

    /// <summary>The same, each customer computed on their own.</summary>
    public float[] SumOneByOne(params int[] customers)
    {
        using var loop = new CustomerLoop(
            new(_fitted.Encoder, _fitted.Parameters, _fitted.Rows, [.. Enumerable.Range(0, Items)], _options, worker: 0),
            Windows);
        var sum = new ClippedSum(Layout, Terms.ClipNorm);
        loop.AddTo(sum, customers, Negatives);
        return sum.Values;
    }

    public static double Distance(float[] first, float[] second) => TensorPrimitives.Distance<float>(first, second);

    public void Dispose()
    {
        Steps.Dispose();
        _fitted.Dispose();
    }

    /// <summary>Customers with 1 to 30 interactions, of several kinds; nobody takes the last products.</summary>
    private static SequenceDataset Data()
    {
        var random = new Random(8);
        var (items, kinds, offsets) = (new List<int>(), new List<byte>(), new List<int> { 0 });
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var step = 0; step < 1 + (customer * 29 / (Customers - 1)); step++)
            {
                items.Add(random.Next(Items - Untouched));
                kinds.Add((byte)(1 + random.Next(3)));
            }

            offsets.Add(items.Count);
        }

        var products = Enumerable.Range(0, Items).Select(item => new ProductId($"p{item}"));
        return new(new(products), [.. items], [.. offsets], kinds: [.. kinds]);
    }
}
