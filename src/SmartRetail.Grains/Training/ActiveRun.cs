using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Grains.Training;

/// <summary>A run while an activation drives it: its state, how it is saved and shown, and its place in the round store.</summary>
/// <param name="save">Writes the trainer's state.</param>
/// <param name="change">Gives the run a status and tells who watches.</param>
internal sealed class ActiveRun(
    StoreId store, TrainerRun run, IRoundStore rounds, Func<Task> save, Action<TrainingRunStatus> change)
{
    private readonly RunProgress _progress = new();

    public StoreId Store => store;

    public TrainingRunId Id => run.Status.Run;

    public TrainingPlan Plan => run.Plan;

    public TrainingRunStatus Status => run.Status;

    public RoundsState Rounds => run.Rounds;

    public IRoundStore Files => rounds;

    /// <summary>Attempts that nobody came back from, one after another.</summary>
    public int Attempts
    {
        get => run.Attempts;
        set => run.Attempts = value;
    }

    /// <summary>Goes into a state under a new token, so that nothing which was begun before it is written any more.</summary>
    public async Task EnterAsync(TrainingRunState next, CancellationToken cancellationToken)
    {
        run.Rounds.Token++;
        change(run.Status with { State = next, Waiting = null, Round = Math.Max(run.Rounds.Round, 1) });
        await save();
        await rounds.FenceAsync(store, Id, run.Rounds.Token, cancellationToken);
    }

    public async Task WaitAsync(string reason)
    {
        if (run.Status.Waiting is null)
        {
            change(run.Status with { State = TrainingRunState.Queued, Waiting = reason });
            await save();
        }
    }

    public Task SaveAsync() => save();

    /// <summary>Shows what a worker last said.</summary>
    public void Show(TeamMember member, WorkOrder order, FitProgress progress) =>
        change(_progress.Add(run.Status, run.Rounds, member, order, progress));

    /// <summary>Shows that a round is over.</summary>
    public void ShowRound() => change(run.Status with { Round = run.Rounds.Round });
}
