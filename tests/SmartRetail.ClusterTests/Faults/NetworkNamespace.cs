using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>
/// A network of its own for some processes of this machine, tied to the machine's by one cable that can be pulled. Files
/// are shared, and with them the database's socket: what is cut is the way to other processes alone.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private readonly string _id = RandomNumberGenerator.GetHexString(6, lowercase: true);
    private bool _isMade;

    private NetworkNamespace()
    {
        // Of the range for benchmarks of networks (RFC 2544), which nobody routes.
        var subnet = RandomNumberGenerator.GetInt32(1, 255);
        Outside = IPAddress.Parse($"198.18.{subnet}.1");
        Inside = new(IPAddress.Parse($"198.18.{subnet}.2"), ["ip", "netns", "exec", Name]);
    }

    /// <summary>The machine's own address at the cable.</summary>
    public IPAddress Outside { get; }

    /// <summary>Where a process runs that has this network alone.</summary>
    public ProcessPlace Inside { get; }

    private string Name => $"retail-{_id}";

    private string OutsideEnd => $"rt{_id}o";

    private string InsideEnd => $"rt{_id}i";

    /// <summary>Returns null, with the reason, where the machine does not allow it.</summary>
    public static async Task<(NetworkNamespace? Made, string Reason)> TryCreateAsync()
    {
        var made = new NetworkNamespace();
        try
        {
            await RunAsync("netns", "add", made.Name);
            made._isMade = true;
            await RunAsync("link", "add", made.OutsideEnd, "type", "veth", "peer", "name", made.InsideEnd, "netns", made.Name);
            await RunAsync("addr", "add", $"{made.Outside}/30", "dev", made.OutsideEnd);
            await RunAsync("link", "set", made.OutsideEnd, "up");
            await RunAsync("-n", made.Name, "addr", "add", $"{made.Inside.Address}/30", "dev", made.InsideEnd);
            await RunAsync("-n", made.Name, "link", "set", "lo", "up");
            await made.PlugAsync();
            return (made, "");
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await made.DisposeAsync();
            return (null, error.Message);
        }
    }

    /// <summary>Pulls the cable: nothing goes through any more, and nobody is told.</summary>
    public Task PullAsync() => RunAsync("-n", Name, "link", "set", InsideEnd, "down");

    public Task PlugAsync() => RunAsync("-n", Name, "link", "set", InsideEnd, "up");

    public async ValueTask DisposeAsync()
    {
        if (_isMade)
        {
            // The cable goes with it.
            await RunAsync("netns", "delete", Name);
        }
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors.Trim()}");
        }
    }
}
