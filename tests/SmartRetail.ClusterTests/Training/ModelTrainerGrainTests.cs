using SmartRetail.Contracts;
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
        var second = await Trainer.Start(new() { Seed = _seed }, TestContext.Current.CancellationToken);
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
        Assert.Equal(3, ScriptedWorkerGrain.Starts[_seed]);
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
    public async Task Refuses_an_architecture_it_does_not_know()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Trainer.Start(new() { Architecture = "oracle" }, TestContext.Current.CancellationToken));

        Assert.StartsWith("architecture: must be one of: mlp, caser, gru4rec, sasrec", error.Message, StringComparison.Ordinal);
    }

    private async Task<TrainingRunId> Start() =>
        (await Trainer.Start(new() { Seed = _seed }, TestContext.Current.CancellationToken))!.Value;

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
