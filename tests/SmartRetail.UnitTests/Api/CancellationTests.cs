using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SmartRetail.UnitTests.Api;

/// <summary>
/// Every operation of the document is called with the body that it shows, and what it calls of the cluster is looked at: work for
/// somebody who has gone is for nobody.
/// </summary>
public sealed class CancellationTests : IAsyncLifetime
{
    // Its answer is signed in this process.
    private static readonly string[] WithoutCalls = ["WriteCustomerToken"];

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["store"] = "shop",
        ["customer"] = "c-17",
        ["product"] = "teapot",
        ["from"] = "anon-4711",
        ["version"] = "1",
    };

    private readonly ConcurrentQueue<WatchedCall> _calls = new();
    private readonly ApiServer _server;

    public CancellationTests() => _server = new() { Around = grains => CallWatch.Of(grains, _calls) };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Whoever_gives_a_request_up_can_give_up_every_call_that_is_made_for_it()
    {
        var document = (await _server.Send("GET", "/openapi/v1.json", key: null)).Json;

        var silent = await CallAllAsync(document);

        Assert.Equal(WithoutCalls, silent);
        Assert.Empty(_calls.Where(call => !call.CanBeCancelled).Select(call => call.Method).Distinct());
    }

    /// <summary>Returns the operations that called no grain but the one that says whether the store exists.</summary>
    private async Task<List<string>> CallAllAsync(JsonNode document)
    {
        var silent = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var before = _calls.Count(IsWork);
                await _server.Send(method.ToUpperInvariant(), AddressOf(path, operation!), BodyOf(operation!));
                if (_calls.Count(IsWork) == before)
                {
                    silent.Add((string)operation!["operationId"]!);
                }
            }
        }

        return silent;
    }

    private static bool IsWork(WatchedCall call) => call.Method != "IStorefrontGrain.Exists";

    private static string AddressOf(string path, JsonNode operation)
    {
        var parameters = operation["parameters"]?.AsArray().Select(one => one!).ToList() ?? [];
        var address = parameters.Where(one => (string?)one["in"] == "path").Aggregate(
            path, (text, one) => text.Replace($"{{{one["name"]}}}", ValueOf(one), StringComparison.Ordinal));
        var named = parameters.Where(one =>
            (string?)one["in"] == "query" && one["schema"]!["format"] is null && Values.ContainsKey((string)one["name"]!));
        return $"{address}?{string.Join('&', named.Select(one => $"{one["name"]}={ValueOf(one)}"))}";
    }

    private static string ValueOf(JsonNode parameter) => Values.GetValueOrDefault((string)parameter["name"]!, "x");

    private static string? BodyOf(JsonNode operation) => operation["requestBody"] is null
        ? null
        : operation["requestBody"]!["content"]!["application/json"]?["example"]?.ToJsonString() ?? "";
}
