using System.Collections.Immutable;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// How a network is fitted. <see cref="For"/> has an architecture's defaults; what stands here is what they share.
/// </summary>
public sealed record FitOptions
{
    private const int ShownTargets = 3_000_000;
    private const double WarmEpochs = 1.0 / 3;
    private const double WarmDropout = 0.6;
    private const int PrivateEpochs = 40;

    /// <summary>Width of an embedding. Default: 128; with 64, SASRec on Beauty had 0.001 less NDCG@10.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>The longest history that is encoded. Default: 50.</summary>
    public int MaxLength { get; init; } = 50;

    /// <summary>Transformer blocks, or recurrent layers. Default: 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Parts of the dimensions that look at a history, or pool it, on their own. Default: 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Width of a dense layer inside a block, or of a recurrent state. Default: 256.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Newest items that a convolution sees. Default: 5.</summary>
    public int Window { get; init; } = 5;

    /// <summary>Horizontal filters of each height. Default: 16.</summary>
    public int HorizontalFilters { get; init; } = 16;

    /// <summary>Vertical filters. Default: 4.</summary>
    public int VerticalFilters { get; init; } = 4;

    /// <summary>
    /// The share of activations dropped in training. Default: 0.5 where the sequences have fewer than 15 targets a product,
    /// else 0.2. With 11 (Beauty) 0.5 ranks validation best; with 17 (Diginetica) 0.2 does.
    /// </summary>
    public double? Dropout { get; init; }

    /// <summary>
    /// The share of training examples, where products have content, in which a product is its content alone. Default: 0.1.
    /// </summary>
    public double EmbeddingDropout { get; init; } = 0.1;

    /// <summary>The share of a history's products left out in training, their place kept. Default: 0.</summary>
    public double ItemDropout { get; init; }

    /// <summary>
    /// Passes over the training sequences. Default: as many as show 3 million targets, from 4 to 15; on Beauty (131,000
    /// targets) 20 gained nothing over 15, on Diginetica (705,000) 4 are enough.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Whether the fit begins with what an earlier one came to, so that a third of the epochs is the default, and 0.6 of the
    /// dropout. On Beauty a quarter had 0.0004 less NDCG@10 (two seeds), and all of the dropout 0.0015 less (one); see the benchmark
    /// <c>warm-start</c>.
    /// </summary>
    public bool IsWarm { get; init; }

    /// <summary>Epochs without a better validation after which the fit ends. Default: none.</summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Sequences in a batch, at most. Default: 64; after six epochs of Mlp on Beauty, 128 had 0.002 less validation NDCG@10,
    /// and 32 0.001 more for a third more time.
    /// </summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Tokens in a batch, at most, where sequences are long. Default: 1,600.</summary>
    public int BatchTokens { get; init; } = 1_600;

    /// <summary>Default: <see cref="OptimizerKind.Adam"/>.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>
    /// How rows of the tables are updated that a step did not touch. Default: <see cref="RowUpdates.Lazy"/>, which learns as
    /// dense updates do and does not cost more with more products.
    /// </summary>
    public RowUpdates RowUpdates { get; init; } = RowUpdates.Lazy;

    /// <summary>
    /// The optimizer's step, at its highest. Default: 0.002; after six epochs of Mlp on Beauty, 0.001 had 0.002 less
    /// validation NDCG@10, 0.004 as much.
    /// </summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Default: <see cref="ScheduleKind.Cosine"/>.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>The share of the fit in which the learning rate rises from 0. Default: 0.</summary>
    public double WarmUp { get; init; }

    /// <summary>What AdamW takes off each parameter, as a share, at a learning rate of 1. Default: 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>
    /// What the cosine of state and item is divided by; null takes their plain inner product. Default: 0.07.
    /// </summary>
    public double? Temperature { get; init; } = 0.07;

    /// <summary>Default: <see cref="SequenceLoss.SampledSoftmax"/>.</summary>
    public SequenceLoss Loss { get; init; } = SequenceLoss.SampledSoftmax;

    /// <summary>
    /// Whether the softmax multiplies in bfloat16. Default: whether this machine's processor has instructions for it.
    /// </summary>
    public bool HalfPrecision { get; init; } = Native.ProcessorFeatures.HasBFloat16;

    /// <summary>
    /// Sampled items: those a batch shares for the sampled softmax (with as few items or fewer, all are taken), those of
    /// each target for the binary cross-entropy. Default: 1,024; after six epochs of Mlp on Beauty, 256 had 0.003 less
    /// validation NDCG@10.
    /// </summary>
    public int Negatives { get; init; } = 1_024;

    /// <summary>The power of an item's popularity that it is sampled by. Default: 0.5.</summary>
    public double NegativePower { get; init; } = 0.5;

    /// <summary>
    /// The share of targets that are drawn from the session after an item's own, where there are times; the others are
    /// the item after it. Default: 0.5; with 0 a network of the sample store hardly offers again what was bought before.
    /// </summary>
    public double NextSessionShare { get; init; } = 0.5;

