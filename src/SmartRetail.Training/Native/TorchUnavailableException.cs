namespace SmartRetail.Training.Native;

/// <summary>This machine cannot load libtorch; the message says what would help.</summary>
public sealed class TorchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
