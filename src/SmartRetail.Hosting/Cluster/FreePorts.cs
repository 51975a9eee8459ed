using System.Net;
using System.Net.Sockets;

namespace SmartRetail.Hosting.Cluster;

/// <summary>Finds ports that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>
    /// Returns the port, or a free one for 0. Both are held while choosing, so that two calls never return the same.
    /// </summary>
    public static (int Silo, int Gateway) Choose(IPAddress address, int siloPort, int gatewayPort)
    {
        using var silo = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var gateway = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return (Bind(silo, address, siloPort, "--silo-port"), Bind(gateway, address, gatewayPort, "--gateway-port"));
    }

    private static int Bind(Socket socket, IPAddress address, int port, string option)
    {
        try
        {
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException($"port {port} ({option}) is taken by another process", error);
        }

        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
