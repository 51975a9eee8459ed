using System.Collections.Immutable;

namespace SmartRetail.Training.Fitting;

/// <summary>How a network is fitted. The defaults are measured: Amazon Beauty, leave-one-out, selected on validation.</summary>
public sealed record FitOptions
{
    /// <summary>Width of an embedding. Default: 64.</summary>
    public int Dimensions { get; init; } = 64;

    /// <summary>The longest history that is encoded. Default: 50.</summary>
    public int MaxLength { get; init; } = 50;

    /// <summary>Transformer blocks. Default: 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Attention heads. Default: 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>The share of activations dropped in training. Default: 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Passes over the training sequences. Default: 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Sequences in a batch, at most. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Tokens in a batch, at most, where sequences are long. Default: 1,600.</summary>
    public int BatchTokens { get; init; } = 1_600;

    /// <summary>Adam's step at the start; it falls to 0 along a half cosine. Default: 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>What the cosine of state and item is divided by. Default: 0.07.</summary>
    public double Temperature { get; init; } = 0.07;

    /// <summary>Default: <see cref="SequenceLoss.SampledSoftmax"/>.</summary>
    public SequenceLoss Loss { get; init; } = SequenceLoss.SampledSoftmax;

    /// <summary>Sampled items that a batch shares; with as few items or fewer, all are taken. Default: 1,024.</summary>
    public int Negatives { get; init; } = 1_024;

    /// <summary>The power of an item's popularity that it is sampled by. Default: 0.5.</summary>
    public double NegativePower { get; init; } = 0.5;

    /// <summary>
    /// The share of targets that are drawn from the session after an item's own, where there are times; the others are
    /// the item after it. Default: 0.
    /// </summary>
    public double NextSessionShare { get; init; }

    /// <summary>Cases of the validation part that select the epoch, at most. Default: 5,000.</summary>
    public int SelectionCases { get; init; } = 5_000;

    /// <summary>Same seed, same threads, same bits on a CPU, unless the time budget ends the fit. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Workers that share each batch, one thread each. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The time the fit may take; the learning rate falls by it where the epochs would take longer. Default: none.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    public void Validate()
    {
        Check(Dimensions, 4, 1_024, nameof(Dimensions));
        Check(MaxLength, 2, 1_000, nameof(MaxLength));
        Check(Layers, 1, 16, nameof(Layers));
        Check(Heads, 1, 64, nameof(Heads));
        Check(Epochs, 1, 1_000, nameof(Epochs));
        Check(BatchSize, 1, 65_536, nameof(BatchSize));
        Check(BatchTokens, 1, 1_000_000, nameof(BatchTokens));
        Check(Negatives, 1, 1_000_000, nameof(Negatives));
        Check(SelectionCases, 1, int.MaxValue, nameof(SelectionCases));
        Check(Threads, 1, 256, nameof(Threads));
        if (Dropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "must be from 0 to below 1");
        }

        if (NextSessionShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(NextSessionShare), NextSessionShare, "must be from 0 to 1");
        }

        if (!(Temperature > 0) || !(LearningRate > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Temperature), "temperature and learning rate must be above 0");
        }
    }

    /// <summary>The options that decide the result, as a manifest keeps them.</summary>
    public ImmutableSortedDictionary<string, double> ToHyperParameters() => new Dictionary<string, double>
    {
        ["dimensions"] = Dimensions,
        ["maxLength"] = MaxLength,
        ["layers"] = Layers,
        ["heads"] = Heads,
        ["dropout"] = Dropout,
        ["epochs"] = Epochs,
        ["batchSize"] = BatchSize,
        ["batchTokens"] = BatchTokens,
        ["learningRate"] = LearningRate,
        ["temperature"] = Temperature,
        ["negatives"] = Loss == SequenceLoss.SampledSoftmax ? Negatives : 0,
        ["negativePower"] = NegativePower,
        ["nextSessionShare"] = NextSessionShare,
        ["seed"] = Seed,
        ["threads"] = Threads,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static void Check(int value, int low, int high, string name)
    {
        if (value < low || value > high)
        {
            throw new ArgumentOutOfRangeException(name, value, $"must be from {low} to {high}");
        }
    }
}

/// <summary>What a fit minimizes: the cross-entropy of the next item among all, or among sampled ones.</summary>
public enum SequenceLoss
{
    SampledSoftmax,
    Softmax,
}
