using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmartRetail.Hosting.Cluster;

/// <summary>
/// Finds ports that nobody listens on, and holds them for as long as the process lives by sockets that do not listen: the
/// system then gives them to nobody else before the silo listens there, which a slow start puts off by seconds.
/// </summary>
internal static class FreePorts
{
    private static readonly ConcurrentBag<Socket> Held = [];

    /// <summary>Returns the ports, or a free one in the place of a 0.</summary>
    public static (int Silo, int Gateway) Choose(IPAddress address, int siloPort, int gatewayPort)
    {
        var silo = Open(address);
        var gateway = Open(address);
        try
        {
            return (Bind(silo, address, siloPort, "--silo-port"), Bind(gateway, address, gatewayPort, "--gateway-port"));
        }
        finally
        {
            Keep(silo);
            Keep(gateway);
        }
    }

    private static Socket Open(IPAddress address) => new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

    private static void Keep(Socket socket)
    {
        // There, whoever has bound a port keeps it from the silo too.
        if (OperatingSystem.IsWindows())
        {
            socket.Dispose();
        }
        else
        {
            Held.Add(socket);
        }
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
