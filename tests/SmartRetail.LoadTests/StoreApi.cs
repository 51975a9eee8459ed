using System.Net;
using System.Text;
using System.Text.Json;

namespace SmartRetail.LoadTests;

/// <summary>What became of a batch of one customer.</summary>
internal readonly record struct Receipt(int Accepted, int Duplicates, long ProfileVersion);

/// <summary>One customer's list.</summary>
internal sealed record Recommended(long ProfileVersion, string Tier, IReadOnlyList<string> Products);

/// <summary>The few calls that a shopper's frontend makes, timed. After 503 a call is made again, as the API asks.</summary>
internal sealed class StoreApi(HttpClient http, string store, Figures figures)
{
    private const int MaxAttempts = 20;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    public static string Interaction(string id, string customer, string kind, string product) =>
        JsonSerializer.Serialize(new { id, customer, kind, product });

    public async Task<IReadOnlyList<string>> GetPopularAsync(CancellationToken cancellationToken) =>
        ReadProducts(await SendAsync("popular", HttpMethod.Get, "popular?count=50", null, cancellationToken));

    public async Task<IReadOnlyList<string>> GetSimilarAsync(string product, CancellationToken cancellationToken) =>
        ReadProducts(await SendAsync(
            "similar", HttpMethod.Get, $"products/{Uri.EscapeDataString(product)}/similar", null, cancellationToken));

    public async Task<Recommended> RecommendAsync(string customer, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            "recommend", HttpMethod.Get, $"customers/{customer}/recommendations?count=20", null, cancellationToken);
        return new(
            answer.GetProperty("profileVersion").GetInt64(),
            answer.GetProperty("tier").GetString()!,
            ReadProducts(answer));
    }

    public async Task<Receipt> RecordAsync(string customer, string body, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("record", HttpMethod.Post, "interactions", body, cancellationToken);
        return new(
            answer.GetProperty("accepted").GetInt32(),
            answer.GetProperty("duplicates").GetInt32(),
            answer.GetProperty("profiles").GetProperty(customer).GetInt64());
    }

    /// <exception cref="HttpRequestException">The answer was neither 200 nor 503, or stayed 503.</exception>
    private async Task<JsonElement> SendAsync(
        string operation, HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, $"/v1/stores/{store}/{path}");
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            var sentAt = TimeProvider.System.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            figures.AddCall(operation, TimeProvider.System.GetElapsedTime(sentAt));
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return JsonSerializer.Deserialize<JsonElement>(bytes);
            }

            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == MaxAttempts)
            {
                throw new HttpRequestException(
                    $"{method} {path} was answered with {(int)response.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
            }

            figures.AddUnavailable();
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? DefaultWait, cancellationToken);
        }
    }

    private static string[] ReadProducts(JsonElement answer) =>
        [.. answer.GetProperty("products").EnumerateArray().Select(entry => entry.GetProperty("product").GetString()!)];
}
