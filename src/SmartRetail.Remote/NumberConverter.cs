using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartRetail.Remote;

/// <summary>Reads null as NaN: JSON has no number for a metric of nothing, and the API writes null for it.</summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
