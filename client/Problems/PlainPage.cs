using System.Net;
using Microsoft.AspNetCore.Http;

namespace SmartRetail.Client.Problems;

/// <summary>A page that needs nothing but itself: no script, no style sheet, no cluster.</summary>
internal static class PlainPage
{
    public static IResult Message(int status, string title, string text) => Render(
        status, title, $"<p>{WebUtility.HtmlEncode(text)}</p><p><a href=\"/\">To the shop</a></p>");

    /// <param name="body">HTML that is sent as it is.</param>
    public static IResult Render(int status, string title, string body) => Results.Content(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center; }
        main { width: min(24rem, calc(100vw - 3rem)); padding: 1.5rem 0; }
        h1 { font-size: 1.5rem; margin: 0 0 1rem; }
        label { display: block; margin: 1rem 0 .25rem; }
        input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem .75rem; border-radius: .5rem; }
        input { border: 1px solid #8888; background: Field; color: FieldText; }
        button { margin-top: 1rem; border: 0; background: #1d5c4f; color: #fff; cursor: pointer; }
        .refused { color: #b3261e; }
        </style>
        </head>
        <body><main><h1>{{WebUtility.HtmlEncode(title)}}</h1>{{body}}</main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);
}
