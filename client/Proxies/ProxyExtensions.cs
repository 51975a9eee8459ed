using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SmartRetail.Client.Proxies;

/// <summary>Lets the application stand behind a proxy that ends TLS or puts it below a path of its own.</summary>
internal static class ProxyExtensions
{
    public static void UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<RetailClientOptions>>().Value;
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Trust(options.TrustedProxies));
        }

        if (options.PathBase.Length > 0)
        {
            app.UsePathBase(options.PathBase);
        }

        // Which endpoint answers is decided after the path is the application's own.
        app.UseRouting();
    }

    /// <summary>Whether a text is an address, such as 10.0.0.7, or a network, such as 10.0.0.0/8.</summary>
    public static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);

    private static ForwardedHeadersOptions Trust(IEnumerable<string> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        return options;
    }
}