    /// <summary>Cases of the validation part that select the epoch, at most. Default: 5,000.</summary>
    public int SelectionCases { get; init; } = 5_000;

    /// <summary>Same seed, same threads, same bits on a CPU, unless the time budget ends the fit. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Workers that share each batch, one thread each. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// What the fit computes with: cpu, or cuda:N for the machine's Nth GPU from 0 on. Chance there is the device's, sums
    /// are in no fixed order, and <see cref="RowUpdates"/> are dense. Default: cpu.
    /// </summary>
    public string Device { get; init; } = FitDevice.Cpu;

    /// <summary>
    /// The time the fit may take; the learning rate falls by it where the epochs would take longer. Default: none.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>
    /// The file that is written after each epoch, and that a fit with the same options and sequences goes on from when it
    /// is there. Default: none.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// The ε that all steps may cost, towards a customer's coming or going, from above 0 to 1,000; ∞ clips and samples
    /// without noise, for comparison. A private fit runs on the processor, takes all its epochs, and looks at no held-out
    /// interaction. Default: none, the fit is not private.
    /// </summary>
    public double? PrivacyEpsilon { get; init; }

    /// <summary>
    /// The δ beside it, which has to be below 1/customers. Default: the power of ten below 1/customers^1.1.
    /// </summary>
    public double? PrivacyDelta { get; init; }

    /// <summary>The longest that a customer's gradient is in a private step, as an L2 norm. Default: 1.</summary>
    public double PrivacyClip { get; init; } = 1;

    /// <summary>The probability that a customer takes part in a private step. Default: 0.1.</summary>
    public double PrivacySamplingRate { get; init; } = 0.1;

    /// <summary>
    /// Draws a private fit's samples and noise from a seed, so that it can be repeated; who knows the seed can take the
    /// noise off. Default: none, they come of the system's generator and cannot be drawn again.
    /// </summary>
    public int? PrivacyNoiseSeed { get; init; }

    /// <summary>Whether the fit is differentially private.</summary>
    public bool IsPrivate => PrivacyEpsilon is not null;

    /// <summary>
    /// Returns an architecture's defaults where the fit is to be private: fewer parameters, for each has its noise. After 80
    /// steps of Mlp on Beauty at an ε of 8, a learning rate of 0.002 had an NDCG@10 of 0.0127, 0.005 of 0.0165, 0.015 of 0.0177.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such architecture.</exception>
    public static FitOptions ForPrivate(string architecture) => For(architecture) with
    {
        Dimensions = 32,
        Hidden = 64,
        MaxLength = 20,
        Negatives = 256,
        LearningRate = 5e-3,
    };

    /// <exception cref="ArgumentException">There is no such architecture.</exception>
    public static FitOptions For(string architecture) => architecture switch
    {
        SasRec.Name => new() { Hidden = 512 },
        Gru4Rec.Name => new() { Layers = 1 },
        Caser.Name => new(),
        Mlp.Name => new() { Heads = 4 },
        _ => throw Architectures.Unknown(architecture),
    };

    /// <summary>Returns the options with everything decided that depends on the sequences.</summary>
    public FitOptions ResolveFor(SequenceDataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return ResolveFor(
            training.Customers,
            training.Interactions - training.Customers,
            training.CountItems().Count(count => count > 0));
    }

    /// <inheritdoc cref="ResolveFor(SequenceDataset)"/>
    /// <param name="customers">Of all workers.</param>
    /// <param name="targets">Of the training sequences of all workers.</param>
    /// <param name="products">That occur in them.</param>
    public FitOptions ResolveFor(long customers, long targets, int products)
    {
        if (IsPrivate)
        {
            // By nothing that customers did.
            return this with
            {
                Epochs = Epochs ?? PrivateEpochs,
                Dropout = Dropout ?? 0,
                RowUpdates = RowUpdates.Dense,
                Device = FitDevice.Cpu,
                PrivacyDelta = PrivacyDelta ?? Privacy.PrivacyTerms.DefaultDelta(customers),
            };
        }

        targets = Math.Max(targets, 1);
        products = Math.Max(products, 1);
        return this with
        {
            Epochs = Epochs ?? (int)Math.Ceiling(Math.Clamp(ShownTargets / targets, 4, 15) * (IsWarm ? WarmEpochs : 1)),
            Dropout = Dropout ?? (targets < 15L * products ? 0.5 : 0.2) * (IsWarm ? WarmDropout : 1),
            RowUpdates = Device == FitDevice.Cpu ? RowUpdates : RowUpdates.Dense,
        };
    }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    public void Validate() => FitBounds.Check(this);

    /// <summary>The options that decide the result, as a manifest keeps them.</summary>
    public ImmutableSortedDictionary<string, double> ToHyperParameters() => FitHyperParameters.Of(this);
}
