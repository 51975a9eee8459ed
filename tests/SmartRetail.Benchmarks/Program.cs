using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Benchmarks.Scoring;
using SmartRetail.Benchmarks.Http;
using SmartRetail.Benchmarks.Ingest;
using SmartRetail.Benchmarks.Partitions;
using SmartRetail.Benchmarks.Reads;
using SmartRetail.Benchmarks.TopK;
using SmartRetail.Benchmarks.TrainSpeed;

namespace SmartRetail.Benchmarks;

/// <summary>Side-by-side measurements: each prints its variants, taken in turns in one run, and their ratio.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<string[], Task>> Benchmarks = new(StringComparer.Ordinal)
    {
        ["append"] = AppendBenchmark.RunAsync,
        [BareSilo.Name] = BareSilo.RunAsync,
        ["cached-read"] = arguments => CachedReadBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["cluster-rounds"] = ClusterRoundsBenchmark.RunAsync,
        ["encode"] = EncodeBenchmark.RunAsync,
        ["erase"] = ErasureBenchmark.RunAsync,
        ["filters"] = arguments => FiltersBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["freshness"] = FreshnessBenchmark.RunAsync,
        ["home"] = HomeBenchmark.RunAsync,
        ["http-read"] = arguments => HttpReadBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["import"] = ImportBenchmark.RunAsync,
        ["ingest"] = IngestBenchmark.RunAsync,
        ["join"] = JoinBenchmark.RunAsync,
        ["ranking"] = arguments => RankingBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["split"] = arguments => SplitBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["memory"] = MemoryBenchmark.RunAsync,
        ["start"] = _ => StartBenchmark.RunAsync(),
        ["large-catalog"] = LargeCatalogBenchmark.RunAsync,
        ["preparation"] = PreparationBenchmark.RunAsync,
        ["rank-100"] = RankBenchmark.RunAsync,
        ["rounds"] = RoundsBenchmark.RunAsync,
        ["tls"] = arguments => TlsBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["top-k"] = arguments => TopKBenchmark.RunAsync(BenchmarkArguments.Parse(arguments)),
        ["train-speed"] = TrainSpeedBenchmark.RunAsync,
        ["warm-start"] = WarmStartBenchmark.RunAsync,
    };

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var name, ..] || !Benchmarks.TryGetValue(name, out var benchmark))
        {
            await Console.Error.WriteLineAsync($"usage: SmartRetail.Benchmarks {string.Join(" | ", Benchmarks.Keys)}");
            return 1;
        }

        try
        {
            await benchmark(arguments[1..]);
            return 0;
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync($"{name}: {error.Message}");
            return 1;
        }
    }
}
