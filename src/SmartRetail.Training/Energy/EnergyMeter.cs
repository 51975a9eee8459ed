using System.Diagnostics;
using System.Globalization;

namespace SmartRetail.Training.Energy;

/// <summary>
/// Energy from its creation on: the processor's own counters (RAPL) where they may be read, otherwise this process' CPU
/// seconds times a configured power, labelled so; and that of the GPU where one computes and tells.
/// </summary>
internal sealed class EnergyMeter
{
    private const string Counters = "/sys/class/powercap";
    private readonly double _wattsPerCore;
    private readonly TimeSpan _startCpu = CpuTime();
    private readonly Dictionary<string, double> _start;
    private readonly Dictionary<string, double> _joules = [];
    private readonly string _device;
    private readonly double? _startGpu;

    /// <param name="wattsPerCore">Power of one busy core, in watts.</param>
    /// <param name="device">What computes: cpu or cuda:N.</param>
    public EnergyMeter(double wattsPerCore, string device)
    {
        (_wattsPerCore, _device) = (wattsPerCore, device);
        _start = ReadCounters("energy_uj");
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

    private EnergyReading ReadProcessor()
    {
        if (_start.Count == 0)
        {
            return new(CpuUsed.TotalSeconds * _wattsPerCore, "estimate");
        }

        var limits = ReadCounters("max_energy_range_uj");
        foreach (var (domain, now) in ReadCounters("energy_uj"))
        {
            if (_start.TryGetValue(domain, out var before))
            {
                // The counter starts again at its range, about once in an hour under load.
                var used = now >= before ? now - before : now + limits.GetValueOrDefault(domain) - before;
                _joules[domain] = used / 1e6;
            }
        }

        return new(_joules.Values.Sum(), "rapl");
    }

    private static TimeSpan CpuTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    // Packages only: their domains (cores, graphics) are part of them.
    private static Dictionary<string, double> ReadCounters(string file)
    {
        var values = new Dictionary<string, double>();
        if (!Directory.Exists(Counters))
        {
            return values;
        }

        try
        {
            foreach (var domain in Directory.GetDirectories(Counters, "intel-rapl:*"))
            {
                var isPackage = Path.GetFileName(domain).Count(character => character == ':') == 1;
                if (isPackage && double.TryParse(
                    File.ReadAllText(Path.Combine(domain, file)), CultureInfo.InvariantCulture, out var value))
                {
                    values[domain] = value;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Readable for root alone on most systems: the estimate answers then.
            values.Clear();
        }

        return values;
    }
}
