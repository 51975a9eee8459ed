using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>Dropout by libtorch's generator of the device: drawn where it is used, and by one worker alone.</summary>
internal sealed class DeviceDropout(double rate, Device device) : IDropout
{
    /// <inheritdoc/>
    public void Reseed(ulong seed)
    {
        if (device.type == TorchSharp.DeviceType.CUDA)
        {
            cuda.manual_seed_all((long)(seed >> 1));
        }
        else
        {
            _ = random.manual_seed((long)(seed >> 1));
        }
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor values) => functional.dropout(values, rate, training: true);
}
