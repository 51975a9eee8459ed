using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SmartRetail.Hosting.Telemetry;

/// <summary>Metrics for Prometheus at /metrics; metrics and traces by OTLP when an endpoint is configured.</summary>
public static class RetailTelemetryExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Not all that the framework's own instrumentation would add: what routing, authentication and the pool of buffers count
    // is the requests over again, at a price for each.
    private static readonly string[] WebMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics"];

    public static IServiceCollection AddRetailTelemetry(
        this IServiceCollection services, IConfiguration configuration, params string[] meters)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(["Microsoft.Orleans", .. WebMeters, .. meters])
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (IsTraced(configuration))
        {
            telemetry
                .WithTracing(traces => traces
                    .AddSource("Microsoft.Orleans.Application")
                    .AddAspNetCoreInstrumentation()
                    .AddProcessor(new CustomerFreeTraces()))
                .UseOtlpExporter();
        }

        return services;
    }

    /// <summary>
    /// Whether traces go anywhere. Where not, none are made: each grain call would pay for one, and each
    /// request, which is why the settings of the log turn the framework's Hosting.Diagnostics off.
    /// </summary>
    public static bool IsTraced(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[OtlpEndpoint]);

    public static IEndpointRouteBuilder MapRetailTelemetry(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPrometheusScrapingEndpoint("/metrics");
        return endpoints;
    }
}
