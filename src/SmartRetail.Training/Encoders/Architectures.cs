using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Encoders;

/// <summary>The architectures that can be fitted, by name.</summary>
internal static class Architectures
{
    public static IReadOnlyList<string> Names { get; } = [SasRec.Name];

    /// <exception cref="ArgumentException">There is no such architecture.</exception>
    public static ISequenceEncoder Create(string name, int items, FitOptions options) => name switch
    {
        SasRec.Name => new SasRec(new(items, options.Dimensions, options.MaxLength), options.Layers, options.Heads),
        _ => throw new ArgumentException($"'{name}' is none of: {string.Join(", ", Names)}", nameof(name)),
    };
}
