using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>The executable on its own, with a small store, as anybody could come upon it.</summary>
public sealed class FuzzedShop : IAsyncLifetime
{
    public const string Store = "fuzzed";
    public const string Key = "0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smartretail-fuzz-");
    private readonly ReservedPort _gateway = new();
    private SiloProcess? _process;

    public SiloProcess Process => _process ?? throw new InvalidOperationException("It was not started.");

    public async ValueTask InitializeAsync()
    {
        await using (var storage = await Storage.RetailStorage.OpenAsync(new() { DataFolder = _folder.FullName }))
        {
            await storage.Catalog.CreateStoreAsync(new(Store));
        }

        _process = new(
            Key,
            new Dictionary<string, string> { [ClusterSecret.Variable] = ClusterSecret.WriteTo(_folder.FullName) },
            ProcessPlace.Loopback,
            "--data", _folder.FullName, "--no-sample", "--no-training", "--gateway-port", $"{_gateway.Number}");
        await _process.WaitUntilReadyAsync();
        var products = Enumerable.Range(0, 20).Select(number => new
        {
            id = $"p{number}",
            title = $"Product {number}",
            category = $"c{number % 3}",
            price = 1 + number,
            stock = 5,
        });
        using var put = await Process.Api.PutAsJsonAsync(new Uri($"v1/stores/{Store}/products", UriKind.Relative), new { products });
        put.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _gateway.Dispose();
        _folder.Delete(recursive: true);
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await Process.Api.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
    }
}
