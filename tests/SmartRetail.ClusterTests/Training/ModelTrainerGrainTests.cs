using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>The state machine, its storage and the registry are real; what a fit comes to is scripted by its seed.</summary>
public sealed class ModelTrainerGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static int _seeds;

    // A store of its own for each test: a store has one run at a time.
    private readonly int _seed = Interlocked.Increment(ref _seeds);

    private StoreId Store => new($"trainer-{_seed}");

    private IModelTrainerGrain Trainer => cluster.Grains.ModelTrainer(Store);

    [Fact]
    public async Task Publishes_and_activates_what_was_fitted()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;

        var run = await EndOf(await Start());
        var models = await cluster.Grains.ModelRegistry(Store).List(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(new ModelVersion(1), run.ModelVersion);
        Assert.Equal(0.1, run.Metrics!["ndcg@10"]);
        Assert.Equal([new LossPoint(10, 1, 3)], run.LossCurve);
        Assert.Equal(run.ModelVersion, models.Active);
        Assert.Equal(run.Run, models.Models.Single().Run);
    }

    [Fact]
    public async Task A_model_that_may_be_worse_than_the_active_one_is_rejected_with_the_figures()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        var first = await EndOf(await Start());

        ScriptedWorkerGrain.Lows[_seed] = -0.0041;
        var second = await EndOf(await Start());

        var registry = cluster.Grains.ModelRegistry(Store);
        var models = await registry.List(TestContext.Current.CancellationToken);
        var history = await registry.History(TestContext.Current.CancellationToken);
        Assert.Equal(TrainingRunState.Rejected, second.State);
        Assert.Null(second.ModelVersion);
        Assert.Equal(0.004, second.Gate!.Margin, tolerance: 1e-9);
        Assert.Equal(first.ModelVersion, second.Gate.Comparison!.Against);
        Assert.StartsWith("may be worse than model 1 by more than 0.0040", second.Gate.Reason, StringComparison.Ordinal);
        Assert.Equal(first.ModelVersion, models.Active);
        Assert.Single(models.Models);
        Assert.Equal(
            [ModelEventKind.Rejected, ModelEventKind.Activated, ModelEventKind.Published],
            history.Select(noted => noted.Kind));
        Assert.Equal(second.Gate, history[0].Gate);
    }

    [Fact]
    public async Task A_model_that_is_no_worse_than_the_margin_allows_goes_live()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        await EndOf(await Start());

        ScriptedWorkerGrain.Lows[_seed] = -0.0039;
        var second = await EndOf(await Start());

        Assert.Equal(TrainingRunState.Completed, second.State);
        Assert.Equal(new ModelVersion(2), second.ModelVersion);
        Assert.True(second.Gate!.IsPassed);
    }

    [Fact]
    public async Task A_first_model_that_the_counts_may_rank_as_well_without_is_rejected()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Lows[_seed] = 0;

        var run = await EndOf(await Start());

        Assert.Equal(TrainingRunState.Rejected, run.State);
        Assert.StartsWith("not shown to be better than the counts alone", run.Gate!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_rejected_when_another_one_was_activated_than_it_was_compared_with()
    {
        var id = await Start();
        var registry = cluster.Grains.ModelRegistry(Store);
        var other = await registry.Publish(
            new("run-other"), "0", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Activate(other, cancellationToken: TestContext.Current.CancellationToken);

        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Go(_seed);
        var run = await EndOf(id);

        Assert.Equal(TrainingRunState.Rejected, run.State);
        Assert.StartsWith("model 1 was activated meanwhile", run.Gate!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_why_a_fit_failed_and_keeps_the_models_as_they_were()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Failed;

        var run = await EndOf(await Start());
        var models = await cluster.Grains.ModelRegistry(Store).List(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Failed, run.State);
        Assert.Equal("the script says so", run.Failure);
        Assert.Empty(models.Models);
    }

    [Fact]
    public async Task Runs_one_fit_of_a_store_at_a_time_and_cancels_it()
    {
        var first = await Start();
        var second = await Trainer.Start(new() { Seed = _seed }, null, TestContext.Current.CancellationToken);
        var cancelled = await Trainer.Cancel(first, TestContext.Current.CancellationToken);
        var run = await EndOf(first);

        Assert.Null(second);
        Assert.True(cancelled);
        Assert.Equal(TrainingRunState.Cancelled, run.State);
        Assert.False(await Trainer.Cancel(first, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Gives_up_a_fit_that_is_lost_three_times()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Queued;

        var run = await EndOf(await Start());

        Assert.Equal(TrainingRunState.Failed, run.State);
        Assert.Equal(3 * 2, ScriptedWorkerGrain.Starts[_seed]);
    }

    [Fact]
    public async Task Takes_a_run_up_again_after_its_activation_was_lost()
    {
        var id = await Start();
        await cluster.Silos.DeactivateAsync(Trainer);
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;

        await Trainer.Resume(TestContext.Current.CancellationToken);
        var run = await EndOf(id);

        Assert.Equal(TrainingRunState.Completed, run.State);
    }

    [Fact]
    public async Task Each_round_begins_with_the_mean_of_what_the_workers_of_both_silos_made_of_their_shards()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;

        var run = await EndOf(await Start());

        var fits = ScriptedWorkerGrain.Fits[_seed].ToList();
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(
            [("worker-0", 1, 0f), ("worker-0", 2, 1.5f), ("worker-0", 3, 3f), ("worker-1", 1, 0f), ("worker-1", 2, 1.5f), ("worker-1", 3, 3f)],
            fits.Select(fit => (fit.Worker, fit.Order.Round, fit.Before)).Order());
        Assert.Equal([32, 32], fits.Where(fit => fit.Order.Round == 1).Select(fit => fit.Order.Shards.Count));
        Assert.Equal(ShardSet.All, fits[0].Order.Shards.Union(fits[1].Order.Shards));
        Assert.Equal(["worker-0", "worker-1"], run.Workers.Select(worker => worker.Worker));
    }

    [Fact]
    public async Task Whoever_writes_the_model_knows_what_energy_all_workers_took()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;

        await EndOf(await Start());

        // Two workers: a survey, three rounds and a validation each.
        Assert.Equal(2 * (1 + (3 * 10) + 100), ScriptedWorkerGrain.Finishes[_seed].Joules);
    }

    [Fact]
    public async Task A_private_run_takes_one_worker_however_many_silos_train()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;

        var run = await EndOf(await Start(new PrivacyPlan { Epsilon = 3 }));

        var fits = ScriptedWorkerGrain.Fits[_seed].ToList();
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(["worker-0", "worker-0", "worker-0"], fits.Select(fit => fit.Worker));
        Assert.All(fits, fit => Assert.Equal((ShardSet.All, 1), (fit.Order.Shards, fit.Order.Workers)));
        Assert.Equal(new() { Epsilon = 3 }, run.Privacy);
    }

    [Fact]
    public async Task What_a_lost_worker_was_to_fit_is_fitted_by_the_others_in_the_next_round()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Losses[_seed] = ("worker-1", 2);

        var run = await EndOf(await Start());

        var fits = ScriptedWorkerGrain.Fits[_seed].ToLookup(fit => fit.Order.Round);
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(["worker-0"], fits[2].Select(fit => fit.Worker));
        Assert.Equal(["worker-0", "worker-2"], fits[3].Select(fit => fit.Worker).Order());
        Assert.Equal(64, fits[3].Sum(fit => fit.Order.Shards.Count));
        Assert.All(fits[3], fit => Assert.Equal(2.5f, fit.Before));
    }

    [Fact]
    public async Task What_a_worker_that_failed_was_to_fit_is_fitted_by_the_others_and_its_silo_is_left_out()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Failures[_seed] = ("worker-1", 2);

        var run = await EndOf(await Start());

        var fits = ScriptedWorkerGrain.Fits[_seed].ToLookup(fit => fit.Order.Round);
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(["worker-0"], fits[2].Select(fit => fit.Worker));
        Assert.Equal([("worker-0", 64)], fits[3].Select(fit => (fit.Worker, fit.Order.Shards.Count)));
    }

    [Fact]
    public async Task A_worker_that_is_late_is_not_waited_for_and_its_silo_is_taken_in_again_at_the_next_round()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Delays[_seed] = [("worker-1", 1)];

        var run = await EndOf(await Start());

        var fits = ScriptedWorkerGrain.Fits[_seed].ToLookup(fit => fit.Order.Round);
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(["worker-0"], fits[1].Select(fit => fit.Worker));
        Assert.Equal(["worker-0", "worker-2"], fits[2].Select(fit => fit.Worker).Order());
        Assert.Equal(["worker-0", "worker-2"], fits[3].Select(fit => fit.Worker).Order());
        Assert.Equal(64, fits[2].Sum(fit => fit.Order.Shards.Count));
        Assert.All(fits[2], fit => Assert.Equal(1f, fit.Before));
    }

    [Fact]
    public async Task A_silo_whose_worker_is_late_twice_in_a_row_is_left_out()
    {
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Delays[_seed] = [("worker-1", 1), ("worker-2", 2)];

        var run = await EndOf(await Start());

        var fits = ScriptedWorkerGrain.Fits[_seed].ToList();
        Assert.Equal(TrainingRunState.Completed, run.State);
        Assert.Equal(["worker-0", "worker-0", "worker-0"], fits.Select(fit => fit.Worker));
        Assert.Equal([32, 32, 64], fits.Select(fit => fit.Order.Shards.Count));
        Assert.Equal([false, false, true], fits.Select(fit => fit.Order.IsAlone));
    }

    [Fact]
    public async Task Refuses_an_architecture_it_does_not_know()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Trainer.Start(new() { Architecture = "oracle" }, null, TestContext.Current.CancellationToken));

        Assert.StartsWith("architecture: must be one of: mlp, caser, gru4rec, sasrec", error.Message, StringComparison.Ordinal);
    }

    private async Task<TrainingRunId> Start(PrivacyPlan? privacy = null) =>
        (await Trainer.Start(new() { Seed = _seed, Privacy = privacy }, null, TestContext.Current.CancellationToken))!.Value;

    private async Task<TrainingRunStatus> EndOf(TrainingRunId id)
    {
        var run = (await Trainer.Get(id, TestContext.Current.CancellationToken))!;
        while (!run.IsFinal)
        {
            run = (await Trainer.Watch(id, run.Revision, TestContext.Current.CancellationToken))!;
        }

        return run;
    }
}
