using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmartRetail.LoadTests.Calls;

/// <summary>Sends calls at one entrance after the other, over connections that are kept, each once, and reads their answers.</summary>
internal sealed class HttpSender : IDisposable
{
    // Longer than a call may take inside the cluster: a slower answer is none.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(12);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly Func<IReadOnlyList<Uri>> _entrances;
    private int _entrance;

    /// <param name="entrances">Those there are at the moment: one that is gone may be replaced.</param>
    /// <param name="connections">To each, at most: a call that finds them all taken waits for one, as at a retailer's own server.</param>
    /// <param name="identify">Adds the key.</param>
    public HttpSender(Func<IReadOnlyList<Uri>> entrances, int connections, Action<HttpRequestHeaders> identify)
    {
        _entrances = entrances;
        _http = new(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(2),
            MaxConnectionsPerServer = connections,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = RequestLimit,
        };
        identify(_http.DefaultRequestHeaders);
    }

    /// <param name="path">From the entrance on.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <returns>The answer; null where that is what was answered.</returns>
    /// <exception cref="CallFailedException">It was not answered with success.</exception>
    public async Task<T?> SendAsync<T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var entrances = _entrances();
        var entrance = entrances[(int)((uint)Interlocked.Increment(ref _entrance) % (uint)entrances.Count)];
        using var request = new HttpRequestMessage(method, new Uri(entrance, path));
        request.Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = Json } };
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
                return await JsonSerializer.DeserializeAsync(stream, answerType, cancellationToken);
            }

            // Not 500: that is a fault of the store's, which a load test is there to find.
            var mayRetry = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;
            throw new CallFailedException(
                $"{method} {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}",
                mayRetry,
                answer.Headers.RetryAfter?.Delta)
            {
                Status = answer.StatusCode,
            };
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException
            || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CallFailedException($"{method} {path}: {failure.Message}", mayRetry: true, inner: failure);
        }
    }

    public void Dispose() => _http.Dispose();
}
