using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Calls;

namespace SmartRetail.Client.Cluster;

/// <summary>
/// Makes idempotent calls again when the silo they went to has died or their answer is lost, until the time for it is
/// over. The directory finds the grain a new silo in the meantime, so that a shopper sees a slow page and no error.
/// </summary>
internal sealed partial class CallRetry(
    IOptions<RetailClientOptions> options, TimeProvider clock, ILogger<CallRetry> logger) : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, bool> _idempotent = new();
    private readonly RetryDelays _delays = new(options.Value.RetrySeed);

    public Task Invoke(IOutgoingGrainCallContext context) =>
        IsOfAGrain(context)
            ? context.Invoke()
            : InvokeUntilAnswered(context, _idempotent.GetOrAdd(context.InterfaceMethod, IsIdempotent));

    private async Task InvokeUntilAnswered(IOutgoingGrainCallContext context, bool isIdempotent)
    {
        var started = clock.GetTimestamp();
        var cancellation = context.Request.GetCancellationToken();
        var arguments = isIdempotent ? RepeatedCall.ArgumentsOf(context.Request) : [];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt > 1)
                {
                    RepeatedCall.Begin(context.TargetId, context.MethodName, arguments);
                }

                await context.Invoke();
                return;
            }
            catch (Exception error) when (IsLost(error) && !cancellation.IsCancellationRequested)
            {
                var delay = _delays.Next(attempt);
                if (!isIdempotent || clock.GetElapsedTime(started) + delay >= options.Value.RetryFor)
                {
                    if (error is OperationCanceledException)
                    {
                        throw new TimeoutException($"The cluster has given up {context.InterfaceName}.{context.MethodName}", error);
                    }

                    throw;
                }

                LogAgain(error, context.InterfaceName, context.MethodName, attempt);
                await Task.Delay(delay, clock, cancellation);
            }
        }
    }

    // In a process that is a silo too, grains call one another through the same filters; they know themselves what to do.
    private static bool IsOfAGrain(IOutgoingGrainCallContext context) =>
        context.SourceId is { } source && !source.IsClient();

    private static bool IsIdempotent(MethodInfo method) =>
        method.IsDefined(typeof(IdempotentAttribute), inherit: false) ||
        method.DeclaringType?.IsDefined(typeof(IdempotentAttribute), inherit: false) == true;

    // A time-out or a rejection says that the answer is not there, and nothing of what became of the call; so does a silo
    // that cancels the search for a grain, its directory having been on a silo that died. What is full has other errors,
    // and is left alone.
    private static bool IsLost(Exception error) => error
        is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException
        or OperationCanceledException;

    [LoggerMessage(LogLevel.Debug, "{Interface}.{Method} is called again after attempt {Attempt}")]
    private partial void LogAgain(Exception error, string @interface, string method, int attempt);
}
