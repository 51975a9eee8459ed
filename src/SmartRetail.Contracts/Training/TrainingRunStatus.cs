using System.Collections.Immutable;

namespace SmartRetail.Contracts.Training;

/// <summary>A training run as its trainer last knew it.</summary>
/// <param name="Revision">Grows with each change; what a watcher passes back to wait for the next.</param>
/// <param name="Progress">From 0 to 1 over the whole run.</param>
/// <param name="Loss">The newest mean training loss, in nats; null before the first step.</param>
/// <param name="LossCurve">At most 500 points, oldest first.</param>
/// <param name="Metrics">Of what is served, on the held-out interactions; null until evaluated.</param>
/// <param name="Floors">The network alone and the count models on the same, by their names.</param>
/// <param name="Failure">What went wrong, in one sentence; null unless the run failed.</param>
/// <param name="Waiting">What it waits for, in one sentence; null while it goes on.</param>
/// <param name="Gate">Why the fitted model went live or did not; null before that was decided.</param>
/// <param name="Reason">Why the platform started it by itself, in one sentence; null where somebody asked for it.</param>
/// <param name="Prior">The model that the fit begins with; null: with chance.</param>
/// <param name="Privacy">That it is private, as it was asked for; null where it is not.</param>
[GenerateSerializer, Immutable, Alias("TrainingRunStatus")]
public sealed record TrainingRunStatus(
    [property: Id(0)] TrainingRunId Run,
    [property: Id(1)] long Revision,
    [property: Id(2)] string Architecture,
    [property: Id(3)] TrainingRunState State,
    [property: Id(4)] int Round,
    [property: Id(5)] int Epoch,
    [property: Id(6)] int Epochs,
    [property: Id(7)] double? Loss,
    [property: Id(8)] double Progress,
    [property: Id(9)] TimeSpan? Remaining,
    [property: Id(10)] ImmutableArray<LossPoint> LossCurve,
    [property: Id(11)] ImmutableArray<TrainingWorkerStatus> Workers,
    [property: Id(12)] ImmutableSortedDictionary<string, double>? Metrics,
    [property: Id(13)] ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>? Floors,
    [property: Id(14)] ModelVersion? ModelVersion,
    [property: Id(15)] string? Failure,
    [property: Id(16)] DateTimeOffset StartedAt,
    [property: Id(17)] DateTimeOffset? EndedAt,
    [property: Id(18)] string? Waiting = null,
    [property: Id(19)] GateDecision? Gate = null,
    [property: Id(20)] string? Reason = null,
    [property: Id(21)] ModelVersion? Prior = null,
    [property: Id(22)] PrivacyPlan? Privacy = null)
{
    public bool IsFinal => State >= TrainingRunState.Completed;
}

/// <summary>The mean training loss, in nats, at a step.</summary>
[GenerateSerializer, Immutable, Alias("LossPoint")]
public sealed record LossPoint(
    [property: Id(0)] int Step, [property: Id(1)] int Epoch, [property: Id(2)] double Loss);

/// <summary>One worker's part in a run.</summary>
/// <param name="Round">The round that it is at.</param>
/// <param name="Loss">Its mean training loss since its last report, in nats; null before its first step.</param>
[GenerateSerializer, Immutable, Alias("TrainingWorkerStatus")]
public sealed record TrainingWorkerStatus(
    [property: Id(0)] string Worker,
    [property: Id(1)] string Silo,
    [property: Id(2)] string Device,
    [property: Id(3)] int Step,
    [property: Id(4)] int Steps,
    [property: Id(5)] double ExamplesPerSecond,
    [property: Id(6)] int Round = 1,
    [property: Id(7)] double? Loss = null);
