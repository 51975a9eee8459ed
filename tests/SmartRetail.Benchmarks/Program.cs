namespace SmartRetail.Benchmarks;

/// <summary>Side-by-side measurements: each prints its variants, taken in turns in one run, and their ratio.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<Task>> Benchmarks = new(StringComparer.Ordinal)
    {
        ["append"] = AppendBenchmark.RunAsync,
        ["start"] = StartBenchmark.RunAsync,
    };

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var name] || !Benchmarks.TryGetValue(name, out var benchmark))
        {
            await Console.Error.WriteLineAsync($"usage: SmartRetail.Benchmarks {string.Join(" | ", Benchmarks.Keys)}");
            return 1;
        }

        await benchmark();
        return 0;
    }
}
