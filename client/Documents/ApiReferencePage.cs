using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace SmartRetail.Client.Documents;

/// <summary>The browsable API reference. It loads nothing from elsewhere: a cluster may have no way out.</summary>
internal static class ApiReferencePage
{
    public static void MapApiReference(this IEndpointRouteBuilder endpoints) => endpoints.MapScalarApiReference(
        "/api",
        options => options
            .WithTitle("SmartRetail API")
            .WithOpenApiRoutePattern(ApiDocument.Route)
            .AddDocument(ApiDocument.Name)
            .AddPreferredSecuritySchemes([ApiDocument.KeyScheme])
            .HideDeveloperTools()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp());
}
