using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Documents;

/// <summary>What the OpenAPI document says beyond routes and schemas: scopes, examples, and how requests fail.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public const string Route = "/openapi/{documentName}.json";

    /// <summary>The name of the scheme that sends a key.</summary>
    public const string KeyScheme = "apiKey";

    private const string Json = "application/json";

    private static readonly int[] UsualProblems =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound,
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status503ServiceUnavailable,
    ];

    private static readonly int[] BodyProblems =
    [
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType,
    ];

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(SchemaTypes.Complete);
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
                + "refused. Errors are problem details (RFC 9457). After 503, send the same request again when the time "
                + "in Retry-After has passed; after 429 too, which says that the key has come to its limits.",
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
            && operation.Responses?["200"].Content?.TryGetValue(Json, out var answered) == true)
        {
            answered.Example = JsonNode.Parse(answer.Json);
        }

        var problem = await ReferToProblemAsync(context, cancellationToken);
        var statuses = UsualProblems
            .Concat(operation.RequestBody is null ? [] : BodyProblems)
            .Concat(metadata.OfType<ProblemMetadata>().Select(more => more.Status));
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = status == StatusCodes.Status409Conflict
                    ? "The state does not allow it"
                    : ProblemTable.ForStatus(status).Title,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = problem },
                },
            };
        }
    }

    private static async Task<OpenApiSchemaReference> ReferToProblemAsync(
        OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken);
        context.Document!.AddComponent(nameof(ProblemBody), schema);
        return new(nameof(ProblemBody), context.Document);
    }
}
