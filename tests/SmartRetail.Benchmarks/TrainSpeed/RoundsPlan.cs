using System.Globalization;
using System.Reflection;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>What one run of the rounds benchmark tries; each is an argument, such as <c>Workers=2</c>.</summary>
internal sealed record RoundsPlan
{
    public int Workers { get; init; } = 2;

    public int RoundsPerEpoch { get; init; } = 4;

    /// <summary>Of the outer step, as is <see cref="Momentum"/>.</summary>
    public float Rate { get; init; } = 1;

    public float Momentum { get; init; }

    /// <summary>Sequences in the batch of one worker alone.</summary>
    public int Batch { get; init; } = 64;

    public int Epochs { get; init; } = 10;

    public bool IsHalf { get; init; } = true;

    /// <summary>Whether products have a category and a brand.</summary>
    public bool HasContent { get; init; }

    public int Seed { get; init; } = 1;

    public string Device { get; init; } = FitDevice.Cpu;

    /// <exception cref="FormatException">An argument is none of the properties, or has a value that it cannot have.</exception>
    public static RoundsPlan Parse(IEnumerable<string> arguments)
    {
        var plan = new RoundsPlan();
        foreach (var argument in arguments)
        {
            var (name, value) = argument.Split('=', 2) is [var left, var right]
                ? (left, right)
                : throw new FormatException($"'{argument}' is not NAME=VALUE");
            var property = typeof(RoundsPlan).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)
                ?? throw new FormatException($"'{name}' is none of "
                    + string.Join(", ", typeof(RoundsPlan).GetProperties().Select(one => one.Name)));
            property.SetValue(plan, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }

        return plan;
    }
}
