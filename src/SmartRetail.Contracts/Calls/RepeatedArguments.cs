using Orleans.Runtime;

namespace SmartRetail.Contracts.Calls;

/// <summary>The arguments of a call that is made again.</summary>
/// <param name="Grain">Whom it is for: what the grain calls in its turn is another call.</param>
/// <param name="Values">In the method's order; null for a cancellation token.</param>
[GenerateSerializer, Immutable, Alias("RepeatedArguments")]
internal sealed record RepeatedArguments(
    [property: Id(0)] GrainId Grain, [property: Id(1)] string Method, [property: Id(2)] object?[] Values);
