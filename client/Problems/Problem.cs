using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Problems;

/// <summary>A refusal as the caller sees it: RFC 9457 problem details.</summary>
/// <param name="Kind">The last part of the problem's type, for programs to tell problems apart.</param>
internal sealed record Problem(int Status, string Kind, string Title, string Detail) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>The most field errors that are listed.</summary>
    public const int MaxErrors = 100;

    public ImmutableArray<FieldError> Errors { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the caller needs beyond the sentence; null for most problems.</summary>
    public object? Outcome { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            response.Headers[HeaderNames.RetryAfter] =
                Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        // Not by WriteAsJsonAsync, which ends with the request's own token: that is cancelled where the problem is that the
        // request took too long.
        response.ContentType = ContentType;
        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(ToBody(httpContext), ApiJson.Writing), CancellationToken.None);
    }

    private ProblemBody ToBody(HttpContext httpContext) => new(
        $"{httpContext.Request.PathBase}{ProblemKind.Path}/{Kind}",
        Title,
        Status,
        Detail,
        httpContext.Request.Path.Value,
        TraceIdOf(httpContext),
        Errors.IsEmpty
            ? null
            : Errors.Take(MaxErrors)
                .GroupBy(error => error.Field, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(
                    field => field.Key,
                    field => field.Select(error => error.Reason).ToImmutableArray(),
                    StringComparer.Ordinal),
        Outcome);

    // Requests have traces of their own only where those go somewhere; else it is the caller's that is gone on with.
    private static string TraceIdOf(HttpContext httpContext)
    {
        if (Activity.Current?.Id is { } id)
        {
            return id;
        }

        using var trace = new Activity("problem");
        var headers = httpContext.Request.Headers;
        if (ActivityContext.TryParse(headers.TraceParent, headers.TraceState, out var caller))
        {
            trace.SetParentId(caller.TraceId, caller.SpanId, caller.TraceFlags);
        }

        return trace.Start().Id!;
    }
}
