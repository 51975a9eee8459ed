using System.Text.Json.Serialization;

namespace SmartRetail.LoadTests.Calls;

/// <summary>What is read of the API's answers.</summary>
internal static class HttpAnswers
{
    internal sealed record ListedProduct(string Product);

    internal sealed record List(string? RecommendationId, long ProfileVersion, string? Tier, ListedProduct[] Products);

    internal sealed record Page(StoreProduct[] Products);

    internal sealed record Recorded(int Accepted, int Duplicates, Dictionary<string, long> Profiles);

    internal sealed record Merged(long ProfileVersion);

    internal sealed record Profile(long Version);
}

/// <summary>Written by the compiler: reading answers must cost less than making them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HttpAnswers.List))]
[JsonSerializable(typeof(HttpAnswers.Page))]
[JsonSerializable(typeof(HttpAnswers.Recorded))]
[JsonSerializable(typeof(HttpAnswers.Merged))]
[JsonSerializable(typeof(HttpAnswers.Profile))]
internal sealed partial class HttpAnswersContext : JsonSerializerContext;
