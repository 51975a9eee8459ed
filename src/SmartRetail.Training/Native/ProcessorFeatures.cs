namespace SmartRetail.Training.Native;

/// <summary>What the processor can do that .NET has no question for.</summary>
internal static class ProcessorFeatures
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Whether it multiplies bfloat16; where that is not known, no.</summary>
    public static bool HasBFloat16 { get; } = Read();

    private static bool Read()
    {
        try
        {
            return File.Exists(ProcessorFile) && File.ReadLines(ProcessorFile).Any(line =>
                line.StartsWith("flags", StringComparison.Ordinal)
                && (line.Contains(" avx512_bf16", StringComparison.Ordinal)
                    || line.Contains(" amx_bf16", StringComparison.Ordinal)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
