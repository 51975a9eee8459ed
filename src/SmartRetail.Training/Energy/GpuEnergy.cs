using System.Globalization;
using System.Runtime.InteropServices;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Energy;

/// <summary>
/// A GPU's own energy counter, read by the driver's library NVML: of the whole card, from Volta on. Where there is no such
/// library or counter, nothing.
/// </summary>
internal static partial class GpuEnergy
{
    private const string Library = "libnvidia-ml.so.1";
    private const int Success = 0;

    /// <summary>Millijoules since the driver was loaded; null for a processor and where they cannot be read.</summary>
    /// <param name="device">cpu or cuda:N.</param>
    public static double? ReadMillijoules(string device)
    {
        if (FitDevice.NumberOf(device) is not { } number || !OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Initialize() == Success
                && Find(number) is { } handle
                && ReadEnergy(handle, out var millijoules) == Success
                    ? millijoules
                    : null;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // CUDA counts the devices that it is allowed to see, NVML all of the machine.
    private static nint? Find(int number)
    {
        string[] seen = Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is { Length: > 0 } list
            ? list.Split(',', StringSplitOptions.TrimEntries)
            : [];
        var name = number < seen.Length ? seen[number] : number.ToString(CultureInfo.InvariantCulture);
        nint handle;
        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? FindByIndex(index, out handle) == Success ? handle : null
            : FindByUuid(name, out handle) == Success ? handle : null;
    }

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static partial int FindByIndex(uint index, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByUUID", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindByUuid(string uuid, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetTotalEnergyConsumption")]
    private static partial int ReadEnergy(nint device, out ulong millijoules);
}
