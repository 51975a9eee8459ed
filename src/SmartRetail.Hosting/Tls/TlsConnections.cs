using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace SmartRetail.Hosting.Tls;

/// <summary>
/// TLS 1.3 on connections between the cluster's processes, as middleware: both sides show a certificate of the cluster's authority
/// with the name that the door asks for, in time, or the connection ends before anything else is read from it.
/// </summary>
/// <param name="certificates">This process's.</param>
/// <param name="handshakeTimeout">How long the other side may take.</param>
/// <param name="clock">Measures that.</param>
internal sealed class TlsConnections(TlsCertificates certificates, TimeSpan handshakeTimeout, TimeProvider clock)
{
    /// <summary>Accepts a connection from a process whose certificate has the name.</summary>
    /// <param name="door">What the connection is for: one for clients is no way in for silos.</param>
    public Func<ConnectionDelegate, ConnectionDelegate> Accept(string door, string callerName) => next => connection =>
        RunAsync(
            connection,
            next,
            (stream, cancellationToken) => stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = certificates.Own,
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = certificates.CreatePolicy(),
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                        errors == SslPolicyErrors.None
                        && certificate is X509Certificate2 caller
                        && caller.MatchesHostname(callerName, allowWildcards: false, allowCommonName: false),
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ApplicationProtocols = [new(door)],
                },
                cancellationToken));

    /// <summary>Opens a connection to a process whose certificate has the name.</summary>
    public Func<ConnectionDelegate, ConnectionDelegate> Open(string door, string calledName) => next => connection =>
        RunAsync(
            connection,
            next,
            (stream, cancellationToken) => stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = calledName,
                    ClientCertificateContext = certificates.Own,
                    CertificateChainPolicy = certificates.CreatePolicy(),
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ApplicationProtocols = [new(door)],
                },
                cancellationToken));

    private async Task RunAsync(
        ConnectionContext connection, ConnectionDelegate next, Func<SslStream, CancellationToken, Task> shakeHands)
    {
        var plain = connection.Transport;
        await using var stream = new SslStream(new DuplexPipeStream(plain));
        using (var limit = new CancellationTokenSource(handshakeTimeout, clock))
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed))
        {
            await shakeHands(stream, ending.Token);
        }

        var sealedPipe = new SealedPipe(
            PipeReader.Create(stream, new(leaveOpen: true)), PipeWriter.Create(stream, new(leaveOpen: true)));
        connection.Transport = sealedPipe;
        try
        {
            await next(connection);
        }
        finally
        {
            await sealedPipe.Input.CompleteAsync();
            await sealedPipe.Output.CompleteAsync();
            connection.Transport = plain;
        }
    }

    private sealed record SealedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
