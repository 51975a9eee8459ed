using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>The device that a name stands for, if it can be used here.</summary>
internal static class FitDevice
{
    public const string Cpu = "cpu";
    private const string CudaPrefix = "cuda:";

    /// <summary>Whether the name is cpu or cuda:N.</summary>
    public static bool IsName(string name) => name == Cpu || NumberOf(name) is not null;

    /// <summary>The N of cuda:N; null for anything else.</summary>
    public static int? NumberOf(string name) =>
        name.StartsWith(CudaPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <param name="name">cpu or cuda:N.</param>
    /// <exception cref="FitFailedException">It is not there, or libtorch cannot use it.</exception>
    public static Device Open(string name)
    {
        if (NumberOf(name) is not { } number)
        {
            return CPU;
        }

        var count = cuda.is_available() ? cuda.device_count() : 0;
        return number < count ? device(DeviceType.CUDA, number) : throw new FitFailedException(count == 0
            ? $"{name} cannot be used: libtorch finds no CUDA device. It takes an NVIDIA driver, and a program that was "
                + "built with -p:Accelerator=cuda, or with -p:Accelerator=external and pointed at a libtorch with CUDA"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"there is no {name}: the last of this machine's CUDA devices is {CudaPrefix}{count - 1}"));
    }
}
