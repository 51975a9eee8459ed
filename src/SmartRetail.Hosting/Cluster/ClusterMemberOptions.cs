using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Hosting.Cluster;

/// <summary>How this process joins a cluster.</summary>
public sealed class ClusterMemberOptions
{
    /// <summary>Silos with the same cluster id find each other. Default: smartretail.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,63}")]
    public string ClusterId { get; set; } = "smartretail";

    /// <summary>What grain storage is filed under; survives a change of the cluster id. Default: smartretail.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,63}")]
    public string ServiceId { get; set; } = "smartretail";

    /// <summary>Port between silos on loopback; 0 takes a free one. Default: 0.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>Port for clients outside the process on loopback; 0 takes a free one. Default: 0.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }

    /// <summary>What this silo does: serving, training, web. Default: all three.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Roles { get; set; } = SiloRole.All;
}
