namespace SmartRetail.LoadTests.Clusters;

/// <summary>What was asked for cannot begin, for a reason outside this program: told in one line.</summary>
internal sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
