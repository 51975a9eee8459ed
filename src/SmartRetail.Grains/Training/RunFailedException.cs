namespace SmartRetail.Grains.Training;

/// <summary>A run cannot come to a model; the message says why, in one sentence.</summary>
internal sealed class RunFailedException(string message) : Exception(message);
