using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmartRetail.Hosting.Tls;

/// <summary>The certificates of a process as its files have them now: replaced files count from the next connection on.</summary>
internal sealed class TlsCertificates
{
    private readonly ClusterTlsOptions _options;
    private readonly Lock _reading = new();
    private Contents _contents;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file is no certificate, or no key of it.</exception>
    public TlsCertificates(ClusterTlsOptions options)
    {
        _options = options;
        _contents = Read();
    }

    public SslStreamCertificateContext Own => Refresh().Own;

    /// <summary>Trusts the cluster's authority and no other, whatever else the machine trusts.</summary>
    public X509ChainPolicy CreatePolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,

            // An authority of the cluster's own publishes no lists: a certificate is taken back by a new authority's file.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(Refresh().Authority);
        return policy;
    }

    private Contents Refresh()
    {
        lock (_reading)
        {
            if (ReadChange() != _contents.Change)
            {
                try
                {
                    _contents = Read();
                }
                catch (Exception error) when (error is CryptographicException or IOException)
                {
                    // In the middle of being replaced; the next connection looks again.
                }
            }

            return _contents;
        }
    }

    private Contents Read()
    {
        var change = ReadChange();
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(_options.AuthorityFile!);
        var between = new X509Certificate2Collection();
        between.ImportFromPemFile(_options.CertificateFile!);
        var certificate = X509Certificate2.CreateFromPemFile(_options.CertificateFile!, _options.KeyFile);
        if (OperatingSystem.IsWindows())
        {
            // There, TLS takes no key that is in memory alone.
            certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }

        return new(SslStreamCertificateContext.Create(certificate, between, offline: true), authority, change);
    }

    private (DateTime Certificate, DateTime Key, DateTime Authority) ReadChange() => (
        File.GetLastWriteTimeUtc(_options.CertificateFile!),
        File.GetLastWriteTimeUtc(_options.KeyFile!),
        File.GetLastWriteTimeUtc(_options.AuthorityFile!));

    private sealed record Contents(
        SslStreamCertificateContext Own,
        X509Certificate2Collection Authority,
        (DateTime Certificate, DateTime Key, DateTime Authority) Change);
}
