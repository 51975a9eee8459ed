using System.Collections.Immutable;
using SmartRetail.Recommender.Models;

namespace SmartRetail.UnitTests.Partitions;

internal static class ScriptedManifest
{
    public static ModelManifest Of(int version, int items, int dimensions) => new()
    {
        Version = version,
        Store = "tests",
        Architecture = "scripted",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Items = items,
        Dimensions = dimensions,
        MaxLength = 50,
        HyperParameters = ImmutableSortedDictionary<string, double>.Empty,
        DataFingerprint = "",
        Counts = ImmutableSortedDictionary<string, long>.Empty,
        Metrics = ImmutableSortedDictionary<string, double>.Empty,
        Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
        Sha256 = ImmutableSortedDictionary<string, string>.Empty,
    };
}
