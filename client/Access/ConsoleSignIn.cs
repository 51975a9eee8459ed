using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Access;

/// <summary>
/// Signs an operator in to the console with a key, which travels in a form's body and never in an address. The console
/// shows every store, so the key must be for all of them.
/// </summary>
internal static class ConsoleSignIn
{
    private const string Home = "/console";

    private const string KeyField = "key";

    private const string ReturnParameter = "ReturnUrl";

    public static void MapConsoleSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ConsolePolicy.SignInPath, Show).ExcludeFromDescription();
        endpoints.MapPost(ConsolePolicy.SignInPath, SignInAsync).ExcludeFromDescription();
        endpoints.MapPost(ConsolePolicy.SignOutPath, SignOutAsync).ExcludeFromDescription();
    }

    private static IResult Show(HttpContext context, IAntiforgery antiforgery) =>
        Form(context, antiforgery, refused: null);

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, ApiKeyRing keys, SignInGuard guard)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Form(context, antiforgery, "The form was too old. Please try again.");
        }

        var address = KeyLimits.ToNetwork(context.Connection.RemoteIpAddress);
        if (guard.FindWait(address) is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Form(
                context,
                antiforgery,
                $"Too many wrong keys. Please come again in {seconds} seconds.",
                StatusCodes.Status429TooManyRequests);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var principal = keys.Find(form[KeyField].ToString().Trim())?.ToPrincipal(ConsolePolicy.Scheme);
        if (principal is null)
        {
            guard.NoteWrong(address);
            return Form(context, antiforgery, "This key is not known.");
        }

        if (!IsForConsole(principal))
        {
            return Form(context, antiforgery, "The console needs a key with the scope 'operate' for all stores.");
        }

        guard.NoteRight(address);
        await context.SignInAsync(ConsolePolicy.Scheme, principal);
        return Results.LocalRedirect("~" + ReadReturnPath(context.Request));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ProblemTable.ForStatus(StatusCodes.Status400BadRequest);
        }

        await context.SignOutAsync(ConsolePolicy.Scheme);
        return Results.LocalRedirect("~" + ConsolePolicy.SignInPath);
    }

    public static bool IsForConsole(ClaimsPrincipal principal) =>
        ApiKey.Has(principal, Scope.Operate) && ApiKey.Covers(principal, store: null);

    private static IResult Form(
        HttpContext context,
        IAntiforgery antiforgery,
        string? refused,
        int refusal = StatusCodes.Status400BadRequest)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var action = context.Request.PathBase + ConsolePolicy.SignInPath + QueryString.Create(ReturnParameter, ReadReturnPath(context.Request));
        var notice = refused is null ? "" : $"<p class=\"refused\" role=\"alert\">{WebUtility.HtmlEncode(refused)}</p>";
        var status = refused is null ? StatusCodes.Status200OK : refusal;
        return PlainPage.Render(
            status,
            "Operator console",
            $"""
            {notice}
            <form method="post" action="{WebUtility.HtmlEncode(action)}">
            <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            <input type="text" name="username" value="operator" autocomplete="username" hidden>
            <label for="{KeyField}">Key with the scope "operate"</label>
            <input id="{KeyField}" name="{KeyField}" type="password" autocomplete="current-password" required autofocus>
            <button type="submit">Sign in</button>
            </form>
            """);
    }

    /// <summary>Where to go after the sign-in: a page of the console, and never another site.</summary>
    private static string ReadReturnPath(HttpRequest request)
    {
        var address = request.Query[ReturnParameter].ToString();
        var isBelow = new PathString(address.StartsWith('/') ? address : "/").StartsWithSegments(request.PathBase, out var below);
        var path = isBelow ? below.Value! : address;
        return path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal)
            || path.StartsWith(Home + "?", StringComparison.Ordinal)
            ? path
            : Home;
    }
}
