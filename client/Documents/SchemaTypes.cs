using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SmartRetail.Client.Documents;

/// <summary>
/// Gives schemas what the exporter cannot see: it knows no type behind our converters for numbers and times, and takes a
/// body's required member for one that may be null, since it is read as such to say what is missing.
/// </summary>
internal static class SchemaTypes
{
    public static Task Complete(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (Find(type) is { } known)
        {
            schema.Type = known;
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary)
        {
            schema.AdditionalProperties = DescribeValues(context.JsonTypeInfo) ?? schema.AdditionalProperties;
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true)
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    private static JsonSchemaType? Find(Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        JsonSchemaType? found = (underlying ?? type) switch
        {
            { } number when number == typeof(double) => JsonSchemaType.Number,
            { } time when time == typeof(DateTimeOffset) => JsonSchemaType.String,
            _ => null,
        };
        return underlying is null ? found : found | JsonSchemaType.Null;
    }

    private static OpenApiSchema? DescribeValues(JsonTypeInfo dictionary)
    {
        var element = dictionary.ElementType!;
        if (element == typeof(double))
        {
            return new() { Type = JsonSchemaType.Number, Format = "double" };
        }

        var inner = dictionary.Options.GetTypeInfo(element);
        return inner.Kind == JsonTypeInfoKind.Dictionary
            ? new() { Type = JsonSchemaType.Object, AdditionalProperties = DescribeValues(inner) }
            : null;
    }
}
