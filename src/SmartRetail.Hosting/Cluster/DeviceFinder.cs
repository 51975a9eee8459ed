using System.Globalization;

namespace SmartRetail.Hosting.Cluster;

/// <summary>Says what a silo fits with, from files alone: the library that uses the device is loaded by no silo.</summary>
public static class DeviceFinder
{
    public const string Auto = "auto";
    public const string Cpu = "cpu";

    // What the build with -p:Accelerator=cuda brings along, or the folder that stands in for it; without it a GPU in the
    // machine is of no use to us.
    private const string CudaLibrary = "libtorch_cuda.so";

    /// <summary>Returns cpu or cuda:N for what an option says, which is one of them or <see cref="Auto"/>.</summary>
    /// <param name="libtorchFolder">Where libtorch is, if not with the program.</param>
    public static string Resolve(string option, string? libtorchFolder = null) =>
        Resolve(option, libtorchFolder ?? AppContext.BaseDirectory, "/dev");

    internal static string Resolve(string option, string programFolder, string deviceFolder)
    {
        if (option != Auto)
        {
            return option;
        }

        return HasCudaLibrary(programFolder) && FindNumber(deviceFolder) is { } number ? $"cuda:{number}" : Cpu;
    }

    private static bool HasCudaLibrary(string folder) =>
        File.Exists(Path.Combine(folder, CudaLibrary)) ||
        File.Exists(Path.Combine(folder, "runtimes", "linux-x64", "native", CudaLibrary));

    /// <summary>The lowest N of the device files nvidiaN; beside them are nvidiactl and the like.</summary>
    private static int? FindNumber(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder, "nvidia*")
            .Select(path => int.TryParse(
                Path.GetFileName(path).AsSpan("nvidia".Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number)
                    ? number
                    : (int?)null)
            .Min()
        : null;
}
