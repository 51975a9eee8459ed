using System.Diagnostics;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>A silo goes, in order or at once; the shoppers who come in by the web notice nothing but a wait.</summary>
[Collection(nameof(ProcessTests))]
public sealed class FailureTests(StandingCluster standing)
{
    private const int Shoppers = 24;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_fails_when_a_serving_silo_stops_in_order()
    {
        await using var leaving = await standing.Cluster.StartReadyAsync("serving");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var shopping = ShopAll("leaving", ending.Token);
        await Eventually.Get(() => CountActivations(leaving), count => count > 0, TimeSpan.FromSeconds(30));

        var stopping = leaving.StopAsync(Cancellation);
        var health = await Eventually.Get(
            () => leaving.ReadHealthAsync(Cancellation), answer => answer?.Status != "Healthy", TimeSpan.FromSeconds(10));
        var exitCode = await stopping;
        var after = Stopwatch.GetTimestamp();
        await Eventually.Get(
            () => Task.FromResult(Stopwatch.GetElapsedTime(after)),
            elapsed => elapsed > TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(5));
        await ending.CancelAsync();
        var visits = await shopping;

        Assert.Equal(0, exitCode);
        Assert.Equal("Unhealthy: the process is stopping", health?.Checks["lifetime"]);
        Assert.Empty(visits.SelectMany(visit => visit.Stale));
        Assert.All(visits, visit => Assert.InRange(visit.Steps, 2, int.MaxValue));
    }

    [Fact]
    public async Task No_request_fails_when_a_serving_silo_is_killed_and_the_longest_takes_as_long_as_to_notice()
    {
        await using var victim = await standing.Cluster.StartReadyAsync("serving");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var shopping = ShopAll("bereft", ending.Token);
        await Eventually.Get(() => CountActivations(victim), count => count > 0, TimeSpan.FromSeconds(30));

        await victim.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await Eventually.Get(
            () => Task.FromResult(Stopwatch.GetElapsedTime(killed)),
            elapsed => elapsed > TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(15));
        await ending.CancelAsync();
        var visits = await shopping;

        TestContext.Current.SendDiagnosticMessage(
            $"longest {visits.Max(visit => visit.Longest.TotalSeconds):0.0} s over {visits.Sum(visit => visit.Steps)} steps");
        Assert.Empty(visits.SelectMany(visit => visit.Stale));
        Assert.All(visits, visit => Assert.InRange(visit.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(9)));
    }

    private Task<Visit[]> ShopAll(string name, CancellationToken ending) => Task.WhenAll(
        Enumerable.Range(1, Shoppers).Select(number => Shop($"{name}-{number}", number % 2, ending)));

    /// <summary>Views and asks in turns until told to end. A request that fails ends the test.</summary>
    private async Task<Visit> Shop(string customer, int entrance, CancellationToken ending)
    {
        var visit = new Visit();
        while (!ending.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var acknowledged = await standing.Entrances[entrance].ViewAsync(customer, "p1", Cancellation);
            var list = await standing.Entrances[1 - entrance].RecommendAsync(customer, Cancellation);
            var took = Stopwatch.GetElapsedTime(started);
            visit.Steps++;
            if ((long)list["profileVersion"]! < acknowledged)
            {
                visit.Stale.Add($"version {list["profileVersion"]} ({list["tier"]}) after {acknowledged}, in {took.TotalSeconds:0.0} s");
            }

            visit.Longest = took > visit.Longest ? took : visit.Longest;
        }

        return visit;
    }

    private static async Task<long> CountActivations(SiloProcess silo)
    {
        var own = (await silo.Api.GetStringAsync(new Uri("metrics", UriKind.Relative), Cancellation)).Split('\n')
            .FirstOrDefault(line => line.StartsWith("smartretail_active_customers", StringComparison.Ordinal));
        return own is null ? 0 : long.Parse(own.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Visit
    {
        public int Steps { get; set; }

        /// <summary>The lists that did not know of the view before them.</summary>
        public List<string> Stale { get; } = [];

        /// <summary>Of a view and the list after it together.</summary>
        public TimeSpan Longest { get; set; }
    }
}
