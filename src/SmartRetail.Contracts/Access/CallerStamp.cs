namespace SmartRetail.Contracts.Access;

/// <summary>
/// Lets each call say for whom it is made. In a silo what is done for somebody keeps that caller, from grain to grain; its
/// services, timers and reminders call for the platform.
/// </summary>
public sealed class CallerStamp(CallerSeal seal) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceId is { } source && !source.IsClient())
        {
            if (!CallerSeal.IsSet)
            {
                seal.Set(Caller.Platform);
            }
        }
        else
        {
            // Each time, for a page's timer outlives a seal.
            seal.Set(CallerFlow.Current ?? Caller.Platform);
        }

        return context.Invoke();
    }
}
