using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmartRetail.Client.Problems;

/// <summary>Turns what went wrong into an answer: problem details for programs, a short page for a browser.</summary>
internal sealed partial class ProblemWriter(ILogger<ProblemWriter> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = ProblemTable.For(exception, httpContext);
        if (problem is null)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        Log(exception, problem, httpContext);
        await WriteAsync(problem, httpContext);
        return true;
    }

    /// <summary>Gives a bare status its text.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context) => WriteAsync(
        ProblemTable.ForStatus(context.HttpContext.Response.StatusCode), context.HttpContext);

    private static Task WriteAsync(Problem problem, HttpContext context) =>
        WantsPage(context.Request)
            ? PlainPage.Message(problem.Status, problem.Title, problem.Detail).ExecuteAsync(context)
            : problem.ExecuteAsync(context);

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/v1")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private void Log(Exception exception, Problem problem, HttpContext context)
    {
        switch (problem.Status)
        {
            case StatusCodes.Status500InternalServerError:
                LogUnhandled(exception, context.Request.Method, RoutePattern(context));
                break;
            case StatusCodes.Status503ServiceUnavailable:
                LogUnavailable(exception, context.Request.Method, RoutePattern(context));
                break;
        }
    }

    // The path holds a customer's id, which logs must not; the route does not.
    private static string RoutePattern(HttpContext context) =>
        context.GetEndpoint()?.DisplayName ?? "no route";

    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    private partial void LogUnhandled(Exception exception, string method, string route);

    [LoggerMessage(LogLevel.Warning, "{Method} {Route} was answered with 503: the cluster could not answer")]
    private partial void LogUnavailable(Exception exception, string method, string route);
}
