using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace SmartRetail.UnitTests.Api;

/// <summary>Stands between the API and the grains, and notes of every call whether its caller can give it up.</summary>
public class CallWatch : DispatchProxy
{
    private object _target = null!;

    private ConcurrentQueue<WatchedCall> _calls = null!;

    /// <summary>Returns grains whose calls are noted.</summary>
    public static IGrainFactory Of(IGrainFactory grains, ConcurrentQueue<WatchedCall> calls) =>
        (IGrainFactory)(object)Wrap(typeof(IGrainFactory), grains, calls);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (args?.OfType<CancellationToken>().FirstOrDefault() is { } token && !_target.GetType().IsAssignableTo(typeof(IGrainFactory)))
        {
            _calls.Enqueue(new($"{method.DeclaringType!.Name}.{method.Name}", token.CanBeCanceled));
        }

        try
        {
            var result = method.Invoke(_target, args);
            return method.Name == nameof(IGrainFactory.GetGrain) ? Wrap(method.ReturnType, result!, _calls) : result;
        }
        catch (TargetInvocationException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }

    private static CallWatch Wrap(Type contract, object target, ConcurrentQueue<WatchedCall> calls)
    {
        var proxy = (CallWatch)Create(contract, typeof(CallWatch));
        (proxy._target, proxy._calls) = (target, calls);
        return proxy;
    }
}

/// <summary>A call of a grain, and whether it was given a token that its caller can cancel.</summary>
public sealed record WatchedCall(string Method, bool CanBeCancelled);
