using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>The model that a run begins with is chosen before its first worker, and not again by whoever takes the run up.</summary>
public sealed class WarmStartTests(RoleCluster cluster) : IClassFixture<RoleCluster>
{
    // Of no other test of the scripted workers.
    private const int FirstSeed = 9_001;

    private static int _seeds = FirstSeed;

    private readonly int _seed = Interlocked.Increment(ref _seeds);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoreId Store => new($"warm-{_seed}");

    private IModelTrainerGrain Trainer => cluster.Grains.ModelTrainer(Store);

    private IModelRegistryGrain Registry => cluster.Grains.ModelRegistry(Store);

    [Fact]
    public async Task A_run_that_is_taken_up_again_begins_with_the_model_that_was_chosen_first()
    {
        await cluster.AnnounceAsync();
        var chosen = await ActivateAsync("warm-first");
        var run = await Start();
        await HaveStartedAsync(workers: 2);

        // The trainer is lost with its choice written, and another model is active when it is taken up again.
        await cluster.Silos.DeactivateAsync(Trainer);
        await ActivateAsync("warm-second");
        ScriptedWorkerGrain.Losses[_seed] = ("worker-1", 1);
        ScriptedWorkerGrain.Ends[_seed] = TrainingRunState.Completed;
        ScriptedWorkerGrain.Go(_seed);
        await Trainer.Resume(Cancellation);
        await HaveStartedAsync(workers: 3);
        var ended = await EndOf(run);

        Assert.Equal(new ModelVersion?[] { chosen, chosen, chosen }, ScriptedWorkerGrain.Priors[_seed].Take(3));
        Assert.Equal(chosen, ended.Prior);
    }

    [Fact]
    public async Task A_run_whose_choice_was_lost_before_its_first_worker_chooses_what_is_active_then()
    {
        await cluster.AnnounceAsync();
        await ActivateAsync("warm-third");

        // No training silo: the run waits, and nobody has begun with anything.
        cluster.Announce(cluster.OnProcessor, isTraining: false);
        cluster.Announce(cluster.OnGpu, isTraining: false);
        var run = await Start();
        await Eventually.Get(() => Trainer.Get(run, Cancellation), status => status!.Waiting is not null, TimeSpan.FromSeconds(20));
        await cluster.Silos.DeactivateAsync(Trainer);
        var active = await ActivateAsync("warm-fourth");
        await cluster.AnnounceAsync();
        await Trainer.Resume(Cancellation);
        await HaveStartedAsync(workers: 2);

        Assert.Equal(new ModelVersion?[] { active, active }, ScriptedWorkerGrain.Priors[_seed]);
        await Trainer.Cancel(run, Cancellation);
    }

    private async Task<ModelVersion> ActivateAsync(string run)
    {
        var version = await Registry.Publish(new TrainingRunId($"{run}-{_seed}"), "worker-0", cancellationToken: Cancellation);
        Assert.Equal(ModelActivation.Done, await Registry.Activate(version, cancellationToken: Cancellation));
        return version;
    }

    private async Task<TrainingRunId> Start() => (await Trainer.Start(
        new() { Architecture = ScriptedModels.Architecture, Seed = _seed, WarmStart = true }, null, Cancellation))!.Value;

    private Task<int> HaveStartedAsync(int workers) => Eventually.Get(
        () => Task.FromResult(ScriptedWorkerGrain.Starts.GetValueOrDefault(_seed)),
        starts => starts >= workers,
        TimeSpan.FromSeconds(20));

    private async Task<TrainingRunStatus> EndOf(TrainingRunId id)
    {
        var run = (await Trainer.Get(id, Cancellation))!;
        while (!run.IsFinal)
        {
            run = (await Trainer.Watch(id, run.Revision, Cancellation))!;
        }

        return run;
    }
}
