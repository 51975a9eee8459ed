using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmartRetail.Contracts;

namespace SmartRetail.Silo.Models;

/// <summary>Asks a running cluster's registry over HTTP: it alone gives versions and epochs.</summary>
internal sealed class RegistryClient
{
    private readonly Option<string> _server = new("--server")
    {
        Description = "Where the HTTP API is",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "An API key with the scope operate (default: the variable SMARTRETAIL_KEY)",
        HelpName = "KEY",
    };

    public Option[] Options => [_server, _key];

    public async Task<string> ImportAsync(
        ParseResult parsed, string store, TrainingRunId run, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(parsed, $"v1/stores/{store}/models/imports", new { run = run.Value }, cancellationToken);
        return $"it is model {answer.GetProperty("version")} of store {store} now, and ranks when it is activated";
    }

    public async Task<string> RewrapAsync(ParseResult parsed, string store, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(parsed, $"v1/stores/{store}/models/rewrap", new { }, cancellationToken);
        return $"{answer.GetProperty("models")} models of store {store} are wrapped with the newest key";
    }

    private async Task<JsonElement> PostAsync(
        ParseResult parsed, string path, object body, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new(parsed.GetValue(_server)!.TrimEnd('/') + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable("SMARTRETAIL_KEY") ?? "");
        using var answer = await http.PostAsJsonAsync(path, body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            : throw new HttpRequestException(
                $"{(int)answer.StatusCode} {answer.ReasonPhrase}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
