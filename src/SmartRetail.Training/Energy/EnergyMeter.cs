using System.Diagnostics;

namespace SmartRetail.Training.Energy;

/// <summary>
/// Energy from its creation on: the processor's own counters (RAPL) where they may be read, otherwise this process' CPU
/// seconds times a configured power, labelled so; and that of the GPU where one computes and tells.
/// </summary>
internal sealed class EnergyMeter
{
    private readonly double _wattsPerCore;
    private readonly TimeSpan _startCpu = CpuTime();
    private readonly RaplMeter _rapl = new();
    private readonly string _device;
    private readonly double? _startGpu;

    /// <param name="wattsPerCore">Power of one busy core, in watts.</param>
    /// <param name="device">What computes: cpu or cuda:N.</param>
    public EnergyMeter(double wattsPerCore, string device)
    {
        (_wattsPerCore, _device) = (wattsPerCore, device);
        _startGpu = GpuEnergy.ReadMillijoules(device);
    }

    public TimeSpan CpuUsed => CpuTime() - _startCpu;

    public EnergyReading Read()
    {
        var processor = ReadProcessor();
        return _startGpu is { } before && GpuEnergy.ReadMillijoules(_device) is { } now
            ? new(processor.Joules + ((now - before) / 1e3), processor.Source + " and nvml")
            : processor;
    }

    private EnergyReading ReadProcessor() => _rapl.IsReadable
        ? new(_rapl.ReadJoules(), "rapl")
        : new(CpuUsed.TotalSeconds * _wattsPerCore, "estimate");

    private static TimeSpan CpuTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
