using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text.Json.Nodes;
using Microsoft.Diagnostics.NETCore.Client;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>What a silo's process holds when its garbage is gone, in bytes.</summary>
internal sealed record SiloMemory(long Managed, long Resident)
{
    // Asks the runtime for a full collection, as profilers do.
    private const long CollectKeyword = 0x80_0000;

    private static readonly TimeSpan Collecting = TimeSpan.FromSeconds(5);

    public static async Task<SiloMemory> ReadAsync(SiloProcess silo)
    {
        await CollectAsync(silo.Id);

        // What the first one made finalizable.
        await CollectAsync(silo.Id);
        var cluster = JsonNode.Parse(await silo.Api.GetStringAsync(new Uri("v1/cluster", UriKind.Relative)))!;
        using var process = Process.GetProcessById(silo.Id);
        return new((long)cluster["silos"]![0]!["figures"]!["managedBytes"]!, process.WorkingSet64);
    }

    private static async Task CollectAsync(int process)
    {
        var client = new DiagnosticsClient(process);
        using var session = client.StartEventPipeSession(
            new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectKeyword));
        var draining = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(Collecting);
        await session.StopAsync(CancellationToken.None);
        await draining;
    }
}
