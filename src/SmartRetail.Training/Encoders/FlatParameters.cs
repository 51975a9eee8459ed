using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// All parameters in one flat tensor: a checkpoint is one copy, the optimizer one pass, an exchange one sum. Lives
/// outside every dispose scope.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private const double Deviation = 0.02;

    public FlatParameters(ParameterLayout layout, int seed)
    {
        Layout = layout;
        Flat = zeros(layout.Length, dtype: ScalarType.Float32).DetachFromDisposeScope();
        var random = new Random(seed);
        foreach (var entry in layout.Entries)
        {
            var values = Of(entry);
            switch (entry.Initialization)
            {
                case Initialization.Normal:
                    FillNormal(values, Deviation, random);
                    break;
                case Initialization.FanIn:
                    FillNormal(values, 1 / Math.Sqrt(3 * entry.Shape[^1]), random);
                    break;
                case Initialization.One:
                    values.Fill(1);
                    break;
                case Initialization.Zero:
                    break;
                default:
                    throw new InvalidOperationException($"{entry.Name} has no known initialization");
            }
        }
    }

    public ParameterLayout Layout { get; }

    public Tensor Flat { get; }

    public Span<float> Values => FloatsOf(Flat);

    public Span<float> this[string name] => Of(Layout[name]);

    public void Dispose() => Flat.Dispose();

    /// <summary>The memory of a contiguous float tensor on the CPU.</summary>
    public static Span<float> FloatsOf(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private Span<float> Of(ParameterEntry entry) => Values.Slice(entry.Offset, entry.Length);

    // Box and Muller 1958: drawn here and not in libtorch, whose generator is global to the process.
    private static void FillNormal(Span<float> values, double deviation, Random random)
    {
        for (var at = 0; at < values.Length; at++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[at] = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }
}
