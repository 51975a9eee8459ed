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
    /// <param name="advertised">Who is reached at another address than loopback listens at all of them: each must be free.</param>
    public static (int Silo, int Gateway) Choose(IPAddress advertised, int siloPort, int gatewayPort)
    {
        var address = !IsEverywhere(advertised) ? advertised
            : advertised.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
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

    /// <summary>Whether a silo that is reached there listens at all addresses of its machine.</summary>
    public static bool IsEverywhere(IPAddress advertised) => !IPAddress.IsLoopback(advertised);

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
