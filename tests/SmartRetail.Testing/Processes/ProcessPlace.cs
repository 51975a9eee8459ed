using System.Net;

namespace SmartRetail.Testing.Processes;

/// <summary>Where a process of this machine runs.</summary>
/// <param name="Address">That it listens on.</param>
/// <param name="Launcher">The words in front of its command; none where it is started as it is.</param>
internal sealed record ProcessPlace(IPAddress Address, IReadOnlyList<string> Launcher)
{
    public static ProcessPlace Loopback { get; } = new(IPAddress.Loopback, []);
}
