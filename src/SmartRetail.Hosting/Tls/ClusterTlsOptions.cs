using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Hosting.Tls;

/// <summary>
/// Certificates that the cluster's processes show one another, in PEM files. A silo's names <c>silo.CLUSTER-ID</c> among its DNS
/// names, a web process's <c>web.CLUSTER-ID</c>: neither can stand for the other. Files that are replaced are read again.
/// </summary>
public sealed class ClusterTlsOptions
{
    /// <summary>This process's certificate, and those between it and the authority's. Default: none; connections are not encrypted.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The private key of the certificate. Default: none, which is refused beside a certificate.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The certificates of the authority that the others' must be from: one of the cluster's own, since whoever has one of its
    /// certificates with such a name is let in. Default: none, which is refused beside a certificate.
    /// </summary>
    public string? AuthorityFile { get; set; }

    /// <summary>How long the other side may take to show who it is. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public bool IsConfigured => CertificateFile is not null;

    /// <summary>Returns what is wrong, or null.</summary>
    public string? Check() => this switch
    {
        { CertificateFile: null, KeyFile: null, AuthorityFile: null } => null,
        { CertificateFile: not null, KeyFile: not null, AuthorityFile: not null } => null,
        _ => "TLS needs CertificateFile, KeyFile and AuthorityFile, or none of them",
    };
}
