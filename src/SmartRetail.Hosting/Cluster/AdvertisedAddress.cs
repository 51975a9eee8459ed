using System.Net;
using System.Net.Sockets;

namespace SmartRetail.Hosting.Cluster;

/// <summary>Turns what a silo is to be reached at into an address of this machine.</summary>
internal static class AdvertisedAddress
{
    private const string OwnName = "auto";

    /// <exception cref="AddressUnknownException">The name has no address.</exception>
    public static IPAddress Resolve(string advertise)
    {
        if (advertise == OwnName)
        {
            advertise = Dns.GetHostName();
        }

        if (IPAddress.TryParse(advertise, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(advertise) is [var first, ..] all
                ? all.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork, first)
                : throw new AddressUnknownException($"--advertise: '{advertise}' has no address", inner: null);
        }
        catch (SocketException error)
        {
            throw new AddressUnknownException($"--advertise: '{advertise}' has no address", error);
        }
    }
}

/// <summary>What a silo was to be reached at is no address and no name of one.</summary>
public sealed class AddressUnknownException(string message, Exception? inner) : Exception(message, inner);
