using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SmartRetail.Hosting.Tls;
using SmartRetail.Testing;

namespace SmartRetail.UnitTests.Tls;

/// <summary>A real listener behind the middleware, which answers with what it is sent; and all kinds of callers.</summary>
public sealed class TlsConnectionTests : IAsyncLifetime
{
    private const string Door = "gateway";
    private const string SiloName = "silo.tests";
    private const string WebName = "web.tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smartretail-tls-");
    private readonly ClusterCertificates _authority;
    private readonly ClusterTlsOptions _options;
    private readonly X509ChainPolicy _trust;
    private WebApplication? _server;
    private int _port;

    public TlsConnectionTests()
    {
        _authority = new(_folder.FullName);
        var (certificate, key) = _authority.Issue(SiloName);
        _options = new() { CertificateFile = certificate, KeyFile = key, AuthorityFile = _authority.AuthorityFile };
        _trust = new TlsCertificates(_options).CreatePolicy();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var doors = new TlsConnections(new(_options), TimeSpan.FromSeconds(1), TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(doors.Accept(Door, WebName));
            listen.Run(async connection =>
            {
                await connection.Transport.Input.CopyToAsync(connection.Transport.Output, connection.ConnectionClosed);
            });
        }));
        _server = builder.Build();
        await _server.StartAsync(Cancellation);
        _port = new Uri(_server.Urls.Single().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_process_with_a_certificate_of_its_role_is_answered() =>
        Assert.Equal("hello", await Echo(Issued(_authority, WebName)));

    [Fact]
    public async Task A_client_without_a_certificate_is_refused() => await Refused(() => Echo(certificate: null));

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var other = new ClusterCertificates(_folder.FullName, "other");

        await Refused(() => Echo(Issued(other, WebName)));
    }

    [Theory]
    [InlineData(SiloName)]
    [InlineData("web.others")]
    public async Task A_certificate_of_another_role_or_cluster_is_refused(string name) =>
        await Refused(() => Echo(Issued(_authority, name)));

    [Fact]
    public async Task An_older_protocol_is_refused() =>
        await Refused(() => Echo(Issued(_authority, WebName), SslProtocols.Tls12));

    [Fact]
    public async Task A_connection_for_another_door_is_refused() =>
        await Refused(() => Echo(Issued(_authority, WebName), door: "silo"));

    [Fact]
    public async Task Who_does_not_speak_tls_is_refused()
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync("hello, this is no TLS record"u8.ToArray(), Cancellation);

        await Refused(() => ReadAsync(client.GetStream()));
    }

    [Fact]
    public async Task Who_says_nothing_is_refused_when_the_time_is_over()
    {
        using var client = await ConnectAsync();

        await Refused(() => ReadAsync(client.GetStream()));
    }

    [Fact]
    public async Task A_replaced_authority_counts_from_the_next_connection_on()
    {
        using var other = new ClusterCertificates(_folder.FullName, "next");
        var before = Issued(_authority, WebName);
        Assert.Equal("hello", await Echo(before));

        File.Copy(other.AuthorityFile, _authority.AuthorityFile, overwrite: true);
        File.SetLastWriteTimeUtc(_authority.AuthorityFile, TimeProvider.System.GetUtcNow().AddMinutes(1).UtcDateTime);

        await Refused(() => Echo(before));
        Assert.Equal("hello", await Echo(Issued(other, WebName)));
    }

    private static X509Certificate2 Issued(ClusterCertificates authority, string name)
    {
        var (certificate, key) = authority.Issue(name);
        return X509Certificate2.CreateFromPemFile(certificate, key);
    }

    // The client of TLS 1.3 is done before the server has looked at its certificate: the refusal comes with the first read.
    private static async Task Refused(Func<Task<string>> call)
    {
        var answer = "";
        try
        {
            answer = await call();
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
        }

        Assert.Empty(answer);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, Cancellation);
        return client;
    }

    private async Task<string> Echo(
        X509Certificate2? certificate, SslProtocols protocols = SslProtocols.Tls13, string door = Door)
    {
        using var client = await ConnectAsync();
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = SiloName,
                ClientCertificates = certificate is null ? null : [certificate],
                EnabledSslProtocols = protocols,
                ApplicationProtocols = [new(door)],
                CertificateChainPolicy = _trust.Clone(),
            },
            Cancellation);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("hello"), Cancellation);
        return await ReadAsync(stream);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte[64];
        var read = await stream.ReadAsync(buffer, Cancellation);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
