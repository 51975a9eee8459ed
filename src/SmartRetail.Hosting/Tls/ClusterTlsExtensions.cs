using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Hosting;

namespace SmartRetail.Hosting.Tls;

/// <summary>Encrypts what goes between the cluster's processes, and lets only those in that have its certificates.</summary>
public static class ClusterTlsExtensions
{
    private const string SiloDoor = "smartretail-silo";
    private const string GatewayDoor = "smartretail-gateway";

    public static ISiloBuilder UseClusterTls(this ISiloBuilder silo, ClusterTlsOptions options, string clusterId)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connections = Create(options);
        silo.Configure<SiloConnectionOptions>(doors =>
        {
            doors.ConfigureSiloInboundConnection(builder => builder.Use(connections.Accept(SiloDoor, SiloName(clusterId))));
            doors.ConfigureSiloOutboundConnection(builder => builder.Use(connections.Open(SiloDoor, SiloName(clusterId))));
            doors.ConfigureGatewayInboundConnection(builder => builder.Use(connections.Accept(GatewayDoor, WebName(clusterId))));
        });
        return silo;
    }

    public static IClientBuilder UseClusterTls(this IClientBuilder client, ClusterTlsOptions options, string clusterId)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connections = Create(options);
        client.Configure<ClientConnectionOptions>(doors =>
            doors.ConfigureConnection(builder => builder.Use(connections.Open(GatewayDoor, SiloName(clusterId)))));
        return client;
    }

    private static string SiloName(string clusterId) => $"silo.{clusterId}";

    private static string WebName(string clusterId) => $"web.{clusterId}";

    private static TlsConnections Create(ClusterTlsOptions options) =>
        new(new(options), options.HandshakeTimeout, TimeProvider.System);
}
