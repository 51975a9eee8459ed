using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartRetail.Remote;

/// <summary>
/// Sends calls, within a deadline. What does no harm twice is sent again when its answer is lost or the server asks for patience;
/// what may do harm is sent again only where the server has certainly not begun.
/// </summary>
internal sealed class Transport(HttpClient http, RemoteStoreOptions options, TimeProvider clock)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new NumberConverter() },
    };

    private readonly Random _chance = new(options.PauseSeed);

    /// <exception cref="ProblemException">The server refused.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<T> AskAsync<T>(Call call, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(call, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            ?? throw new JsonException($"{call.Method} {call.Path} was answered with null.");
    }

    /// <summary>Returns an answer of success; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        Call call, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            Exception failure;
            TimeSpan? asked = null;
            try
            {
                var answer = await SendOnceAsync(call, completion, either.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                using (answer)
                {
                    var problem = await ReadProblemAsync(answer, either.Token);
                    failure = problem;
                    asked = problem.RetryAfter;
                    if (!MayPass(answer.StatusCode, call))
                    {
                        throw problem;
                    }
                }
            }
            catch (HttpRequestException lost) when (call.IsIdempotent)
            {
                failure = lost;
            }
            catch (OperationCanceledException cut) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{call.Method} {call.Path} took longer than {options.Deadline}.", cut);
            }

            var pause = asked ?? Backoff(attempt);
            if (clock.GetElapsedTime(started) + pause >= options.Deadline)
            {
                // Waiting for longer than the caller does helps nobody; what went wrong last is known.
                throw failure;
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        Call call, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(call.Path, UriKind.Relative));
        if (call.Body is { } body)
        {
            request.Content = JsonContent.Create(body, body.GetType(), mediaType: null, Json);
        }

        return await http.SendAsync(request, completion, cancellationToken);
    }

    // Too many: nothing was begun. Unavailable: a part may have been done.
    private static bool MayPass(HttpStatusCode status, Call call) => status switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => call.IsIdempotent,
        _ => false,
    };

    private TimeSpan Backoff(int attempt)
    {
        lock (_chance)
        {
            return options.FirstPause * (Math.Pow(2, attempt) * (1 + _chance.NextDouble()));
        }
    }

    private async Task<ProblemException> ReadProblemAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var retryAfter = answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        ProblemDocument? problem = null;
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            problem = await answer.Content.ReadFromJsonAsync<ProblemDocument>(Json, cancellationToken);
        }

        return new((int)answer.StatusCode, problem, retryAfter is { } given && given > TimeSpan.Zero ? given : null);
    }
}

/// <summary>One call.</summary>
/// <param name="IsIdempotent">Whether making it twice does what making it once does.</param>
internal sealed record Call(HttpMethod Method, string Path, object? Body = null, bool IsIdempotent = true);
