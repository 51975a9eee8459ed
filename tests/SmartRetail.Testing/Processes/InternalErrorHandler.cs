using System.Net;
using SmartRetail.Testing.Logs;

namespace SmartRetail.Testing.Processes;

/// <summary>
/// Throws when a process answers 500, with what it has written last: the answer itself tells a shopper nothing of the
/// cause, and the process is gone when somebody reads the test's message.
/// </summary>
internal sealed class InternalErrorHandler(Func<IReadOnlyCollection<string>> readOutput) : DelegatingHandler(new UseRecorder(new SocketsHttpHandler()))
{
    private const int Lines = 80;

    // The log's writer is a thread of its own, and a little behind the answer.
    private static readonly TimeSpan LogDelay = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.InternalServerError)
        {
            return answer;
        }

        await Task.Delay(LogDelay, cancellationToken);
        var output = readOutput();
        throw new HttpRequestException(
            $"""
            {request.Method} {request.RequestUri}: 500: {await answer.Content.ReadAsStringAsync(cancellationToken)}
            The process wrote last:
            {string.Join('\n', output.Skip(output.Count - Lines))}
            """,
            inner: null,
            answer.StatusCode);
    }
}
