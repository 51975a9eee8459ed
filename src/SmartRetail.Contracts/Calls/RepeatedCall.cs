using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SmartRetail.Contracts.Calls;

/// <summary>
/// Brings the arguments of a call that is made again to the grain. Inside a process all attempts are one and the same request, and
/// the runtime clears it when the grain has done with any of them: one that was given up and goes on would leave the next without
/// arguments. So they travel beside it, in the call's <see cref="RequestContext"/>.
/// </summary>
public static class RepeatedCall
{
    private const string ContextKey = "repeated-call";

    /// <summary>Returns what a request holds; before its first attempt, for afterwards it may be gone.</summary>
    public static object?[] ArgumentsOf(IInvokable request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var count = request.GetArgumentCount();
        if (count == 0)
        {
            return [];
        }

        var arguments = new object?[count];
        for (var at = 0; at < count; at++)
        {
            // A token has its own way, and needs none in an attempt that nobody waits for any more.
            var argument = request.GetArgument(at);
            arguments[at] = argument is CancellationToken ? null : argument;
        }

        return arguments;
    }

    /// <summary>From here on, calls of this flow to the grain's method carry the arguments, until <see cref="End"/>.</summary>
    public static void Begin(GrainId grain, string method, object?[] arguments) =>
        RequestContext.Set(ContextKey, new RepeatedArguments(grain, method, arguments));

    public static void End() => RequestContext.Remove(ContextKey);

    /// <summary>Gives a request the arguments that came beside it, if any did; what the grain calls in its turn does not carry them on.</summary>
    public static void Restore(GrainId grain, IInvokable request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RequestContext.Get(ContextKey) is not RepeatedArguments carried)
        {
            return;
        }

        End();
        if (carried.Grain != grain || carried.Method != request.GetMethodName())
        {
            return;
        }

        for (var at = 0; at < carried.Values.Length; at++)
        {
            // What was null is so in a request that was cleared too.
            if (carried.Values[at] is { } argument)
            {
                request.SetArgument(at, argument);
            }
        }
    }
}
