using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Path values as the caller encoded them. The server decodes a path except for %2F, so that the ids <c>a/b</c> and
/// <c>a%2Fb</c> would become one.
/// </summary>
internal static class RoutePath
{
    /// <summary>Returns the path value, decoded once.</summary>
    public static string ReadValue(HttpContext context, string name)
    {
        var routed = context.GetRouteValue(name) as string ?? "";
        if (!routed.Contains('%', StringComparison.Ordinal)
            || context.GetEndpoint() is not RouteEndpoint endpoint
            || ReadRaw(context, endpoint.RoutePattern, name) is not { } raw)
        {
            return routed;
        }

        // Only what routing and authorization saw may be taken: dot segments could make the raw path another one.
        var decoded = Uri.UnescapeDataString(raw);
        return string.Equals(Unslash(decoded), Unslash(routed), StringComparison.Ordinal) ? decoded : routed;
    }

    private static string? ReadRaw(HttpContext context, RoutePattern pattern, string name)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0].TrimEnd('/');
        var segments = path.Split('/');
        for (var i = 0; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart part] && part.Name == name)
            {
                var fromEnd = pattern.PathSegments.Count - i;
                return fromEnd <= segments.Length ? segments[^fromEnd] : null;
            }
        }

        return null;
    }

    private static string Unslash(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
