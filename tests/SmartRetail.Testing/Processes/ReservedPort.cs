using System.Net;
using System.Net.Sockets;

namespace SmartRetail.Testing.Processes;

/// <summary>
/// A free port of loopback for a process that is about to start. It is held by a socket that does not listen, until this
/// object is disposed: the system then gives it to nobody else, and who asks for it by its number may listen on it.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
