namespace SmartRetail.Storage.Sealing;

/// <summary>The key file of customers is missing, is none, or does not open the keys that the database has.</summary>
public sealed class CustomerKeysException(string message, Exception? inner = null) : Exception(message, inner);
