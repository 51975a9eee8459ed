using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Storage;

/// <summary>How settings lie in their table. Equal settings are equal texts, and what is not said is left out.</summary>
internal static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(StoreSettings settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>Whether both say the same.</summary>
    public static bool AreEqual(StoreSettings left, StoreSettings right) => Write(left) == Write(right);

    public static StoreSettings Read(string json) => JsonSerializer.Deserialize<StoreSettings>(json, Options)!;
}
