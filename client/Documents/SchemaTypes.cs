using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SmartRetail.Client.Problems;

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

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(NullableValuesAttribute), inherit: false) == true)
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null };
        }

        // A type that is nullable in one place would allow null in every place that refers to it.
        if (type.IsEnum || Nullable.GetUnderlyingType(type)?.IsEnum == true)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(Nullable.GetUnderlyingType(type) ?? type).Select(name => JsonValue.Create(name))];
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Required is not null)
        {
            schema.Required.IntersectWith(MembersThatMustBeThere(context.JsonTypeInfo));
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true)
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes null from the members of bodies that must be there and refer to another schema.</summary>
    public static Task RequireMembers(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var body in (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            .Where(schema => schema.Key.EndsWith("Body", StringComparison.Ordinal))
            .Select(schema => schema.Value))
        {
            foreach (var name in body.Required ?? new HashSet<string>())
            {
                if (body.Properties![name].OneOf is [{ Type: JsonSchemaType.Null }, { } other])
                {
                    body.Properties[name] = other;
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// A body's are those that say so; its others may be left out, though its constructor takes them. An answer has all members
    /// but those that are left out when they are null.
    /// </summary>
    private static IEnumerable<string> MembersThatMustBeThere(JsonTypeInfo type)
    {
        var isBody = type.Type.Name.EndsWith("Body", StringComparison.Ordinal) && type.Type != typeof(ProblemBody);
        return type.Properties
            .Where(property => property.AttributeProvider is { } member
                && (isBody
                    ? member.IsDefined(typeof(RequiredAttribute), inherit: false)
                    : !member.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).OfType<JsonIgnoreAttribute>()
                        .Any(ignored => ignored.Condition == JsonIgnoreCondition.WhenWritingNull)))
            .Select(property => property.Name);
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
