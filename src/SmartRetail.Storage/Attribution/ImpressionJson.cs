using System.Collections.Immutable;
using System.Text.Json;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Storage.Attribution;

/// <summary>The arrays of an impression as its row has them.</summary>
internal static class ImpressionJson
{
    public static string Products(Impression impression) =>
        JsonSerializer.Serialize(impression.Products.Select(shown => shown.Product.Value));

    /// <summary>Null where chance had no part, as in nearly all lists.</summary>
    public static string? Propensities(Impression impression) => impression.Products.All(shown => shown.Propensity == 1)
        ? null
        : JsonSerializer.Serialize(impression.Products.Select(shown => shown.Propensity));

    public static string? Explored(Impression impression)
    {
        int[] positions =
        [
            .. Enumerable.Range(1, impression.Products.Length).Where(at => impression.Products[at - 1].IsExplored),
        ];
        return positions.Length == 0 ? null : JsonSerializer.Serialize(positions);
    }

    public static ImmutableArray<ShownProduct> ReadShown(string products, string? propensities, string? explored)
    {
        var chances = propensities is null ? null : JsonSerializer.Deserialize<double[]>(propensities);
        var tried = ReadExplored(explored);
        return
        [
            .. ReadProducts(products).Select((product, at) =>
                new ShownProduct(new(product), chances?[at] ?? 1, tried.Contains(at + 1))),
        ];
    }

    public static IReadOnlyList<string> ReadProducts(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    public static IReadOnlyList<int> ReadExplored(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<int[]>(json)!;
}
