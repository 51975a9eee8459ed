using System.Globalization;

namespace SmartRetail.Training.Energy;

/// <summary>Energy of this machine's processors by their own counters (RAPL), from the meter's creation on.</summary>
internal sealed class RaplMeter
{
    /// <summary>Where Linux shows the counters.</summary>
    public const string Counters = "/sys/class/powercap";

    private readonly string _counters;
    private Dictionary<string, double> _last;
    private double _joules;

    /// <param name="counters">The folder of the counters.</param>
    public RaplMeter(string counters = Counters)
    {
        _counters = counters;
        _last = Read("energy_uj");
        IsReadable = _last.Count > 0;
    }

    /// <summary>Whether there are counters, and this process may read them: on most systems root alone.</summary>
    public bool IsReadable { get; }

    /// <summary>
    /// Returns the joules of all packages since the creation. A counter starts again at its range, about once in an hour under
    /// load: it has to be read more often than that.
    /// </summary>
    public double ReadJoules()
    {
        var limits = Read("max_energy_range_uj");
        var now = Read("energy_uj");
        foreach (var (domain, value) in now)
        {
            if (_last.TryGetValue(domain, out var before))
            {
                var used = value >= before ? value - before : value + limits.GetValueOrDefault(domain) - before;
                _joules += used / 1e6;
            }
        }

        _last = now;
        return _joules;
    }

    // Packages only: their domains (cores, graphics) are part of them.
    private Dictionary<string, double> Read(string file)
    {
        var values = new Dictionary<string, double>();
        if (!Directory.Exists(_counters))
        {
            return values;
        }

        try
        {
            foreach (var domain in Directory.GetDirectories(_counters, "intel-rapl:*"))
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
            values.Clear();
        }

        return values;
    }
}
