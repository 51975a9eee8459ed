namespace SmartRetail.Contracts.Access;

/// <summary>A call was made for nobody who can be believed, or for somebody to whom the store is closed. Nothing was done.</summary>
[GenerateSerializer, Alias("CallRefusedException")]
public sealed class CallRefusedException(string message) : Exception(message);
