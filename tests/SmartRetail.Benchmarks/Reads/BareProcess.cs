using System.Diagnostics;
using System.Globalization;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>A process that runs <see cref="BareSilo"/>; disposing it ends it.</summary>
internal sealed class BareProcess : IAsyncDisposable
{
    private readonly ReservedPort _gateway;
    private readonly ReservedPort _web;
    private readonly Process _process;

    private BareProcess(ReservedPort gateway, ReservedPort web, Process process)
    {
        (_gateway, _web, _process) = (gateway, web, process);
        Http = new() { BaseAddress = new($"http://127.0.0.1:{web.Number}") };
    }

    public HttpClient Http { get; }

    /// <summary>Returns when the process answers.</summary>
    public static async Task<BareProcess> StartAsync()
    {
        var (gateway, web) = (new ReservedPort(), new ReservedPort());
        var process = ChildProcess.Start(
            BareSilo.Name, gateway.Number.ToString(CultureInfo.InvariantCulture), $"http://127.0.0.1:{web.Number}");
        var started = new BareProcess(gateway, web, process);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == BareSilo.Ready)
            {
                return started;
            }

            await Console.Error.WriteLineAsync(line);
        }

        await started.DisposeAsync();
        throw new InvalidOperationException($"'{BareSilo.Name}' ended before it was ready");
    }

    public Task<RetailClient> ConnectAsync() => RetailClient.ConnectAsync(_gateway.Number);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _gateway.Dispose();
        _web.Dispose();
    }
}
