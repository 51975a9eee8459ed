using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;

namespace SmartRetail.Client.Documents;

/// <summary>What the OpenAPI document says beyond routes and schemas: scopes, examples, and how requests fail.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public const string Route = "/openapi/{documentName}.json";

    /// <summary>The name of the scheme that sends a key.</summary>
    public const string KeyScheme = "apiKey";

    private const string Json = "application/json";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(SchemaTypes.Complete);
        options.AddDocumentTransformer(DocumentTags.Describe);
        options.AddDocumentTransformer(SchemaTypes.RequireMembers);
    }

    private static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "SmartRetail API",
            Version = Name,
            Description =
                "Record what customers do and ask what to show them: the next answer reflects the last click.\n\n"
                + "JSON in camelCase; enums are names; times are ISO 8601 in UTC; unknown fields and parameters are "
                + "refused. Errors are problem details (RFC 9457), whose `type` leads to a page about their kind. After 503, send the "
                + "same request again when the time in Retry-After has passed; after 429 too, which says that the key has come to "
                + "its limits. Answers with an ETag can be asked for with "
                + "If-None-Match.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key. Each operation names the scope that the key needs.",
        };
        return Task.CompletedTask;
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ScopeMetadata>().LastOrDefault()?.Scope.ToText() is { } scope)
        {
            var needs = $"Needs a key with the scope `{scope}`."
                + (metadata.OfType<OpenToPagesMetadata>().Any() ? " A page may call it with a public key." : "");
            operation.Description = operation.Description is null ? needs : $"{operation.Description}\n\n{needs}";
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [scope] },
            ];
        }

        if (metadata.OfType<ExampleMetadata>().LastOrDefault() is { } example
            && operation.RequestBody?.Content?.TryGetValue(Json, out var body) == true)
        {
            body.Example = JsonNode.Parse(example.Json);
        }

        if (metadata.OfType<AnswerMetadata>().LastOrDefault() is { } answer
            && operation.Responses?.Where(response => response.Key[0] == '2').Select(response => response.Value.Content)
                .FirstOrDefault()?.Values.FirstOrDefault() is { } answered)
        {
            answered.Example = JsonNode.Parse(answer.Json);
        }

        await DocumentProblems.AddAsync(operation, context, cancellationToken);
    }
}
