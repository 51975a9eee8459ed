using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartRetail.Testing.Processes;

/// <summary>The HTTP API of the tests' store, at one process. What is not answered with success throws.</summary>
public sealed class StoreApi(HttpClient http)
{
    private static readonly string Store = $"v1/stores/{LocalCluster.Store}";

    public HttpClient Http => http;

    /// <summary>Records a view and returns the profile version that holds it.</summary>
    public async Task<long> ViewAsync(string customer, string product, CancellationToken cancellationToken)
    {
        using var answer = await SendViewAsync(customer, product, cancellationToken);
        var recorded = await ReadAsync(answer, cancellationToken);
        return (long)recorded["profiles"]![customer]!;
    }

    /// <summary>Records a view and returns the answer, whatever it is.</summary>
    public Task<HttpResponseMessage> SendViewAsync(string customer, string product, CancellationToken cancellationToken) =>
        http.PostAsJsonAsync(
            $"{Store}/interactions",
            new { interactions = new[] { new { id = Guid.NewGuid().ToString("N"), customer, kind = "View", product } } },
            cancellationToken);

    public async Task<JsonNode> RecommendAsync(string customer, CancellationToken cancellationToken) =>
        await GetAsync($"customers/{customer}/recommendations?count=10", cancellationToken);

    public async Task<JsonNode> GetProfileAsync(string customer, CancellationToken cancellationToken) =>
        await GetAsync($"customers/{customer}/profile", cancellationToken);

    /// <summary>Adds or replaces a product; returns the catalog version.</summary>
    public async Task<long> PutProductAsync(string product, int stock, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync(
            $"{Store}/products/{product}",
            new { title = $"Product {product}", category = "changing", price = 5, stock },
            cancellationToken);
        return (long)(await ReadAsync(answer, cancellationToken))["catalogVersion"]!;
    }

    public async Task<int> GetStockAsync(string product, CancellationToken cancellationToken) =>
        (int)(await GetAsync($"products/{product}", cancellationToken))["stock"]!;

    /// <summary>Returns the popular products, best first.</summary>
    public async Task<IReadOnlyList<string>> ListPopularAsync(CancellationToken cancellationToken) =>
    [
        .. (await GetAsync("popular?count=100", cancellationToken))["products"]!.AsArray()
            .Select(product => (string)product!["product"]!),
    ];

    /// <summary>Starts a training run and returns its id.</summary>
    public async Task<string> StartTrainingAsync(CancellationToken cancellationToken, int epochs = 1, int? seed = null)
    {
        using var answer = await http.PostAsJsonAsync(
            $"{Store}/training-runs", new { architecture = "mlp", epochs, seed }, cancellationToken);
        return (string)(await ReadAsync(answer, cancellationToken))["run"]!;
    }

    public async Task<JsonNode> GetTrainingAsync(string run, CancellationToken cancellationToken) =>
        await GetAsync($"training-runs/{run}", cancellationToken);

    public async Task CancelTrainingAsync(string run, CancellationToken cancellationToken)
    {
        using var answer = await http.DeleteAsync(
            new Uri($"{Store}/training-runs/{run}", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The cluster's silos as the console shows them.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListSilosAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri("v1/cluster", UriKind.Relative), cancellationToken);
        return [.. (await ReadAsync(answer, cancellationToken))["silos"]!.AsArray().Select(silo => silo!)];
    }

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"{Store}/{path}", UriKind.Relative), cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text) ?? throw new JsonException("an empty document")
            : throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", inner: null, answer.StatusCode);
    }
}
