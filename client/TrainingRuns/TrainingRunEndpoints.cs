using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.TrainingRuns;

/// <summary>Training runs: one at a time per store.</summary>
internal static class TrainingRunEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    private const string Run =
        """
        { "run": "t-7", "revision": 31, "architecture": "sasrec", "state": "Fitting", "round": 2, "epoch": 7, "epochs": 40,
          "loss": 4.1, "progress": 0.45, "remainingSeconds": 95.5,
          "lossCurve": [ { "step": 100, "epoch": 1, "loss": 6.2 } ],
          "workers": [ { "worker": "t-7/0", "silo": "127.0.0.1:11111", "device": "cpu", "step": 700, "steps": 1600,
                         "examplesPerSecond": 5200.0, "round": 2, "loss": 4.1 } ],
          "metrics": null, "floors": null, "modelVersion": null, "failure": null, "waiting": null,
          "startedAt": "2026-03-02T10:00:00Z", "endedAt": null, "gate": null, "reason": null, "prior": null,
          "privacy": { "epsilon": 3.0, "delta": null, "clip": null, "samplingRate": null } }
        """;

    public static void MapTrainingRuns(this IEndpointRouteBuilder store)
    {
        store.MapPost("/training-runs", Start)
            .RequireScope(Scope.Train)
            .WithName("StartTrainingRun")
            .WithTags("Training runs")
            .WithSummary("Start a training run")
            .WithDescription("Answers at once; the header Location names the run. 409 while another run goes on.")
            .Accepts<TrainingRunBody>("application/json")
            .Produces<TrainingRunStartedAnswer>(StatusCodes.Status202Accepted)
            .WithAnswer("""{ "run": "t-7" }""")
            .WithProblem("training-run-goes-on")
            .WithExample("""{ "architecture": "sasrec", "seed": 1 }""");
        store.MapGet("/training-runs", List)
            .RequireScope(Scope.Train)
            .WithName("ListTrainingRuns")
            .WithTags("Training runs")
            .WithSummary("The newest training runs")
            .WithDescription("The one that goes on, if any, and those that have ended, newest first.")
            .Produces<TrainingRunsAnswer>()
            .WithAnswer($$"""{ "runs": [ {{Run}} ] }""");
        store.MapGet("/training-runs/{run}", Get)
            .RequireScope(Scope.Train)
            .WithName("GetTrainingRun")
            .WithProblem("unknown-training-run")
            .WithTags("Training runs")
            .WithSummary("One training run")
            .WithDescription("How far it is, with the loss of each worker; once it has ended, its metrics beside the floors and what the gate decided.")
            .Produces<TrainingRunAnswer>()
            .WithAnswer(Run);
        store.MapGet("/training-runs/{run}/progress", Follow)
            .RequireScope(Scope.Train)
            .WithName("FollowTrainingRun")
            .WithProblem("unknown-training-run")
            .WithTags("Training runs")
            .WithSummary("A training run's changes as server-sent events")
            .WithDescription(
                "Sends the run after each change and at least every 5 seconds, as events of type 'progress' whose id is "
                + "the revision, and ends with the run. A reader that has seen the end gets 204, which ends an EventSource.")
            .Produces<TrainingRunAnswer>(StatusCodes.Status200OK, "text/event-stream")
            .WithAnswer(Run)
            .Produces(StatusCodes.Status204NoContent)
            .DisableRequestTimeout();
        store.MapDelete("/training-runs/{run}", Cancel)
            .RequireScope(Scope.Train)
            .WithName("CancelTrainingRun")
            .WithTags("Training runs")
            .WithSummary("Cancel a training run")
            .WithDescription("The active model stays as it is. 409 when the run has ended.")
            .Produces(StatusCodes.Status204NoContent)
            .WithProblem("unknown-training-run", "training-run-has-ended");
    }

    private static async Task<IResult> Start(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var plan = (await JsonBody.ReadAsync<TrainingRunBody>(request)).ToPlan();
        var errors = plan.Check();
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var run = await grains.ModelTrainer(new StoreId(store)).Start(plan, cancellationToken: cancellationToken);
        return run is { Value: var id }
            ? Results.Accepted(
                $"/v1/stores/{store}/training-runs/{Uri.EscapeDataString(id)}", new TrainingRunStartedAnswer(id))
            : ProblemTable.RunGoesOn();
    }

    private static async Task<IResult> List(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var runs = await grains.ModelTrainer(new StoreId(store)).List(cancellationToken);
        return ApiJson.Answer(new TrainingRunsAnswer([.. runs.Select(TrainingRunAnswer.From)]));
    }

    private static async Task<IResult> Get(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The training run.")] string run,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new TrainingRunId(run);
        var status = await grains.ModelTrainer(new StoreId(store)).Get(id, cancellationToken);
        return status is null
            ? ProblemTable.UnknownRun(id)
            : ApiJson.Answer(TrainingRunAnswer.From(status));
    }

    private static async Task<IResult> Follow(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The training run.")] string run,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new TrainingRunId(run);
        var trainer = grains.ModelTrainer(new StoreId(store));
        var status = await trainer.Get(id, cancellationToken);
        if (status is null)
        {
            return ProblemTable.UnknownRun(id);
        }

        return status.IsFinal && context.Request.Headers[LastEventId] == TrainingRunProgress.EventIdOf(status)
            ? Results.NoContent()
            : TypedResults.ServerSentEvents(TrainingRunProgress.Follow(trainer, status, cancellationToken));
    }

    private static async Task<IResult> Cancel(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The training run.")] string run,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new TrainingRunId(run);
        var trainer = grains.ModelTrainer(new StoreId(store));
        if (await trainer.Cancel(id, cancellationToken))
        {
            return Results.NoContent();
        }

        return await trainer.Get(id, cancellationToken) is null
            ? ProblemTable.UnknownRun(id)
            : ProblemTable.RunHasEnded(id);
    }
}
