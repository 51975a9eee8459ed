using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmartRetail.BrowserTests.Beacon;

/// <summary>
/// A retailer's own web server: pages as they were put, and behind <c>/retail/</c> the product, as a proxy that takes the prefix
/// away shows it.
/// </summary>
internal sealed class RetailerSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _product = new();
    private readonly ConcurrentDictionary<string, string> _pages = new(StringComparer.Ordinal);
    private readonly Func<Uri> _address;

    private RetailerSite(Func<Uri> address)
    {
        _address = address;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Map("/retail/{**rest}", Forward);
        _app.MapGet("/{page}", (string page) => _pages.TryGetValue(page, out var html)
            ? Results.Content(html, "text/html; charset=utf-8")
            : Results.NotFound());
    }

    /// <summary>As pages know it: by a name, so that it is another site than the product.</summary>
    public string Origin => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    /// <param name="address">Where the product answers, once it does.</param>
    public static async Task<RetailerSite> StartAsync(Func<Uri> address)
    {
        var site = new RetailerSite(address);
        await site._app.StartAsync();
        return site;
    }

    /// <summary>Puts a page, and returns its address.</summary>
    public string Put(string page, string html)
    {
        _pages[page] = html;
        return $"{Origin}/{page}";
    }

    public async ValueTask DisposeAsync()
    {
        _product.Dispose();
        await _app.DisposeAsync();
    }

    private async Task Forward(HttpContext context, string? rest)
    {
        using var request = new HttpRequestMessage(
            new(context.Request.Method), new Uri(_address(), rest + context.Request.QueryString));
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key != "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var answer = await _product.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Content.Headers)
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
