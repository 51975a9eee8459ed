using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>A training run of real processes comes to its end by itself, whichever of them is killed.</summary>
[Collection(nameof(ProcessTests))]
public sealed class TrainingFaultTests(TrainingCluster training) : IClassFixture<TrainingCluster>, IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await training.ClearAsync();

    [Fact]
    public async Task Two_training_silos_fit_one_model_together()
    {
        var silos = await training.StartTrainersAsync(2);

        var run = await training.FitToRoundAsync(round: 2, workers: 2);
        var ended = await training.EndOfAsync(run);
        await EndAsync(silos);

        await AssertEndedAsync(ended);
        Assert.Equal(2, ended["workers"]!.AsArray().Select(worker => (string?)worker!["silo"]).Distinct().Count());
    }

    [Fact]
    public async Task A_run_goes_on_without_a_training_silo_that_is_killed_in_a_round()
    {
        var silos = await training.StartTrainersAsync(2);
        var run = await training.FitToRoundAsync(round: 3, workers: 2);

        await silos[1].KillAsync();
        var before = await training.WaitForAsync(run, status => Workers(status).Any());
        var after = await training.WaitForAsync(
            run, status => Workers(status).Any() && !Workers(status).SequenceEqual(Workers(before)));
        var ended = await training.EndOfAsync(run);
        await EndAsync(silos);

        await AssertEndedAsync(ended);
        Assert.InRange(LostRounds(before, after), int.MinValue, 1);
    }

    [Fact]
    public async Task A_run_waits_and_goes_on_from_its_last_round_when_all_training_silos_are_killed()
    {
        var silos = await training.StartTrainersAsync(2);
        var run = await training.FitToRoundAsync(round: 3, workers: 2);

        await EndAsync(silos);
        var before = await training.WaitForAsync(run, status => Workers(status).Any());
        var others = await training.StartTrainersAsync(1);
        var resumed = await training.WaitForAsync(
            run, status => Workers(status).Any() && !Workers(status).Intersect(["worker-0", "worker-1"]).Any());
        var ended = await training.EndOfAsync(run);
        await EndAsync(others);

        await AssertEndedAsync(ended);
        Assert.InRange((int)resumed["round"]!, 3, 30);
        Assert.InRange(LostRounds(before, resumed), int.MinValue, 1);
    }

    [Fact]
    public async Task A_run_survives_the_silo_of_its_trainer()
    {
        var silos = await training.StartTrainersAsync(1);
        var run = await training.FitToRoundAsync(round: 3, workers: 1);

        // Whichever holds the trainer is among them; the web client finds the other ones again.
        var other = await training.StartServingAsync();
        var before = await training.WaitForAsync(run, status => Workers(status).Any());
        foreach (var serving in training.Serving)
        {
            await serving.KillAsync();
        }

        training.Serving.Clear();
        training.Serving.AddRange([other, await training.StartServingAsync()]);
        var after = await training.WaitForAsync(run, status => Workers(status).Any());
        var ended = await training.EndOfAsync(run);
        await EndAsync(silos);

        await AssertEndedAsync(ended);
        Assert.InRange(LostRounds(before, after), int.MinValue, 1);
    }

    [Fact]
    public async Task A_run_survives_the_database()
    {
        var silos = await training.StartTrainersAsync(2);
        var run = await training.FitToRoundAsync(round: 3, workers: 2);

        var before = await training.WaitForAsync(run, status => Workers(status).Any());
        await training.Cluster.Server.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await training.Cluster.Server.RestartAsync();
        var after = await training.WaitForAsync(run, status => Workers(status).Any());
        var ended = await training.EndOfAsync(run);
        await EndAsync(silos);

        await AssertEndedAsync(ended);
        Assert.InRange(LostRounds(before, after), int.MinValue, 1);
    }

    [Fact]
    public async Task A_training_silo_that_joins_takes_part_from_the_next_round_on()
    {
        var first = await training.StartTrainersAsync(1);
        var run = await training.FitToRoundAsync(round: 2, workers: 1);

        var second = await training.StartTrainersAsync(1);
        var joined = await training.WaitForAsync(run, status => TrainingCluster.Workers(status) == 2);
        var ended = await training.EndOfAsync(run);
        await EndAsync([.. first, .. second]);

        await AssertEndedAsync(ended);
        Assert.Equal("Fitting", (string?)joined["state"]);
    }

    [Fact]
    public async Task A_fit_that_falls_silent_is_ended_and_begun_anew_from_its_last_round()
    {
        var silos = await training.StartTrainersAsync(1);
        var run = await training.FitToRoundAsync(round: 2, workers: 1);
        var before = await training.WaitForAsync(run, status => Workers(status).Any());

        var silent = Assert.Single(ProcessTree.Children(silos[0].Id));
        Signal.Pause.SendTo(silent);
        var after = await training.WaitForAsync(run, status => Workers(status).Any() && !Workers(status).Contains("worker-0"));
        var children = ProcessTree.Children(silos[0].Id);
        var ended = await training.EndOfAsync(run);
        await EndAsync(silos);

        await AssertEndedAsync(ended);
        Assert.DoesNotContain(silent, children);
        Assert.InRange(LostRounds(before, after), int.MinValue, 1);
    }

    [Fact]
    public async Task A_run_goes_on_without_a_worker_that_takes_more_memory_than_it_may_and_alone_it_fails_for_that()
    {
        var narrow = await training.StartNarrowTrainerAsync();
        var alone = await training.EndOfAsync(await training.Api.StartTrainingAsync(TestContext.Current.CancellationToken));
        var silos = await training.StartTrainersAsync(1);
        var together = await training.EndOfAsync(await training.Api.StartTrainingAsync(TestContext.Current.CancellationToken));
        await EndAsync([narrow, .. silos]);

        Assert.Equal("Failed", (string?)alone["state"]);
        Assert.Matches(
            $@"^the fit's process took [\d,]+ MiB of memory; MaxMemoryMiB allows {TrainingCluster.NarrowMiB}$",
            (string?)alone["failure"]);
        AssertEnded(together);
    }

    /// <summary>
    /// Rounds whose work was in vain: the one that workers were at, and each before it that the run has nothing of. Less than 1
    /// where the run had gone on already when it was looked at. What workers are shown to be at right after a trainer was lost does
    /// not count: it is from before they have told the new one.
    /// </summary>
    private static int LostRounds(JsonNode before, JsonNode after) =>
        before["workers"]!.AsArray().Max(worker => (int)worker!["round"]!) - (int)after["round"]!;

    private static IEnumerable<string> Workers(JsonNode status) =>
        status["workers"]!.AsArray().Select(worker => (string)worker!["worker"]!);

    private static async Task EndAsync(IEnumerable<SiloProcess> silos)
    {
        foreach (var silo in silos.Where(silo => !silo.HasExited))
        {
            await silo.KillAsync();
        }
    }

    // A model that the gate rejects was fitted too: it need not be better than the one of the test before.
    private static void AssertEnded(JsonNode run) => Assert.True(
        (string?)run["state"] is "Completed" or "Rejected", $"the run ended as {run["state"]}: {run["failure"]}");

    // Nothing was lost that a model is made of: it is as good as one that nothing happened to, but for what the seed alone makes
    // of it.
    private async Task AssertEndedAsync(JsonNode run)
    {
        AssertEnded(run);
        var (least, most) = await training.ReadUndisturbedAsync();
        Assert.InRange(TrainingCluster.QualityOf(run), least - (most - least), 1);
    }
}
