using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Testing;

namespace SmartRetail.Benchmarks.Http;

/// <summary>The executable as its first start makes it: the sample store, and a model that was fitted to it.</summary>
internal sealed class SampleSilo : IAsyncDisposable
{
    private const string Architecture = "sasrec";

    // What is served is as large and as slow after one pass as after many.
    private const int Epochs = 1;

    private readonly LoneSilo _silo;

    private SampleSilo(LoneSilo silo, IReadOnlyList<string> products, IReadOnlyList<string> customers)
    {
        _silo = silo;
        Products = products;
        Customers = customers;
    }

    /// <summary>The store's path at the API.</summary>
    public const string Path = "v1/stores/sample";

    public static StoreId Store { get; } = new("sample");

    public LoneSilo Silo => _silo;

    public HttpClient Api => _silo.Process.Api;

    /// <summary>What can be bought.</summary>
    public IReadOnlyList<string> Products { get; }

    /// <summary>Those with at least ten interactions.</summary>
    public IReadOnlyList<string> Customers { get; }

    /// <summary>Starts the process, has it fit a model, and returns when that one ranks.</summary>
    public static async Task<SampleSilo> StartAsync()
    {
        var products = ReadColumns("products.csv.gz", "id", "available")
            .Where(row => row[1] == "true").Select(row => row[0]).ToList();
        var customers = ReadColumns("interactions.csv.gz", "customer")
            .CountBy(row => row[0]).Where(count => count.Value >= 10).Select(count => count.Key).ToList();
        var silo = new SampleSilo(await LoneSilo.StartWithSampleAsync(), products, customers);
        try
        {
            await silo.FitAsync();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public void Describe(BenchmarkReport report)
    {
        report.AddCondition("store", $"the sample store: {Products.Count} products on sale, {Customers.Count} customers asked for");
        report.AddCondition("model", $"{Architecture}, {Epochs} epoch");
        report.AddCondition("process", "one, with every role and SQLite; the client is this process, over loopback");
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private async Task FitAsync()
    {
        using var started = await Api.PostAsJsonAsync(
            $"{Path}/training-runs", new { architecture = Architecture, epochs = Epochs, seed = 1 });
        started.EnsureSuccessStatusCode();
        var run = (await started.Content.ReadFromJsonAsync<JsonNode>())!["run"];
        while (true)
        {
            var status = (await Api.GetFromJsonAsync<JsonNode>($"{Path}/training-runs/{run}"))!;
            switch ((string)status["state"]!)
            {
                case "Completed":
                    return;
                case "Failed" or "Rejected" or "Cancelled":
                    throw new InvalidOperationException($"the training run ended: {status.ToJsonString()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    private static IEnumerable<string[]> ReadColumns(string file, params string[] names)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(BuildTree.Silo)!, "SampleStore", file);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var columns = Array.ConvertAll(names, name => Array.IndexOf(header, name));
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields.Length == header.Length)
            {
                yield return Array.ConvertAll(columns, column => fields[column]);
            }
        }
    }
}
