namespace SmartRetail.Contracts.Models;

/// <summary>A version, and the epoch of the seal that the registry knows for it: an older seal is not accepted in its place.</summary>
[GenerateSerializer, Immutable, Alias("ModelRelease")]
public readonly record struct ModelRelease([property: Id(0)] ModelVersion Version, [property: Id(1)] long Epoch = 0);
