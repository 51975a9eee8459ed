using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Testing;
using SmartRetail.Testing.Processes;
using SmartRetail.Training.Evaluation;

namespace SmartRetail.Benchmarks.Clusters;

/// <summary>
/// What two training silos, each pinned to a core of its own, make of a run beside one of them alone: processes of a cluster
/// around PostgreSQL, with Amazon Beauty as the store. Runs are what an operator starts: default settings but for the epochs
/// and one thread a silo. PostgreSQL, the serving silo and this program share the same cores.
/// </summary>
internal static class ClusterRoundsBenchmark
{
    private const int DefaultEpochs = 15;
    private const int Batch = 10_000;
    private const int Workers = 2;
    private const string Ndcg = "ndcg@10";
    private static readonly StoreId Store = new("beauty");
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <param name="arguments">Epochs, then how many seeds; both may be left out.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (epochs, seeds) = (ReadNumber(arguments, 0, DefaultEpochs), ReadNumber(arguments, 1, 1));
        var config = Path.GetTempFileName();
        await using var cluster = await LocalCluster.CreateAsync(isDurable: true);
        try
        {
            await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
            {
                SmartRetail = new { Training = new { Threads = 1, MaxMinutes = 120, BelowNormalPriority = false } },
            }));
            await ImportAsync(cluster);
            var entrance = await cluster.StartReadyAsync("serving,web", "--config", config);
            var report = new BenchmarkReport("cluster-rounds") { Headline = NameOf(seed: 1) };
            report.AddCondition("epochs", epochs);
            report.AddCondition("ours", $"{Workers} training silos, each pinned to a core");
            report.AddCondition("baseline", "one of them");
            for (var seed = 1; seed <= seeds; seed++)
            {
                var alone = await RunAsync(cluster, entrance, config, workers: 1, seed, epochs);
                var team = await RunAsync(cluster, entrance, config, Workers, seed, epochs);
                report.AddRate(NameOf(seed), 1_000 * team.Quality, 1_000 * alone.Quality);
                report.AddRate($"seed {seed}, the same as served", 1_000 * team.Served, 1_000 * alone.Served);
                report.AddCost($"seed {seed}, fitting, s", team.Fitting.TotalSeconds, alone.Fitting.TotalSeconds);
                report.AddCost($"seed {seed}, whole run, s", team.Whole.TotalSeconds, alone.Whole.TotalSeconds);
            }

            await report.WriteAsync(new(null, null));
        }
        finally
        {
            File.Delete(config);
        }
    }

    private static string NameOf(int seed) => $"seed {seed}, 1,000 x test {Ndcg}, network alone";

    private static int ReadNumber(string[] arguments, int at, int absent) => at >= arguments.Length
        ? absent
        : int.TryParse(arguments[at], CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"'{arguments[at]}' is not a number above 0");

    // The file has an order and no times. A day apart each interaction is a session, so that the last one is held out.
    private static async Task ImportAsync(LocalCluster cluster)
    {
        var data = await SequenceFile.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty.txt.gz"));
        var now = TimeProvider.System.GetUtcNow();
        await using var storage = await cluster.OpenStorageAsync();
        await storage.Catalog.CreateStoreAsync(Store);
        var products = await CatalogTable.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty_items.tsv"), default).ToListAsync();
        foreach (var batch in products.Select(product => product with { Title = product.Id.Value }).Chunk(Batch))
        {
            await storage.Catalog.PutAsync(Store, [.. batch]);
        }

        var interactions =
            from customer in Enumerable.Range(0, data.Customers)
            let items = data.ItemsOf(customer)
            from at in Enumerable.Range(0, items.Length)
            select new Interaction
            {
                Id = new(string.Create(CultureInfo.InvariantCulture, $"{customer}-{at}")),
                Customer = new(customer.ToString(CultureInfo.InvariantCulture)),
                Kind = InteractionKind.Purchase,
                Product = data.Vocabulary.Products[items.Span[at]],
                OccurredAt = now.AddDays(at - items.Length),
            };
        foreach (var batch in interactions.Chunk(Batch))
        {
            await storage.Interactions.ImportAsync(Store, batch);
        }
    }

    private static async Task<Outcome> RunAsync(
        LocalCluster cluster, SiloProcess entrance, string config, int workers, int seed, int epochs)
    {
        var silos = new List<SiloProcess>();
        try
        {
            for (var core = 0; core < workers; core++)
            {
                ProcessPlace place = new(
                    ProcessPlace.Loopback.Address, ["taskset", "--cpu-list", core.ToString(CultureInfo.InvariantCulture)]);
                silos.Add(cluster.StartIn(place, "training", "--config", config));
                await silos[core].WaitUntilReadyAsync();
            }

            var outcome = await FollowAsync(entrance.Api, seed, epochs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}, {workers} silos: {outcome.State} with {Ndcg} {outcome.Quality:0.00000}, served {outcome.Served:0.00000}, fitted by {outcome.Workers} in {outcome.Fitting.TotalSeconds:0} s of {outcome.Whole.TotalSeconds:0} s"));
            return outcome.Workers == workers
                ? outcome
                : throw new InvalidOperationException($"{outcome.Workers} workers took part, not {workers}");
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.StopAsync();
            }
        }
    }

    private static async Task<Outcome> FollowAsync(HttpClient http, int seed, int epochs)
    {
        var runs = $"v1/stores/{Store}/training-runs";
        var started = await SendAsync(
            http, new(HttpMethod.Post, runs) { Content = ToJson(new { architecture = "sasrec", seed, epochs }) });
        var (fitting, fitted, workers) = ((DateTimeOffset?)null, (DateTimeOffset?)null, 0);
        while (true)
        {
            var status = await SendAsync(http, new(HttpMethod.Get, $"{runs}/{(string)started["run"]!}"));
            var (state, now) = ((string)status["state"]!, TimeProvider.System.GetUtcNow());
            workers = Math.Max(workers, status["workers"]!.AsArray().Count);
            fitting ??= state is "Fitting" ? now : null;
            fitted ??= state is not ("Queued" or "Preparing" or "Fitting") ? now : null;
            if (state is "Completed" or "Rejected")
            {
                return new(
                    state,
                    (double)status["floors"]!["sasrec"]![Ndcg]!,
                    (double)status["metrics"]![Ndcg]!,
                    workers,
                    fitted!.Value - (fitting ?? throw new InvalidOperationException("nobody saw the run fit")),
                    (DateTimeOffset)status["endedAt"]! - (DateTimeOffset)status["startedAt"]!);
            }

            if (state is "Failed" or "Cancelled")
            {
                throw new InvalidOperationException($"the run has ended: {status.ToJsonString()}");
            }

            await Task.Delay(Beat);
        }
    }

    private static StringContent ToJson(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    private static async Task<JsonNode> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{(int)answer.StatusCode}: {text}");
    }

    private sealed record Outcome(string State, double Quality, double Served, int Workers, TimeSpan Fitting, TimeSpan Whole);
}
