using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Names an answer by its content, and answers 304 to who has it already. The work of making it is done again; what is saved is
/// sending it, and reading it. Whoever keeps an answer asks each time whether it is still true: there is no time for which a
/// catalog may be wrong.
/// </summary>
internal static class EntityTags
{
    private const int TagBytes = 12;

    public static Task Invoke(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<TaggedMetadata>() is not null
            ? InvokeTagged(context, next)
            : next(context);

    private static async Task InvokeTagged(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK && IsKnown(context, answer))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentType = null;
            context.Response.ContentLength = null;
            return;
        }

        answer.Position = 0;
        await answer.CopyToAsync(body, context.RequestAborted);
    }

    // A tag that the endpoint has set itself, such as a version, is better than the hash. Weak, since the same answer may be sent
    // compressed.
    private static bool IsKnown(HttpContext context, MemoryStream answer)
    {
        var headers = context.Response.Headers;
        if (StringValues.IsNullOrEmpty(headers.ETag))
        {
            var hash = SHA256.HashData(answer.GetBuffer().AsSpan(0, (int)answer.Length));
            headers.ETag = $"W/\"{Convert.ToHexStringLower(hash, 0, TagBytes)}\"";
        }

        headers.CacheControl = "private, no-cache";
        var tag = EntityTagHeaderValue.Parse(headers.ETag.ToString());
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }
}

/// <summary>Says that the endpoint's answers are named by their content.</summary>
internal sealed record TaggedMetadata;

internal static class TaggedConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Lets callers ask with If-None-Match whether an answer that they keep is still true.</summary>
        public TBuilder WithEntityTag() => endpoint.WithMetadata(new TaggedMetadata());
    }
}
