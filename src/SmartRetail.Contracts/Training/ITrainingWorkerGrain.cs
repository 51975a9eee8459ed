using System.Collections.Immutable;

namespace SmartRetail.Contracts.Training;

/// <summary>
/// Fits one shard in a child process of its silo. The grain key is run/worker. Soft state: when the silo dies, the
/// fit died with it, and the trainer starts it again elsewhere.
/// </summary>
[GrainInterfaceType("training-worker")]
[Alias("ITrainingWorkerGrain")]
public interface ITrainingWorkerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the child process and returns at once; it waits for orders. Starting the same fit again changes nothing.
    /// </summary>
    [Alias("Start"), ResponseTimeout("00:00:10")]
    Task Start(FitOrder order, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has the child do the order instead of what it is at, and returns at once; false when this activation knows of no
    /// fit. What is done already is told again.
    /// </summary>
    [Alias("Perform"), ResponseTimeout("00:00:10")]
    Task<bool> Perform(WorkOrder order, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the fit's progress as soon as its revision is above <paramref name="afterRevision"/>, or as it is
    /// after 5 s; null when this activation knows of no fit (it was started on a silo that has died).
    /// </summary>
    [Alias("Watch"), ResponseTimeout("00:00:15"), Orleans.Concurrency.AlwaysInterleave]
    Task<FitProgress?> Watch(long afterRevision, CancellationToken cancellationToken = default);

    /// <summary>Ends the child process; returns when it is gone.</summary>
    [Alias("Cancel")]
    Task Cancel(CancellationToken cancellationToken = default);
}

/// <summary>What one worker is to fit.</summary>
/// <param name="Output">The folder of the model store that the fitted artifact is written to.</param>
/// <param name="StartedAt">When the run began; nothing of it was read before.</param>
/// <param name="Against">The active model, which the fitted one is compared with; null: the counts.</param>
/// <param name="Prior">The model that the fit begins with; null: with chance.</param>
[GenerateSerializer, Immutable, Alias("FitOrder")]
public sealed record FitOrder(
    [property: Id(0)] StoreId Store,
    [property: Id(1)] TrainingRunId Run,
    [property: Id(2)] string Worker,
    [property: Id(3)] TrainingPlan Plan,
    [property: Id(4)] string Output,
    [property: Id(5)] ModelVersion? Against = null,
    [property: Id(6)] DateTimeOffset? StartedAt = null,
    [property: Id(7)] ModelVersion? Prior = null);

/// <summary>What a fit's child process last reported.</summary>
/// <param name="Stage">Preparing, Fitting or Evaluating while it runs; Completed, Failed or Cancelled at its end.</param>
[GenerateSerializer, Immutable, Alias("FitProgress")]
public sealed record FitProgress
{
    [Id(0)]
    public required long Revision { get; init; }

    [Id(1)]
    public required TrainingRunState Stage { get; init; }

    [Id(2)]
    public int Epoch { get; init; }

    [Id(3)]
    public int Epochs { get; init; }

    [Id(4)]
    public int Step { get; init; }

    [Id(5)]
    public int Steps { get; init; }

    /// <summary>Mean training loss since the last report, in nats.</summary>
    [Id(6)]
    public double? Loss { get; init; }

    [Id(7)]
    public double ExamplesPerSecond { get; init; }

    [Id(8)]
    public TimeSpan? Remaining { get; init; }

    /// <summary>From 0 to 1 over the whole fit.</summary>
    [Id(9)]
    public double Progress { get; init; }

    [Id(10)]
    public string Device { get; init; } = "cpu";

    [Id(11)]
    public string Silo { get; init; } = "";

    [Id(12)]
    public ImmutableSortedDictionary<string, double>? Metrics { get; init; }

    [Id(13)]
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>? Floors { get; init; }

    /// <summary>What went wrong, in one sentence, when the stage is Failed.</summary>
    [Id(14)]
    public string? Failure { get; init; }

    /// <summary>Of what was fitted with what ranks now; null until evaluated.</summary>
    [Id(15)]
    public ModelComparison? Comparison { get; init; }

    /// <summary>The newest order that the worker has done; null before the first.</summary>
    [Id(16)]
    public WorkResult? Done { get; init; }
}
