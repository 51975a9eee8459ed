using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>Runs that nobody asks for. What a fit comes to is scripted; the log, the settings and the trainer are real.</summary>
public sealed class RetrainingTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IModelTrainerGrain Trainer => cluster.Grains.ModelTrainer(RetailCluster.Store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_begins_by_itself_once_as_many_interactions_are_new_and_no_second_one_for_the_same()
    {
        ScriptedWorkerGrain.Ends[ScriptedWorkerGrain.SeedOfNone] = TrainingRunState.Completed;
        await Put(new() { Retraining = new(EveryInteractions: 150, Architecture: "mlp") });
        await RecordMany(149);
        var before = await Trainer.List(Cancellation);

        await RecordMany(1);
        var first = Assert.Single(await Runs(ended: 1));
        await RecordMany(150);
        var runs = await Runs(ended: 2);
        await RecordMany(149);
        await cluster.Recommend(RetailCluster.NewCustomer());

        Assert.Empty(before);
        Assert.Equal(TrainingRunState.Completed, first.State);
        Assert.Equal("mlp", first.Architecture);
        Assert.Equal("150 interactions were recorded since the last run began", first.Reason);
        Assert.Equal(first.Run, runs[1].Run);
        Assert.Equal(2, (await Trainer.List(Cancellation)).Length);
    }

    private Task<SettingsOutcome> Put(StoreSettings settings) =>
        cluster.Grains.Store(RetailCluster.Store).PutSettings(settings, null, Cancellation);

    private async Task<IReadOnlyList<TrainingRunStatus>> Runs(int ended) => await Eventually.Get(
        async () => await Trainer.List(Cancellation), runs => runs.Count(run => run.IsFinal) == ended, Patience);

    private async Task RecordMany(int interactions)
    {
        var customer = RetailCluster.NewCustomer();
        await cluster.Record(
            [.. Enumerable.Range(0, interactions).Select(_ => RetailCluster.Interaction(customer, InteractionKind.View, "p5"))]);
    }
}
