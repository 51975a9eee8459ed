namespace SmartRetail.Recommender.Models;

/// <summary>The key file of models is missing or no key file: nothing can be sealed or opened until it is there.</summary>
public sealed class ModelKeysException(string message, Exception? inner = null) : Exception(message, inner);
