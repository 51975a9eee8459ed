using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Documents;

/// <summary>Says of each operation how it fails: by status, with every kind of problem and an example of it.</summary>
internal static class DocumentProblems
{
    public static async Task AddAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await ReferToSchemaAsync(context, cancellationToken);
        operation.Responses ??= [];
        foreach (var status in KindsOf(operation, context).Select(name => ProblemKind.All[name]).GroupBy(kind => kind.Status))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(", ", status.Select(kind => $"`{kind.Name}`")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new()
                    {
                        Schema = schema,
                        Examples = status.ToDictionary(kind => kind.Name, IOpenApiExample (kind) => ReferToExample(kind, context)),
                    },
                },
            };
        }
    }

    private static IEnumerable<string> KindsOf(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOfStore = context.Description.RelativePath!.Contains("{store}", StringComparison.Ordinal);
        return
        [
            "invalid-request", "unauthorized", "missing-scope", "other-store",
            .. isOfStore ? ["unknown-store", "not-for-pages"] : Array.Empty<string>(),
            .. metadata.OfType<OpenToPagesMetadata>().Any() ? ["other-origin", "other-customer"] : Array.Empty<string>(),
            .. metadata.OfType<ProblemMetadata>().SelectMany(more => more.Kinds),
            .. operation.RequestBody is null ? [] : new[] { "too-large" },
            .. operation.RequestBody?.Content?.ContainsKey("application/json") == true ? ["not-json"] : Array.Empty<string>(),
            "too-many-requests", "internal", "unavailable", "timed-out",
        ];
    }

    private static OpenApiExampleReference ReferToExample(ProblemKind kind, OpenApiOperationTransformerContext context)
    {
        var example = new JsonObject
        {
            ["type"] = $"{ProblemKind.Path}/{kind.Name}",
            ["title"] = kind.Title,
            ["status"] = kind.Status,
            ["detail"] = kind.Meaning,
            ["instance"] = "/" + context.Description.RelativePath!.Split('/')[0],
            ["traceId"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };
        context.Document!.AddComponent(kind.Name, new OpenApiExample { Summary = kind.Meaning, Value = example });
        return new OpenApiExampleReference(kind.Name, context.Document);
    }

    private static async Task<OpenApiSchemaReference> ReferToSchemaAsync(
        OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken);
        context.Document!.AddComponent(nameof(ProblemBody), schema);
        return new(nameof(ProblemBody), context.Document);
    }
}
