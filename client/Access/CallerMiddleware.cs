using Microsoft.AspNetCore.Http;

namespace SmartRetail.Client.Access;

/// <summary>Lets the grain calls of a request say whose key it came with.</summary>
internal static class CallerMiddleware
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<ApiKey>() is { } key)
        {
            CallerFlow.Begin(key.Caller);
        }

        await next(context);
    }
}
