using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Client.TrainingRuns;

/// <summary>What a training run is to fit. What is left out takes the architecture's default.</summary>
internal sealed record TrainingRunBody
{
    [Description("The network's architecture. sasrec when absent.")]
    public string? Architecture { get; init; }

    [Description("The seed of every random choice: on a CPU, the same seed and interactions give the same model.")]
    public int? Seed { get; init; }

    [Description("How many passes over the interactions at most.")]
    [Range(1, TrainingPlan.MaxEpochs)]
    public int? Epochs { get; init; }

    [Description("That the run is differentially private towards each customer. It is not when absent.")]
    public PrivacyBody? Privacy { get; init; }

    [Description("Whether the fit begins with the active model, if that is of the architecture and nobody was erased since it was "
        + "begun, and takes a third of the epochs. false when absent.")]
    public bool? WarmStart { get; init; }

    public TrainingPlan ToPlan() => new()
    {
        Architecture = Architecture ?? new TrainingPlan().Architecture,
        Seed = Seed,
        Epochs = Epochs,
        Privacy = Privacy?.ToPlan(),
        WarmStart = WarmStart ?? false,
    };
}

/// <summary>How private a training run is: one worker fits on the processor, with noise that no seed draws again.</summary>
internal sealed record PrivacyBody
{
    [Description("What all steps may cost, towards a customer's coming or going; above 0. Runs on the same customers add up.")]
    [Required, Range(0, PrivacyPlan.MaxEpsilon)]
    public double? Epsilon { get; init; }

    [Description("The chance that it costs more; below 1/customers. A power of ten below 1/customers^1.1 when absent.")]
    [Range(0, 1)]
    public double? Delta { get; init; }

    [Description("The longest that a customer's gradient is in a step, as an L2 norm; above 0. 1 when absent.")]
    [Range(0, PrivacyPlan.MaxClip)]
    public double? Clip { get; init; }

    [Description("The probability that a customer takes part in a step; above 0. 0.1 when absent.")]
    [Range(0, 1)]
    public double? SamplingRate { get; init; }

    public static PrivacyBody? From(PrivacyPlan? plan) => plan is null
        ? null
        : new() { Epsilon = plan.Epsilon, Delta = plan.Delta, Clip = plan.Clip, SamplingRate = plan.SamplingRate };

    // Left out is as refused as 0.
    public PrivacyPlan ToPlan() =>
        new() { Epsilon = Epsilon ?? 0, Delta = Delta, Clip = Clip, SamplingRate = SamplingRate };
}

/// <summary>A run that was started.</summary>
internal sealed record TrainingRunStartedAnswer(string Run);

/// <summary>The newest runs, newest first, at most 50.</summary>
internal sealed record TrainingRunsAnswer(ImmutableArray<TrainingRunAnswer> Runs);

/// <summary>A training run as its trainer last knew it.</summary>
internal sealed record TrainingRunAnswer(
    string Run,
    [property: Description("Grows with each change.")]
    long Revision,
    string Architecture,
    TrainingRunState State,
    int Round,
    int Epoch,
    int Epochs,
    [property: Description("The newest mean training loss, in nats; null before the first step.")]
    double? Loss,
    [property: Description("From 0 to 1 over the whole run.")]
    double Progress,
    [property: Description("An estimate; null while there is none.")]
    double? RemainingSeconds,
    [property: Description("At most 500 points, oldest first.")]
    ImmutableArray<LossPointAnswer> LossCurve,
    ImmutableArray<WorkerAnswer> Workers,
    [property: Description("The fitted model on the held-out interactions; null until evaluated.")]
    ImmutableSortedDictionary<string, double>? Metrics,
    [property: Description("The count models on the same, by their names.")]
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>? Floors,
    [property: Description("The model that the run published; null until then.")]
    int? ModelVersion,
    [property: Description("What went wrong, in one sentence; null unless the run failed.")]
    string? Failure,
    [property: Description("What the run waits for, in one sentence; null while it goes on.")]
    string? Waiting,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    [property: Description("Why the fitted model went live or did not; null before that was decided.")]
    GateAnswer? Gate,
    [property: Description("Why the platform started it by itself, in one sentence; null where somebody asked for it.")]
    string? Reason,
    [property: Description("The model that the fit begins with; null: with chance.")]
    int? Prior,
    [property: Description("That the run is differentially private, as it was asked for; null where it is not.")]
    PrivacyBody? Privacy)
{
    public static TrainingRunAnswer From(TrainingRunStatus status) => new(
        status.Run.Value,
        status.Revision,
        status.Architecture,
        status.State,
        status.Round,
        status.Epoch,
        status.Epochs,
        status.Loss,
        status.Progress,
        status.Remaining?.TotalSeconds,
        [.. status.LossCurve.Select(point => new LossPointAnswer(point.Step, point.Epoch, point.Loss))],
        [.. status.Workers.Select(WorkerAnswer.From)],
        status.Metrics,
        status.Floors,
        status.ModelVersion?.Value,
        status.Failure,
        status.Waiting,
        status.StartedAt,
        status.EndedAt,
        GateAnswer.From(status.Gate),
        status.Reason,
        status.Prior?.Value,
        PrivacyBody.From(status.Privacy));
}

/// <summary>The mean training loss, in nats, at a step.</summary>
internal sealed record LossPointAnswer(int Step, int Epoch, double Loss);

/// <summary>One worker's part in a run.</summary>
internal sealed record WorkerAnswer(
    string Worker,
    string Silo,
    string Device,
    int Step,
    int Steps,
    double ExamplesPerSecond,
    [property: Description("The round that it is at.")]
    int Round,
    [property: Description("Its newest mean training loss, in nats; null before the first step.")]
    double? Loss)
{
    public static WorkerAnswer From(TrainingWorkerStatus worker) => new(
        worker.Worker,
        worker.Silo,
        worker.Device,
        worker.Step,
        worker.Steps,
        worker.ExamplesPerSecond,
        worker.Round,
        worker.Loss);
}
