using System.Diagnostics;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Clusters;

/// <summary>
/// How long a serving silo takes from its start until it is ready, in a cluster that serves already and has logged as many
/// interactions as the sample store, beside one that joins the same cluster with nothing logged.
/// </summary>
internal static class JoinBenchmark
{
    private const int Rounds = 3;
    private const int Batch = 10_000;

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        await using var empty = await LocalCluster.CreateAsync(isDurable: true);
        await using var full = await LocalCluster.CreateAsync(isDurable: true);
        await using (var storage = await full.OpenStorageAsync())
        {
            foreach (var batch in StartBenchmark.Generate().Chunk(Batch))
            {
                await storage.Interactions.ImportAsync(LocalCluster.Store, batch);
            }
        }

        await empty.StartReadyAsync("serving");
        await full.StartReadyAsync("serving");
        var (ours, baseline) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            baseline.Add(await JoinAsync(empty));
            ours.Add(await JoinAsync(full));
        }

        var report = new BenchmarkReport("join");
        report.AddCondition("logged interactions", StartBenchmark.Interactions);
        report.AddCondition("longest, s", Math.Round(ours.Max(), 1));
        report.AddCost("start to ready, s", Median(ours), Median(baseline));
        await report.WriteAsync(options);
    }

    private static async Task<double> JoinAsync(LocalCluster cluster)
    {
        var watch = Stopwatch.StartNew();
        await using var silo = await cluster.StartReadyAsync("serving");
        var elapsed = watch.Elapsed;
        await silo.StopAsync();
        return elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
