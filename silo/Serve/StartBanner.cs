using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace SmartRetail.Silo.Serve;

/// <summary>Tells, once the process listens, where everything is.</summary>
internal sealed class StartBanner(IServer server, ServeSettings settings, IHostApplicationLifetime lifetime)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write()
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine();
            if (settings.IsWeb)
            {
                Console.WriteLine($"  Shop       {address}/");
                Console.WriteLine($"  Console    {address}/console");
                Console.WriteLine($"  API        {address}/api");
            }
            else
            {
                Console.WriteLine($"  Role       {string.Join(", ", settings.Roles)}");
                Console.WriteLine($"  Health     {address}/health/ready");
            }
        }

        Console.WriteLine($"  Data       {settings.DataFolder}");
        if (settings.IsDevelopment && settings.IsWeb)
        {
            // Shown, since it exists in Development only and dies with the process unless it was given.
            Console.WriteLine($"  Key        {settings.DevelopmentKey} (every scope, Development only)");
        }

        Console.WriteLine();
    }
}
