namespace SmartRetail.Contracts;

/// <summary>
/// Says that making the same call twice does no more than making it once: whoever did not get the answer may make it
/// again. On an interface it holds for every method.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class IdempotentAttribute : Attribute;
