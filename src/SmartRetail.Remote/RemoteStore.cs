using System.Net.Http.Headers;

namespace SmartRetail.Remote;

/// <summary>
/// One store over HTTP, for a shop's server. Its types are the caller's own: what a newer server adds to an answer is passed over.
/// Every call ends within <see cref="RemoteStoreOptions.Deadline"/>, throws <see cref="ProblemException"/> where the server
/// refuses and <see cref="TimeoutException"/> where it does not answer. Safe to use from many threads; keep one.
/// </summary>
public sealed partial class RemoteStore
{
    private readonly Transport _transport;
    private readonly string _store;

    /// <param name="http">Has the server's address, with a slash at its end, and the key as Authorization.</param>
    public RemoteStore(HttpClient http, string store, RemoteStoreOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentException.ThrowIfNullOrEmpty(store);

        // The deadline is kept here, over all attempts.
        http.Timeout = Timeout.InfiniteTimeSpan;
        _transport = new(http, options ?? new(), clock ?? TimeProvider.System);
        _store = Query.Path("v1", "stores", store);
    }

    /// <summary>Connects to a server, behind a path prefix too.</summary>
    public static RemoteStore Connect(Uri server, string key, string store, RemoteStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = System.Net.DecompressionMethods.All,

            // So that a web process that joins behind a name is found.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            BaseAddress = new(server.ToString().TrimEnd('/') + "/"),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new(http, store, options);
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        _transport.AskAsync<T>(new(HttpMethod.Get, $"{_store}/{path}"), cancellationToken);

    private Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, bool isIdempotent = true) =>
        _transport.AskAsync<T>(new(HttpMethod.Post, $"{_store}/{path}", body, isIdempotent), cancellationToken);

    private Task<T> PutAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        _transport.AskAsync<T>(new(HttpMethod.Put, $"{_store}/{path}", body), cancellationToken);

    private Task<T> PatchAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        _transport.AskAsync<T>(new(HttpMethod.Patch, $"{_store}/{path}", body), cancellationToken);

    private Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken, object? body = null) =>
        _transport.AskAsync<T>(new(HttpMethod.Delete, $"{_store}/{path}", body), cancellationToken);
}
