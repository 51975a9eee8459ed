using System.Net;
using System.Net.Sockets;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Silo.Serve;

/// <summary>
/// Looks whether the web addresses are free before anything is started: a silo that has joined a cluster should not
/// leave it again because of a port.
/// </summary>
internal static class ListenAddresses
{
    /// <exception cref="PortTakenException">An address is in use.</exception>
    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            // A wildcard host ('*', '+') is no URI; the server binds and reports it.
            if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Port > 0)
            {
                Check(address);
            }
        }
    }

    private static void Check(Uri address)
    {
        var host = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback;
        using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(host, address.Port));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException(
                $"{address.GetLeftPart(UriPartial.Authority)} is taken by another process; choose another address with --urls",
                error);
        }
    }
}
