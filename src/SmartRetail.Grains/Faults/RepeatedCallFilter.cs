using SmartRetail.Contracts.Calls;

namespace SmartRetail.Grains.Faults;

/// <summary>Before all other filters: a call that is made again has its arguments, whatever became of the attempt before it.</summary>
internal sealed class RepeatedCallFilter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        RepeatedCall.Restore(context.TargetId, context.Request);
        return context.Invoke();
    }
}
