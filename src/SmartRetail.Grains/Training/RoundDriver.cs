using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Leads the workers of a run from their shards to an evaluated model: a survey of the products, rounds of local steps and an
/// outer step each, the choice of a round, the evaluation. What it holds is in the run's state, so that another activation
/// goes on from the last round.
/// </summary>
internal sealed class RoundDriver(
    ActiveRun run, WorkerTeam team, ClusterSilos silos, RoundOptions options, TimeProvider clock)
{
    private const int MaxAttempts = 3;
    private const string NoTrainingSilo = "no training silo has joined the cluster";
    private static readonly TimeSpan SiloPoll = TimeSpan.FromSeconds(1);

    private RoundsState Rounds => run.Rounds;

    private bool IsFitted => Rounds.IsTimeOver || (Rounds.Rounds > 0 && Rounds.Round >= Rounds.Rounds);

    /// <summary>Returns the last word of the worker that wrote the artifact.</summary>
    /// <exception cref="RunFailedException">The run cannot come to a model.</exception>
    public async Task<FitProgress> RunAsync(ModelVersion? against, CancellationToken cancellationToken)
    {
        if (!Rounds.IsSurveyed)
        {
            await run.EnterAsync(TrainingRunState.Preparing, cancellationToken);
        }

        while (!Rounds.IsSurveyed)
        {
            await RecruitAsync(against, cancellationToken);
            await SurveyAsync(cancellationToken);
        }

        if (!IsFitted)
        {
            await run.EnterAsync(TrainingRunState.Fitting, cancellationToken);
        }

        while (!IsFitted)
        {
            await RecruitAsync(against, cancellationToken);
            await FitRoundAsync(cancellationToken);
        }

        await run.EnterAsync(TrainingRunState.Evaluating, cancellationToken);
        await ValidateAsync(cancellationToken);
        while (true)
        {
            await RecruitAsync(against, cancellationToken);
            if (await FinishAsync(cancellationToken) is { } finished)
            {
                return finished;
            }
        }
    }

    private async Task RecruitAsync(ModelVersion? against, CancellationToken cancellationToken)
    {
        var state = run.Status.State;
        await team.RecruitAsync(against, cancellationToken);
        while (Rounds.Team.Count == 0)
        {
            if (silos.Training.Count == 0)
            {
                await run.WaitAsync(NoTrainingSilo);
            }

            await Task.Delay(SiloPoll, clock, cancellationToken);
            await team.RecruitAsync(against, cancellationToken);
        }

        if (run.Status.State != state)
        {
            await run.EnterAsync(state, cancellationToken);
        }
    }

    private async Task SurveyAsync(CancellationToken cancellationToken)
    {
        var outcomes = await AskAsync(member => Order(WorkKind.Survey, member, round: 0), cancellationToken);
        if (outcomes.Any(outcome => outcome.Progress is null))
        {
            // All shards have to be there: those who have surveyed the same ones already answer at once.
            return;
        }

        var surveys = new List<ProductSurvey>();
        foreach (var member in Rounds.Team)
        {
            var content = await run.Files.ReadAllAsync(
                RoundPart.VocabularyOf(run.Store, run.Id, member.Worker), cancellationToken);
            surveys.Add(ProductSurvey.FromBytes(content));
        }

        var merged = await Task.Run(() => ProductSurvey.Merge(surveys).ToBytes(), cancellationToken);
        await run.Files.WriteAllAsync(RoundPart.Vocabulary(run.Store, run.Id), merged, Rounds.Token, cancellationToken);
        Rounds.IsSurveyed = true;
        Rounds.Joules += JoulesOf(outcomes);
        await run.SaveAsync();
    }

    private async Task FitRoundAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var round = Rounds.Round + 1;
        if (round == 1)
        {
            // One worker's rounds are a plain fit's epochs.
            Rounds.RoundsPerEpoch = Rounds.Team.Count == 1 ? 1 : options.RoundsPerEpoch;
        }

        var isAlone = Rounds.Team.Count == 1;
        var first = Rounds.Team[0].Worker;
        var outcomes = await AskAsync(
            member => Order(WorkKind.Fit, member, round) with
            {
                Workers = Rounds.Team.Count,
                ContinuesOwn = Rounds.Owner == member.Worker,
                WritesFirst = round == 1 && !isAlone && member.Worker == first,
                IsHalf = options.IsHalf && !isAlone,
            },
            cancellationToken);
        var done = outcomes.Where(outcome => outcome.Progress is not null).ToList();
        if (done.Count == 0)
        {
            return;
        }

        try
        {
            await CombineAsync(round, done, isAlone, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Who was to write what the round begins with is lost: the round is fitted again.
            await CountAttemptAsync();
            return;
        }

        if (round > 1)
        {
            RoundSelection.Consider(Rounds, round - 1, CasesOf(done));
        }

        Rounds.Round = round;
        Rounds.Rounds = done.Max(outcome => outcome.Progress!.Done!.Rounds);
        Rounds.Spent += clock.GetElapsedTime(begun);
        Rounds.Joules += JoulesOf(done);
        Rounds.IsTimeOver = done.Exists(outcome => outcome.Progress!.Done!.IsTimeOver);
        Rounds.Owner = isAlone ? first : null;
        run.Attempts = 0;
        run.ShowRound();
        await run.SaveAsync();
        await RemoveOldAsync(cancellationToken);
    }

    private async Task CombineAsync(
        int round, List<WorkOutcome> done, bool isAlone, CancellationToken cancellationToken)
    {
        if (isAlone)
        {
            await run.Files.RenameAsync(
                RoundPart.Fitted(run.Store, run.Id, round, done[0].Member.Worker),
                RoundPart.Parameters(run.Store, run.Id, round).Name,
                Rounds.Token,
                cancellationToken);
            return;
        }

        var shares = done.Select(outcome => (outcome.Member.Worker, (double)outcome.Progress!.Done!.Examples)).ToList();
        var step = new OuterStep((float)options.OuterLearningRate, (float)options.OuterMomentum);
        var token = Rounds.Token;

        // Off the grain's turns: a watcher is answered meanwhile.
        await Task.Run(
            () => new RoundAverage(run.Files).RunAsync(run.Store, run.Id, round, shares, step, token, cancellationToken),
            cancellationToken);
    }

    /// <summary>Ranks with the last round's parameters, which no later round has ranked with.</summary>
    private async Task ValidateAsync(CancellationToken cancellationToken)
    {
        if (Rounds.IsValidated || Rounds.Team.Count == 0)
        {
            return;
        }

        var outcomes = await AskAsync(
            member => Order(WorkKind.Validate, member, Rounds.Round) with { ContinuesOwn = Rounds.Owner == member.Worker },
            cancellationToken);
        RoundSelection.Consider(Rounds, Rounds.Round, CasesOf(outcomes.Where(outcome => outcome.Progress is not null)));
        Rounds.IsValidated = true;
        Rounds.Joules += JoulesOf(outcomes);
        await run.SaveAsync();
    }

    private async Task<FitProgress?> FinishAsync(CancellationToken cancellationToken)
    {
        var finisher = Rounds.Team[0];
        var outcomes = await team.AskAsync(
            [finisher], member => Order(WorkKind.Finish, member, Math.Max(Rounds.Kept, 1)), cancellationToken);
        if (outcomes[0].Progress is { } finished)
        {
            Rounds.Finisher = finisher.Worker;
            return finished;
        }

        await AnswerAsync(outcomes);
        return null;
    }

    private async Task<IReadOnlyList<WorkOutcome>> AskAsync(
        Func<TeamMember, WorkOrder> order, CancellationToken cancellationToken)
    {
        var outcomes = await team.AskAsync(Rounds.Team, order, cancellationToken);
        await AnswerAsync(outcomes);
        return outcomes;
    }

    private async Task AnswerAsync(IReadOnlyList<WorkOutcome> outcomes)
    {
        if (outcomes.All(outcome => outcome.Progress is null))
        {
            // What one worker cannot do alone, another one could not either.
            if (outcomes.Select(outcome => outcome.Failure).FirstOrDefault(failure => failure is not null) is { } failure)
            {
                throw new RunFailedException(failure);
            }

            await CountAttemptAsync();
        }

        await team.ReactAsync(outcomes);
    }

    private async Task CountAttemptAsync()
    {
        if (++run.Attempts >= MaxAttempts)
        {
            throw new RunFailedException($"the fit was lost {MaxAttempts} times with its silo");
        }

        await run.SaveAsync();
    }

    private WorkOrder Order(WorkKind kind, TeamMember member, int round) => new(
        kind, Rounds.Token, member.Shards, round, Math.Max(Rounds.RoundsPerEpoch, 1), Spent: Rounds.Spent, Joules: Rounds.Joules);

    private static double JoulesOf(IEnumerable<WorkOutcome> outcomes) => outcomes.Sum(outcome => outcome.Progress?.Done?.Joules ?? 0);

    private static Dictionary<ShardSet, double[]> CasesOf(IEnumerable<WorkOutcome> done) => done
        .Where(outcome => !outcome.Progress!.Done!.Cases.IsDefaultOrEmpty)
        .ToDictionary(outcome => outcome.Progress!.Done!.Order.Shards, outcome => outcome.Progress!.Done!.Cases.ToArray());

    /// <summary>Of the rounds before, only the chosen one's parameters may still be asked for.</summary>
    private async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        string[] kept =
        [
            RoundPart.Vocabulary(run.Store, run.Id).Name,
            RoundPart.Parameters(run.Store, run.Id, Rounds.Round).Name,
            RoundPart.Parameters(run.Store, run.Id, Rounds.Kept).Name,
            RoundPart.Momentum(run.Store, run.Id, Rounds.Round).Name,
        ];
        foreach (var name in await run.Files.ListAsync(run.Store, run.Id, cancellationToken))
        {
            if (!kept.Contains(name))
            {
                await run.Files.RemoveAsync(new(run.Store, run.Id, name), Rounds.Token, cancellationToken);
            }
        }
    }
}
