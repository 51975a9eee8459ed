using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Access;

namespace SmartRetail.Storage.Access;

/// <summary>How what a key opens lies in its row. When it ends is a column of its own, which a rotation changes.</summary>
internal static class ApiKeyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(ApiKeyGrant grant) => JsonSerializer.Serialize(grant with { ExpiresAt = null }, Options);

    public static ApiKeyGrant Read(string json, DateTimeOffset? expiresAt) =>
        JsonSerializer.Deserialize<ApiKeyGrant>(json, Options)! with { ExpiresAt = expiresAt };
}
