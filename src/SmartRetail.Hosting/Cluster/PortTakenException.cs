namespace SmartRetail.Hosting.Cluster;

/// <summary>A port that was asked for is in use.</summary>
public sealed class PortTakenException(string message, Exception inner) : Exception(message, inner);
