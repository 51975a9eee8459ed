using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Audit;
using SmartRetail.Recommender.Audit;

namespace SmartRetail.Grains.Access;

/// <summary>
/// Lets a call reach a grain when its sealed caller may reach the grain's store, and puts administrative acts on the audit trail
/// before they are done. That the web tier has checked the same is no reason to rely on it: whoever reaches a silo's gateway can
/// call any grain.
/// </summary>
internal sealed partial class StoreWall(CallerSeal seal, IAuditTrail trail, ILogger<StoreWall> logger) : IIncomingGrainCallFilter
{
    /// <summary>What the runtime names the interface by which a timer calls its grain; the type itself is internal.</summary>
    private const string TimerInterface = "IGrainTimerInvoker";

    /// <summary>Whom each grain is open to. The runtime's own have no place here.</summary>
    internal static readonly FrozenDictionary<GrainType, GrainReach> Reaches = new Dictionary<string, GrainReach>
    {
        ["customer"] = GrainReach.CustomerOfStore,
        ["recommendation"] = GrainReach.CustomerOfStore,
        ["catalog"] = GrainReach.Store,
        ["import"] = GrainReach.Store,
        ["store"] = GrainReach.Store,
        ["attribution"] = GrainReach.Store,
        ["privacy"] = GrainReach.Store,
        ["retention"] = GrainReach.Store,
        ["retraining"] = GrainReach.Store,
        ["storefront"] = GrainReach.Store,
        ["model-trainer"] = GrainReach.Store,
        ["model-registry"] = GrainReach.Store,
        ["operations"] = GrainReach.Cluster,
        ["api-keys"] = GrainReach.Cluster,
        ["audit"] = GrainReach.AnyStore,
        ["training-worker"] = GrainReach.AnyStore,
    }.ToFrozenDictionary(reach => GrainType.Create(reach.Key), reach => reach.Value);

    private readonly ConcurrentDictionary<MethodInfo, AuditedAttribute?> _audited = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        // The runtime's own, which silos call one another on, and a grain's own timer, which is nobody's call. Its request is made
        // in the silo alone: no message from elsewhere can be one.
        var target = context.TargetId;
        if (target.IsSystemTarget() || IsTimer(context, target))
        {
            return context.Invoke();
        }

        var reach = Reaches.GetValueOrDefault(target.Type, GrainReach.AnyStore);
        var isFromOutside = context.SourceId is not { } source || source.IsClient();
        if ((isFromOutside ? seal.ReadFresh() : seal.Read()) is not { } caller || !MayReach(caller, reach, target.Key))
        {
            LogRefused(context.InterfaceName, context.MethodName);
            return Task.FromException(new CallRefusedException(
                $"{context.InterfaceName}.{context.MethodName}: the call is made for nobody to whom the grain is open"));
        }

        return isFromOutside && reach != GrainReach.CustomerOfStore
            && _audited.GetOrAdd(context.InterfaceMethod, static method => method.GetCustomAttribute<AuditedAttribute>()) is { } audited
                ? InvokeAudited(context, caller, audited, reach == GrainReach.Store ? target.Key.ToString() : null)
                : context.Invoke();
    }

    private static bool IsTimer(IIncomingGrainCallContext context, GrainId target) =>
        context.SourceId == target && context.InterfaceName == TimerInterface;

    private static bool MayReach(Caller caller, GrainReach reach, IdSpan key) => reach switch
    {
        GrainReach.CustomerOfStore => caller.Covers(RetailGrains.ReadStore(key.AsSpan())),
        GrainReach.Store => caller.Covers(key.AsSpan()),
        GrainReach.Cluster => caller.IsForAllStores,
        _ => true,
    };

    // On the trail first: what cannot be put there is not done.
    private async Task InvokeAudited(
        IIncomingGrainCallContext context, Caller caller, AuditedAttribute audited, string? store)
    {
        var subject = audited.Subject < 0 ? "" : Describe(context.Request.GetArgument(audited.Subject));
        var entry = new AuditEntry(
            caller.Name,
            audited.Act,
            store,
            subject.Length > AuditEntry.MaxSubject ? subject[..AuditEntry.MaxSubject] : subject);
        await trail.AppendAsync(entry, context.Request.GetCancellationToken());
        try
        {
            await context.Invoke();
        }
        catch
        {
            await trail.AppendAsync(entry with { Act = $"{audited.Act}.failed" }, CancellationToken.None);
            throw;
        }
    }

    // Of several, how many there are comes first: not all of their names may fit.
    private static string Describe(object? subject)
    {
        if (subject is string or not IEnumerable)
        {
            return subject?.ToString() ?? "";
        }

        var several = ((IEnumerable)subject).Cast<object>().ToList();
        return $"{several.Count}: {string.Join(", ", several)}";
    }

    [LoggerMessage(LogLevel.Warning, "A call of {Interface}.{Method} was refused: it is made for nobody to whom the grain is open")]
    private partial void LogRefused(string? @interface, string? method);
}
