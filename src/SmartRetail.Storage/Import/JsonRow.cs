using System.Text.Json;
using SmartRetail.Contracts;

namespace SmartRetail.Storage.Import;

/// <summary>Reads one JSON object to a row; members that are not known are refused, as the HTTP API does.</summary>
internal static class JsonRow
{
    /// <summary>Returns null for a blank line.</summary>
    public static ImportRow? Parse(long line, string text, FieldNames names)
    {
        var json = text.AsSpan().Trim("\uFEFF \t\r");
        if (json.IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text.AsMemory().Trim("\uFEFF \t\r"));
            return Read(line, text, document.RootElement, names);
        }
        catch (JsonException error)
        {
            return Bad(line, text, new("row", $"is not JSON at byte {error.BytePositionInLine}"));
        }
    }

    private static ImportRow Read(long line, string text, JsonElement row, FieldNames names)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return Bad(line, text, new("row", "is not a JSON object"));
        }

        var fields = new string?[names.Count];
        var attributes = new List<KeyValuePair<string, string>>();
        foreach (var member in row.EnumerateObject())
        {
            var field = names.NumberOf(member.Name);
            if (names.IsAttributes(member.Name) && member.Value.ValueKind == JsonValueKind.Object)
            {
                attributes.AddRange(member.Value.EnumerateObject().Select(
                    attribute => KeyValuePair.Create(attribute.Name, TextOf(attribute.Value) ?? "")));
            }
            else if (field < 0)
            {
                return Bad(line, text, new(member.Name, $"is not one of: {string.Join(", ", names.All)}"));
            }
            else if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                return Bad(line, text, new(member.Name, "must be one value"));
            }
            else
            {
                fields[field] = TextOf(member.Value);
            }
        }

        return new(line, fields) { Text = text, Attributes = attributes };
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static ImportRow Bad(long line, string text, FieldError problem) =>
        new(line, []) { Problem = problem, Text = text };
}
