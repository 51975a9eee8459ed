using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage;

/// <summary>How a product lies in the catalog's history.</summary>
internal static class ProductJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(Product product) => JsonSerializer.Serialize(product, Options);

    public static Product Read(string json) => JsonSerializer.Deserialize<Product>(json, Options)!;
}
