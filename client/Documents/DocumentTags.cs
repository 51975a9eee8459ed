using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SmartRetail.Client.Documents;

/// <summary>What the groups of operations are.</summary>
internal static class DocumentTags
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["Interactions"] = "What customers do, recorded durably and once.",
        ["Recommendations"] = "What to show: to one customer, to everybody, beside a product, on a whole page.",
        ["Customers"] = "What is known of a customer, who signs in, and who a page speaks for.",
        ["Privacy"] = "What customers agree to, and their right to see and to erase what is stored.",
        ["Products"] = "The catalog. A change is answered when every silo holds it.",
        ["Imports"] = "Files of products and interactions, of any length.",
        ["Settings"] = "A store's rules, pins and order.",
        ["Attribution"] = "What lists brought.",
        ["Training runs"] = "Fits of models, one at a time for each store.",
        ["Trained models"] = "Published models, and which one ranks.",
        ["Keys"] = "Who may call; for keys of all stores.",
        ["Audit"] = "Who asked for what administrative act; for keys of all stores.",
        ["Operations"] = "The cluster and its stores; for keys of all stores.",
    };

    public static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = Descriptions.GetValueOrDefault(tag.Name ?? "");
        }

        foreach (var server in document.Servers ?? [])
        {
            server.Url = server.Url?.TrimEnd('/');
        }

        return Task.CompletedTask;
    }
}
