using Microsoft.Extensions.Hosting;

namespace SmartRetail.Silo.Serve;

/// <summary>What the command line says about one serving process.</summary>
internal sealed record ServeSettings
{
    public required string DataFolder { get; init; }

    public string? Urls { get; init; }

    public string? ConfigFile { get; init; }

    public string? DevelopmentKey { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public int SiloPort { get; init; }

    public int GatewayPort { get; init; }

    /// <summary>Whether the first start brings the sample store along.</summary>
    public bool WithSample { get; init; } = true;

    /// <summary>Whether a store without a model gets its first training run by itself.</summary>
    public bool WithTraining { get; init; } = true;

    public string Environment { get; } =
        System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    public bool IsDevelopment => string.Equals(Environment, Environments.Development, StringComparison.OrdinalIgnoreCase);
}
