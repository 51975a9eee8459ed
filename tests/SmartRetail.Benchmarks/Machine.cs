using System.Runtime.InteropServices;

namespace SmartRetail.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The processor's name; with its family, since a rented machine's name alone does not tell generations apart.</summary>
    public static string Processor { get; } = ReadProcessor();

    private static string ReadProcessor()
    {
        const string List = "/proc/cpuinfo";
        if (!File.Exists(List))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        var fields = File.ReadLines(List)
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1]);
        var name = fields.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());
        return fields.TryGetValue("cpu family", out var family) ? $"{name}, family {family}" : name;
    }
}
