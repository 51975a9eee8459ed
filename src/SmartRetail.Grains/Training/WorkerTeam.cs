using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Operations;

namespace SmartRetail.Grains.Training;

/// <summary>
/// The workers of one run: takes in silos that have joined, lets go of those that are lost, gives orders and follows them to
/// their end. Who is in it is the run's state; what is here is the talking.
/// </summary>
internal sealed partial class WorkerTeam(
    ActiveRun run, IGrainFactory grains, ClusterSilos silos, RoundOptions options, TimeProvider clock, ILogger logger)
{
    // Once may be a busy moment, or another machine's. Whoever is late again would be waited for in every round.
    private const int MostLate = 2;

    private readonly HashSet<SiloAddress> _barred = [];

    // How often in a row.
    private readonly Dictionary<SiloAddress, int> _late = [];

    private RoundsState Rounds => run.Rounds;

    // The privacy of a run is counted over one worker's steps.
    private int MaxWorkers => run.Plan.Privacy is null ? options.MaxWorkers : 1;

    /// <summary>Has a worker on each training silo, those with a GPU first; saves who is there when that changed.</summary>
    /// <param name="against">The active model, which the fitted one is compared with.</param>
    public async Task RecruitAsync(ModelVersion? against, CancellationToken cancellationToken)
    {
        var added = silos.Training
            .Where(silo => !_barred.Contains(silo) && !Rounds.Team.Exists(member => member.Silo.Equals(silo)))
            .Take(Math.Max(MaxWorkers - Rounds.Team.Count, 0))
            .Select(silo => new TeamMember($"worker-{Rounds.NextWorker++}", silo, default))
            .ToList();

        // First in the state, so that whoever takes the run up can end what was started.
        if (added.Count > 0)
        {
            Rounds.Team = [.. Rounds.Team, .. added];
            await run.SaveAsync();
        }

        var started = await Task.WhenAll(added.Select(member => StartAsync(member, against, cancellationToken)));
        await ShareAsync(added.Where((_, at) => !started[at]));
    }

    /// <summary>Gives each member an order and returns what became of each, when all have done theirs or are late.</summary>
    public async Task<IReadOnlyList<WorkOutcome>> AskAsync(
        IReadOnlyList<TeamMember> members, Func<TeamMember, WorkOrder> order, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = clock.GetTimestamp();
        var asked = members.Select(member => AskAsync(member, order(member), waiting.Token)).ToList();
        var pending = asked.ToHashSet<Task>();
        Task? patience = null;
        while (pending.Count > 0)
        {
            var ended = await Task.WhenAny(patience is null ? pending : [.. pending, patience]);
            if (ended == patience)
            {
                // Those who are late end with that, at once.
                await waiting.CancelAsync();
                patience = Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                continue;
            }

            pending.Remove(ended);
            if (patience is null && (await (Task<WorkOutcome>)ended).Progress is not null)
            {
                var took = clock.GetElapsedTime(begun);
                patience = Task.Delay(took > options.LeastPatience ? took : options.LeastPatience, clock, waiting.Token);
            }
        }

        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return await Task.WhenAll(asked);
    }

    /// <summary>
    /// Lets go of who is lost, late or has failed; the others fit their shards from the next round on. A silo whose worker was
    /// lost or late gets another one for the next round; one whose worker failed, or was late twice in a row, gets none any more.
    /// </summary>
    public async Task ReactAsync(IReadOnlyList<WorkOutcome> outcomes)
    {
        var dropped = outcomes.Where(outcome => outcome.Progress is null).ToList();
        foreach (var outcome in dropped)
        {
            LogDropped(run.Id, outcome.Member.Worker, outcome.IsLate ? "late" : outcome.Failure ?? "lost");
        }

        foreach (var outcome in outcomes)
        {
            var silo = outcome.Member.Silo;
            _late[silo] = outcome.IsLate ? _late.GetValueOrDefault(silo) + 1 : 0;
            if (outcome.Failure is not null || _late[silo] == MostLate)
            {
                _barred.Add(silo);
            }
        }

        await ShareAsync(dropped.Select(outcome => outcome.Member));
        await Task.WhenAll(dropped.Select(outcome => CancelAsync(outcome.Member)));
    }

    /// <summary>Ends all workers; returns when they are gone or do not answer.</summary>
    public Task CancelAllAsync() => Task.WhenAll(Rounds.Team.Select(CancelAsync));

    private async Task ShareAsync(IEnumerable<TeamMember> leaving)
    {
        var gone = leaving.Select(member => member.Worker).ToHashSet();
        var team = ShardPlan.Share([.. Rounds.Team.Where(member => !gone.Contains(member.Worker))]);
        if (!team.SequenceEqual(Rounds.Team))
        {
            Rounds.Team = [.. team];
            await run.SaveAsync();
        }
    }

    private async Task<bool> StartAsync(TeamMember member, ModelVersion? against, CancellationToken cancellationToken)
    {
        try
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, member.Silo);
            var started = grains.TrainingWorker(run.Id, member.Worker)
                .Start(
                    new(run.Store, run.Id, member.Worker, run.Plan, Output: "", against, run.Status.StartedAt, run.Status.Prior),
                    cancellationToken);
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            await started;
            return true;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogUnreached(error, member.Silo);
            return false;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    private async Task<WorkOutcome> AskAsync(TeamMember member, WorkOrder order, CancellationToken waiting)
    {
        try
        {
            var worker = grains.TrainingWorker(run.Id, member.Worker);
            if (!await worker.Perform(order, waiting).WaitAsync(waiting))
            {
                return WorkOutcome.Lost(member);
            }

            var revision = 0L;
            while (await worker.Watch(revision, waiting).WaitAsync(waiting) is { } progress)
            {
                waiting.ThrowIfCancellationRequested();
                if (progress.Revision > revision)
                {
                    revision = progress.Revision;
                    run.Show(member, order, progress);
                }

                // The last order's work is done when the artifact is staged, which the process' end says.
                if (progress.Stage == TrainingRunState.Completed
                    || (order.Kind != WorkKind.Finish && order.IsSameWork(progress.Done?.Order)))
                {
                    return new(member, progress, null, IsLate: false);
                }

                if (progress.Stage > TrainingRunState.Completed)
                {
                    return new(member, null, progress.Failure, IsLate: false);
                }
            }

            return WorkOutcome.Lost(member);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogUnreached(error, member.Silo);
            return WorkOutcome.Lost(member);
        }
        catch (OperationCanceledException)
        {
            return WorkOutcome.Late(member);
        }
    }

    private async Task CancelAsync(TeamMember member)
    {
        try
        {
            await grains.TrainingWorker(run.Id, member.Worker).Cancel(CancellationToken.None);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            // Its silo is dead, and so is what it ran.
            LogUnreached(error, member.Silo);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Training silo {Silo} does not answer")]
    private partial void LogUnreached(Exception error, SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "Run {Run} goes on without {Worker}: {Reason}")]
    private partial void LogDropped(TrainingRunId run, string worker, string reason);
}
