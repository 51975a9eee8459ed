using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Says what a field may hold when its JSON could not be read. The serializer tells only where it stopped, so the
/// type is found by walking the path from the body's type.
/// </summary>
internal static class JsonFieldDescriber
{
    private const string Body = "body";

    public static FieldError Describe(Type body, JsonException exception)
    {
        var path = JsonPath.Parse(exception.Path);
        var field = path.IsEmpty ? Body : path.ToString();
        var (type, known) = Find(body, path);

        // The serializer wraps what its tokenizer throws; then the text is not JSON at all.
        if (exception.InnerException is JsonException && exception.LineNumber is { } line)
        {
            var place = string.Create(
                CultureInfo.InvariantCulture,
                $"is not valid JSON at line {line + 1}, byte {exception.BytePositionInLine + 1}");
            return new(field, Allowed(type) is { } allowed ? $"{place}; it {allowed}" : place);
        }

        if (known is { } names)
        {
            return new(field, $"is not a known field; known are: {string.Join(", ", names)}");
        }

        // Duplicates are the one refusal that neither the type nor the token explains.
        return exception.Message.StartsWith("Duplicate property", StringComparison.Ordinal)
            ? new(field, "is given twice")
            : new(field, Allowed(type) ?? "cannot be read");
    }

    /// <summary>Returns the type at the path, or, where a name is unknown, the names that are known there.</summary>
    private static (Type? Type, IEnumerable<string>? Known) Find(Type body, JsonPath path)
    {
        var type = body;
        foreach (var step in path.Steps)
        {
            var contract = ApiJson.Reading.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            if (contract.Kind == JsonTypeInfoKind.Object && step.Name is { } name)
            {
                var property = contract.Properties.FirstOrDefault(candidate => candidate.Name == name);
                if (property is null)
                {
                    return (null, contract.Properties.Select(candidate => candidate.Name));
                }

                type = property.PropertyType;
            }
            else if (contract.ElementType is { } element)
            {
                type = element;
            }
            else
            {
                return (null, null);
            }
        }

        return (type, null);
    }

    private static string? Allowed(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            null => null,
            { IsEnum: true } => $"must be one of: {string.Join(", ", Enum.GetNames(type))}",
            _ when type == typeof(string) => "must be text in quotes",
            _ when type == typeof(bool) => "must be true or false",
            _ when type == typeof(int) => $"must be a whole number from {int.MinValue} to {int.MaxValue}",
            _ when type == typeof(decimal) => "must be a decimal number of at most 28 digits",
            _ when type == typeof(double) => "must be a finite number",
            _ when type == typeof(DateTimeOffset) =>
                "must be an ISO 8601 time with its offset, such as 2026-01-31T09:30:00Z",
            _ => ApiJson.Reading.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable
                ? "must be an array"
                : "must be an object",
        };
    }
}
