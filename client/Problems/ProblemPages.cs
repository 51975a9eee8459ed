using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SmartRetail.Client.Problems;

/// <summary>A page for each kind of problem: where its type leads whoever follows it.</summary>
internal static partial class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ProblemKind.Path, ListAll).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet(ProblemKind.Path + "/{kind}", Show).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult ListAll() => PlainPage.Render(
        StatusCodes.Status200OK,
        "Problems",
        "<ul>" + string.Concat(ProblemKind.All.Values
            .OrderBy(kind => kind.Status).ThenBy(kind => kind.Name, StringComparer.Ordinal)
            .Select(kind => $"<li>{StatusOf(kind)}<a href=\"problems/{kind.Name}\">{kind.Name}</a></li>")) + "</ul>");

    private static IResult Show(string kind) => ProblemKind.All.TryGetValue(kind, out var known)
        ? PlainPage.Render(
            StatusCodes.Status200OK,
            known.Title,
            $"<p>{StatusOf(known)}<code>{known.Name}</code></p><p>{ToHtml(known.Meaning)}</p><p>{ToHtml(known.Remedy)}</p>"
            + "<p><a href=\"../problems\">All problems</a></p>")
        : PlainPage.Message(StatusCodes.Status404NotFound, "There is no such problem", "This kind of problem is not known.");

    private static string StatusOf(ProblemKind kind) => kind.Status > 0 ? $"{kind.Status} " : "";

    private static string ToHtml(string text) => Code().Replace(WebUtility.HtmlEncode(text), "<code>$1</code>");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
