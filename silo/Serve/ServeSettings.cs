using Microsoft.Extensions.Hosting;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Silo.Serve;

/// <summary>What the command line says about one serving process.</summary>
internal sealed record ServeSettings
{
    public required string DataFolder { get; init; }

    public string? Database { get; init; }

    public string? Urls { get; init; }

    public string? ConfigFile { get; init; }

    public string? DevelopmentKey { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public string? Advertise { get; init; }

    public int? SiloPort { get; init; }

    public int? GatewayPort { get; init; }

    public string? Device { get; init; }

    /// <summary>Whether the start brings the sample store along; null leaves it to the kind of database.</summary>
    public bool? WithSample { get; init; }

    /// <summary>Whether a store without a model gets its first training run by itself.</summary>
    public bool WithTraining { get; init; } = true;

    public bool IsServing => Roles.Contains(SiloRole.Serving);

    public bool IsTraining => Roles.Contains(SiloRole.Training);

    public bool IsWeb => Roles.Contains(SiloRole.Web);

    /// <summary>Whether the process hosts grains; one that is web alone is a client of those that do.</summary>
    public bool IsSilo => IsServing || IsTraining;

    public string Environment { get; } =
        System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    public bool IsDevelopment => string.Equals(Environment, Environments.Development, StringComparison.OrdinalIgnoreCase);
}
