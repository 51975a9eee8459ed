namespace SmartRetail.Storage.Sealing;

/// <summary>Whose key it is: one customer's of one store.</summary>
internal readonly record struct KeyOwner(string Store, string Customer);
