using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Reads and writes ISO 8601 times in UTC. A time without an offset is refused: it would mean whatever zone the server runs in.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int DateLength = 10;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var instant))
        {
            throw new JsonException();
        }

        var text = reader.GetString()!;
        var hasOffset = text.EndsWith('Z') || text.AsSpan(Math.Min(DateLength, text.Length)).ContainsAny('+', '-');
        return hasOffset ? instant.ToUniversalTime() : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
