using System.ComponentModel.DataAnnotations;
using SmartRetail.Hosting.Tls;

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

    /// <summary>
    /// The address, or a name of it, at which the other processes reach this silo; auto is this machine's own name, as in
    /// a container. Default: loopback, for processes of one machine.
    /// </summary>
    [Required, MaxLength(255)]
    public string Advertise { get; set; } = "127.0.0.1";

    /// <summary>Port between silos; 0 takes a free one. Default: 0.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>Port for clients outside the process; 0 takes a free one. Default: 0.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }

    /// <summary>What this process does: serving, training, web. Default: all three.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Roles { get; set; } = SiloRole.All;

    /// <summary>What this silo fits with: auto, cpu or cuda:N. Default: auto, the first CUDA device that can be used.</summary>
    [RegularExpression("auto|cpu|cuda:[0-9]{1,2}")]
    public string Device { get; set; } = DeviceFinder.Auto;

    /// <summary>
    /// How long a stopping process answers on after it has said that it is not ready, so that whoever sends it requests
    /// looks elsewhere first. Default: none.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; }

    /// <summary>Whether a trace goes on from process to process, which costs each call something. Default: no.</summary>
    public bool IsTraced { get; set; }

    /// <summary>
    /// Whether the process takes part in Orleans' own dashboard: a silo then times every call of a grain for it, and a process with
    /// the web role shows it to operators. The same for all processes of a cluster. Default: no.
    /// </summary>
    public bool HasDashboard { get; set; }

    /// <summary>
    /// A file with the secret that the cluster's processes seal their calls with, the same for all of them: a line of at least 32
    /// characters. More lines are older secrets, which still open. Default: none; a process that is a cluster by itself makes one.
    /// </summary>
    public string? SecretFile { get; set; }

    /// <summary>The certificates that processes show one another. Default: none; connections are not encrypted.</summary>
    public ClusterTlsOptions Tls { get; } = new();

    /// <summary>Where silos find each other; null for a cluster of one process. Default: null.</summary>
    public ClusterDatabase? Database { get; set; }
}
