using System.Net;
using System.Text;

namespace SmartRetail.UnitTests.Remote;

/// <summary>Answers as it was told, in that order, and remembers what it was asked.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<string> Paths { get; } = [];

    public List<string> Bodies { get; } = [];

    public void Answer(HttpStatusCode status, string json = "{}", int? retryAfter = null) => _script.Enqueue(_ =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (retryAfter is { } seconds)
        {
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }

        return Task.FromResult(answer);
    });

    /// <summary>The connection breaks.</summary>
    public void Lose() => _script.Enqueue(static _ => Task.FromException<HttpResponseMessage>(new HttpRequestException("lost")));

    /// <summary>Nothing comes until the caller ends it.</summary>
    public void Hang() => _script.Enqueue(static async cancellationToken =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new(HttpStatusCode.OK);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Paths.Add(request.RequestUri!.PathAndQuery);
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return await _script.Dequeue()(cancellationToken);
    }
}
