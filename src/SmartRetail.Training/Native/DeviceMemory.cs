using TorchSharp;
using static TorchSharp.torch;

namespace SmartRetail.Training.Native;

/// <summary>Brings arrays to where a fit computes.</summary>
internal static class DeviceMemory
{
    public static Tensor Put(long[] values, Device device) => Put(tensor(values), device);

    public static Tensor Put(float[] values, Device device) => Put(tensor(values), device);

    // A copy that blocks would first wait for everything that the device has been given to do. One that does not is as
    // safe here: CUDA has copied memory that is not pinned into its own before the call returns.
    private static Tensor Put(Tensor values, Device device) => device.type == DeviceType.CPU
        ? values
        : values.to(device, non_blocking: true);
}
