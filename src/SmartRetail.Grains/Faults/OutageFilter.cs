using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Faults;

/// <summary>Tells every grain's callers of an absent database in one way, which they know: the contract's exception.</summary>
internal sealed class OutageFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (Outage.Is(error))
        {
            throw new UnavailableException(
                "The database cannot be reached now", (error as LogUnavailableException)?.RetryAfter ?? Outage.RetryAfter);
        }
    }
}
