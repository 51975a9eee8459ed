using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>
/// Everything that can be killed is killed, with real processes and a real database, while shoppers act: nothing that was
/// acknowledged is lost or counted twice, and no list is older than what its customer was told.
/// </summary>
[Collection(nameof(ProcessTests))]
public sealed class FaultTests(FaultCluster faults) : IClassFixture<FaultCluster>
{
    // What a test waits for after its fault, at most.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // Two missed probes of a second, votes, and the table: longer means that detection does not work as configured.
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_when_a_serving_silo_is_killed()
    {
        var row = await faults.SufferAsync("serving silo: SIGKILL", async load =>
        {
            await faults.Serving[0].KillAsync();
            await load.ShopAsync(FaultCluster.Calm, Cancellation);
            faults.Serving[0] = await faults.Cluster.StartReadyAsync("serving");
        }, Cancellation);

        AssertHarmless(row);
        Assert.InRange(row.LongestUnavailable, TimeSpan.Zero, Detection);
    }

    [Fact]
    public async Task Nothing_is_lost_when_an_entrance_is_killed()
    {
        var row = await faults.SufferAsync("web client: SIGKILL", async load =>
        {
            await faults.Webs[1].KillAsync();
            await load.ShopAsync(FaultCluster.Calm, Cancellation);
            faults.Webs[1] = await faults.Cluster.StartReadyAsync("web");
        }, Cancellation);

        AssertHarmless(row);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_database_is_killed()
    {
        var row = await faults.SufferAsync("PostgreSQL: SIGKILL, recovery", async _ =>
        {
            await faults.Cluster.Server.KillAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            await faults.Cluster.Server.RestartAsync();
        }, Cancellation);

        AssertHarmless(row);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_disk_is_full()
    {
        var row = await faults.SufferAsync("database: disk full", async load =>
        {
            await faults.Cluster.ExecuteAsync(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON interaction EXECUTE FUNCTION refuse();
                """);
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            await faults.Cluster.ExecuteAsync("DROP TRIGGER refuse ON interaction; DROP FUNCTION refuse;");
        }, Cancellation);

        AssertHarmless(row);
        Assert.True(row.LongestUnavailable >= TimeSpan.FromSeconds(1), "the disk was never full for a shopper");
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_a_silo_wakes_up_that_was_given_up()
    {
        var row = await faults.SufferAsync("serving silo: SIGSTOP 15 s, SIGCONT", async load =>
        {
            var sleeper = faults.Serving[1];
            sleeper.Pause();
            await Task.Delay(TimeSpan.FromSeconds(15), Cancellation);
            sleeper.Resume();

            // It finds itself given up and ends; whoever watches it starts another one.
            await sleeper.WaitForExitAsync(Cancellation).WaitAsync(Limit, Cancellation);
            faults.Serving[1] = await faults.Cluster.StartReadyAsync("serving");
        }, Cancellation);

        AssertHarmless(row);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_training_silo_is_killed_in_the_middle_of_a_run()
    {
        await faults.Cluster.ImportVisitsAsync(customers: 60, Cancellation);
        var api = new StoreApi(faults.Webs[0].Api);
        var row = await faults.SufferAsync("training silo: SIGKILL in a run", async load =>
        {
            var training = await faults.Cluster.StartReadyAsync("training");
            var run = await api.StartTrainingAsync(Cancellation);
            await Eventually.Get(
                () => api.GetTrainingAsync(run, Cancellation), status => (string?)status["state"] is not "Queued", Limit);
            await training.KillAsync();
            await load.ShopAsync(FaultCluster.Calm, Cancellation);
            await faults.Cluster.StartReadyAsync("training");
            var ended = await Eventually.Get(
                () => api.GetTrainingAsync(run, Cancellation),
                status => (string?)status["state"] is "Completed" or "Failed" or "Rejected",
                TimeSpan.FromMinutes(3));

            // Fitted to its end and judged: which way, is a matter of the visits and not of the fault.
            Assert.True(
                (string?)ended["state"] is "Completed" or "Rejected",
                $"the run ended as {ended["state"]}: {ended["failure"]}");
        }, Cancellation);

        AssertHarmless(row);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_network_between_two_silos_is_cut()
    {
        var (network, reason) = await NetworkNamespace.TryCreateAsync();
        Assert.SkipWhen(network is null, $"the machine allows no network namespace: {reason}");
        await using var own = network;
        await using var cluster = await LocalCluster.CreateAsync(isDurable: true);
        SiloProcess[] silos =
        [
            cluster.Start("serving", "--advertise", own!.Outside.ToString()),
            cluster.StartIn(own.Inside, "serving", "--advertise", own.Inside.Address.ToString()),
        ];
        SiloProcess[] webs = [await cluster.StartReadyAsync("web")];
        foreach (var silo in silos)
        {
            await silo.WaitUntilReadyAsync(Cancellation);
        }

        var row = await faults.SufferAsync("network between two silos: cut 15 s", cluster, webs, async load =>
        {
            await own.PullAsync();
            await Task.Delay(TimeSpan.FromSeconds(15), Cancellation);
            await own.PlugAsync();

            // Each took the other for dead, and one was first; whoever watches the loser starts another one.
            var loser = await Task.WhenAny(silos.Select(async silo =>
            {
                await silo.WaitForExitAsync(Cancellation);
                return silo;
            })).WaitAsync(Limit, Cancellation);
            Assert.Contains(await loser, silos);
            await cluster.StartReadyAsync("serving", "--advertise", own.Outside.ToString());
        }, Cancellation);

        AssertHarmless(row);
    }

    [Fact]
    public async Task Who_asks_to_be_erased_is_erased_though_a_silo_is_killed_meanwhile()
    {
        var leaving = new LeavingCustomers(faults.Cluster, count: 60);
        await leaving.ComeAsync(faults.Webs[0].Api, Cancellation);
        var row = await faults.SufferAsync("serving silo: SIGKILL in erasures", async load =>
        {
            var erasing = leaving.LeaveAsync(faults.Webs[0].Api, Cancellation);
            await leaving.HaveLeftAsync(10).WaitAsync(Limit, Cancellation);
            await faults.Serving[0].KillAsync();
            await load.ShopAsync(FaultCluster.Calm, Cancellation);
            faults.Serving[0] = await faults.Cluster.StartReadyAsync("serving");
            await erasing.WaitAsync(Limit, Cancellation);
        }, Cancellation);

        var left = await Eventually.Get(() => leaving.CountPendingAsync(Cancellation), pending => pending == 0, Limit);
        Assert.Equal(0, left);
        Assert.Equal(0, await leaving.CountTracesAsync(Cancellation));
        TestContext.Current.SendDiagnosticMessage($"the longest erasure took {leaving.Longest.TotalSeconds:0.0} s");
        AssertHarmless(row);
    }

    private static void AssertHarmless(FaultRow row)
    {
        Assert.Equal((0, 0, 0), (row.Lost, row.Doubled, row.Stale));
        Assert.InRange(row.Acknowledged, 16, int.MaxValue);
    }
}
