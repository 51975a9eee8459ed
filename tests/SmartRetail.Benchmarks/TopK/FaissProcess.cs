using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>faiss's exact index over the same products, in a process of its own on one thread, asked in turns with ours.</summary>
internal sealed class FaissProcess : IAsyncDisposable
{
    /// <summary>From how many queries on faiss leaves products to BLAS by itself, and always.</summary>
    public const int OwnThreshold = 20, AlwaysBlas = 1;

    // Debian's first, whose packages the README names; others may come first in the path without them.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    private readonly Process _process;
    private readonly string _folder;

    private FaissProcess(Process process, string folder, string version) =>
        (_process, _folder, Version) = (process, folder, version);

    public string Version { get; }

    /// <summary>Returns the interpreter that has faiss; null where none has.</summary>
    public static async Task<string?> FindAsync()
    {
        foreach (var interpreter in Interpreters)
        {
            try
            {
                using var probe = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import faiss"])
                {
                    RedirectStandardError = true,
                })!;
                await probe.StandardError.ReadToEndAsync();
                await probe.WaitForExitAsync();
                if (probe.ExitCode == 0)
                {
                    return interpreter;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such interpreter.
            }
        }

        return null;
    }

    public static async Task<FaissProcess> StartAsync(string interpreter, GeneratedProducts products, int count)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-faiss-").FullName;
        var (rows, queries) = (Path.Combine(folder, "rows"), Path.Combine(folder, "queries"));
        await WriteAsync(rows, products.Rows);
        await WriteAsync(queries, products.Batch);
        var start = new ProcessStartInfo(
            interpreter,
            [
                Path.Combine(AppContext.BaseDirectory, "faiss_search.py"), rows, queries,
                Invariant(GeneratedProducts.Dimensions), Invariant(count), Invariant((int)Calls.Turn.TotalMicroseconds),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // OpenBLAS then takes the best it has for this processor.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        var process = Process.Start(start)!;
        return new(process, folder, await ReadAsync(process));
    }

    /// <summary>Makes a turn; returns microseconds.</summary>
    public async Task<double> TimeAsync(int queries, int blasThreshold) =>
        double.Parse(await AskAsync("time", queries, blasThreshold), CultureInfo.InvariantCulture);

    /// <summary>Returns the items found, query by query.</summary>
    public async Task<int[]> ListAsync(int queries, int blasThreshold) =>
        [.. (await AskAsync("list", queries, blasThreshold)).Split(' ').Select(item => int.Parse(item, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task WriteAsync(string path, float[] values)
    {
        await using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<float>(values));
    }

    private async Task<string> AskAsync(string command, int queries, int blasThreshold)
    {
        await _process.StandardInput.WriteLineAsync($"{command} {Invariant(queries)} {Invariant(blasThreshold)}");
        await _process.StandardInput.FlushAsync();
        return await ReadAsync(_process);
    }

    private static async Task<string> ReadAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("faiss's process has ended");

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
