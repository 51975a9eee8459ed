using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>
/// What reads are compared with, in a process of its own: a silo and a web server set up as the product's are, with nothing of
/// the product in them. No call filter, no meter that somebody listens to, no middleware.
/// </summary>
internal static class BareSilo
{
    public const string Name = "bare-silo";
    public const string Ready = "ready";
    public const string Path = "/static";

    /// <summary>Runs until the input ends, so that it does not outlive who started it.</summary>
    /// <param name="arguments">The port of the gateway, and the address to listen on.</param>
    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is not [var port, var url])
        {
            throw new FormatException($"is started by other benchmarks: {Name} GATEWAY-PORT URL");
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseRetailCluster(
            new ClusterMemberOptions { GatewayPort = int.Parse(port, CultureInfo.InvariantCulture) }));
        await using var app = builder.Build();
        byte[] answer = [];
        app.MapPut(Path, async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            answer = body.ToArray();
        });
        app.MapGet(Path, () => Results.Bytes(answer, "application/json; charset=utf-8"));
        await app.StartAsync();
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await app.StopAsync();
    }
}
