using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static SmartRetail.LoadTests.Calls.HttpAnswers;

namespace SmartRetail.LoadTests.Calls;

/// <summary>The calls over HTTP, at one web process after the other, over connections that are kept.</summary>
internal sealed class HttpCalls : IStoreCalls
{
    private readonly HttpSender _http;
    private readonly string _store;

    /// <param name="entrances">Those there are at the moment: one that is gone may be replaced.</param>
    /// <param name="connections">To each, at most.</param>
    public HttpCalls(Func<IReadOnlyList<Uri>> entrances, string key, string store, int connections)
    {
        _store = $"v1/stores/{store}";
        _http = new(entrances, connections, headers => headers.Authorization = new("Bearer", key));
    }

    public Task<ShownList> RecommendAsync(string customer, int count, long known, CancellationToken cancellationToken) => ListAsync(
        string.Create(
            CultureInfo.InvariantCulture,
            $"customers/{customer}/recommendations?count={count}&leastProfileVersion={known}"),
        cancellationToken);

    public Task<ShownList> ListSimilarAsync(string product, int count, CancellationToken cancellationToken) => ListAsync(
        string.Create(CultureInfo.InvariantCulture, $"products/{Uri.EscapeDataString(product)}/similar?count={count}"), cancellationToken);

    public Task<ShownList> ListBoughtTogetherAsync(string product, int count, CancellationToken cancellationToken) => ListAsync(
        string.Create(CultureInfo.InvariantCulture, $"products/{Uri.EscapeDataString(product)}/bought-together?count={count}"),
        cancellationToken);

    public Task<ShownList> ListPopularAsync(int count, CancellationToken cancellationToken) =>
        ListAsync(string.Create(CultureInfo.InvariantCulture, $"popular?count={count}"), cancellationToken);

    public async Task<ShownList> SearchAsync(string text, int count, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"products?search={Uri.EscapeDataString(text)}&count={count}");
        var page = await SendAsync(HttpMethod.Get, path, null, HttpAnswersContext.Default.Page, cancellationToken);
        return new(Array.ConvertAll(page.Products, product => product.Id));
    }

    public async Task<RecordAnswer> RecordAsync(string customer, IReadOnlyList<Act> acts, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Post, "interactions", Write(customer, acts), HttpAnswersContext.Default.Recorded, cancellationToken);
        return new(answer.Accepted, answer.Duplicates, answer.Profiles[customer]);
    }

    public async Task<long> MergeAsync(string known, string anonymous, CancellationToken cancellationToken) => (await SendAsync(
        HttpMethod.Post,
        $"customers/{known}/merge",
        JsonSerializer.SerializeToUtf8Bytes(new { from = anonymous }),
        HttpAnswersContext.Default.Merged,
        cancellationToken)).ProfileVersion;

    public async Task<long> GetVersionAsync(string customer, CancellationToken cancellationToken) => (await SendAsync(
        HttpMethod.Get, $"customers/{customer}/profile", null, HttpAnswersContext.Default.Profile, cancellationToken)).Version;

    public async Task<IReadOnlyList<StoreProduct>> ListProductsAsync(int offset, CancellationToken cancellationToken) => (await SendAsync(
        HttpMethod.Get,
        string.Create(CultureInfo.InvariantCulture, $"products?count=200&offset={offset}"),
        null,
        HttpAnswersContext.Default.Page,
        cancellationToken)).Products;

    public async Task PutStockAsync(StoreProduct product, int? stock, CancellationToken cancellationToken)
    {
        var body = new { title = product.Title, category = product.Category, price = product.Price, stock };
        var path = $"products/{Uri.EscapeDataString(product.Id)}";
        await SendAsync(
            HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(body), HttpAnswersContext.Default.Merged, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Write(string customer, IReadOnlyList<Act> acts)
    {
        using var buffer = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("interactions");
            foreach (var act in acts)
            {
                writer.WriteStartObject();
                writer.WriteString("id", act.Number.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("customer", customer);
                writer.WriteString("kind", act.Kind.ToString());
                WriteGiven(writer, "product", act.Product);
                WriteGiven(writer, "query", act.Query);
                WriteGiven(writer, "recommendationId", act.List);
                if (act.List is not null)
                {
                    writer.WriteNumber("position", act.Position);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteGiven(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private async Task<ShownList> ListAsync(string path, CancellationToken cancellationToken)
    {
        var list = await SendAsync(HttpMethod.Get, path, null, HttpAnswersContext.Default.List, cancellationToken);
        return new(
            Array.ConvertAll(list.Products, product => product.Product), list.RecommendationId, list.ProfileVersion, list.Tier);
    }

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
        where T : class =>
        await _http.SendAsync(method, $"{_store}/{path}", body, answerType, cancellationToken)
            ?? throw new CallFailedException($"{method} {path} was answered with null", mayRetry: false);
}
