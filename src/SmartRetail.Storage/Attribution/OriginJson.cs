using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Storage.Attribution;

/// <summary>How what a list was made from lies in its row.</summary>
internal static class OriginJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new ContinuationConverter() },
    };

    public static string? Write(ListOrigin? origin) => origin is null ? null : JsonSerializer.Serialize(origin, Options);

    public static ListOrigin? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<ListOrigin>(json, Options);

    private sealed class ContinuationConverter : JsonConverter<ListContinuation>
    {
        public override ListContinuation Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            ListContinuation.TryParse(reader.GetString(), out var continuation)
                ? continuation
                : throw new JsonException("is no continuation of a list");

        public override void Write(Utf8JsonWriter writer, ListContinuation value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToText());
    }
}
