using Orleans.Runtime;
using SmartRetail.Contracts.Access;

namespace SmartRetail.ClusterTests.Access;

/// <summary>Calls that say for whom they are made in their own way, or do not.</summary>
internal static class ForgedCalls
{
    private static readonly AsyncLocal<Claim?> Flow = new();

    /// <summary>From here on the flow's calls carry the text as their seal; null for none.</summary>
    public static void Begin(string? text) => Flow.Value = new(text);

    private sealed record Claim(string? Text);

    /// <summary>Has the last word, after the process's own stamp.</summary>
    internal sealed class Filter : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (Flow.Value is { Text: { } text })
            {
                RequestContext.Set(CallerSeal.ContextKey, text);
            }
            else if (Flow.Value is not null)
            {
                RequestContext.Remove(CallerSeal.ContextKey);
            }

            return context.Invoke();
        }
    }
}
