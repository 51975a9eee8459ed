using System.Net;
using System.Net.Sockets;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.UnitTests.Cluster;

/// <summary>The ports that a silo holds before it listens.</summary>
public sealed class FreePortsTests : IDisposable
{
    private readonly Socket _other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public FreePortsTests()
    {
        _other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _other.Listen();
    }

    private int Taken => ((IPEndPoint)_other.LocalEndPoint!).Port;

    // The second is of no machine (RFC 5737): who is reached there listens everywhere, on loopback too.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.1")]
    public void A_port_that_another_process_listens_on_is_refused(string advertised)
    {
        var refused = Assert.Throws<PortTakenException>(() => FreePorts.Choose(IPAddress.Parse(advertised), 0, Taken));
        Assert.Equal($"port {Taken} (--gateway-port) is taken by another process", refused.Message);
    }

    public void Dispose() => _other.Dispose();
}
