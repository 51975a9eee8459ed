using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What a step of a fit costs where there are many products: CPU seconds for 1,000 steps and peak memory, with rows that a
/// step did not touch left alone, beside the textbook's update of every row. Each in a process of its own, one thread,
/// SASRec as it is by default.
/// </summary>
internal static class LargeCatalogBenchmark
{
    private const string Name = "large-catalog";
    private const int WarmUpSteps = 20;
    private const int Customers = 100_000;
    private const int Length = 10;
    private static readonly int[] Products = [20_000, 100_000, 500_000];

    /// <param name="arguments">
    /// The steps that are timed, default 200; or products, updates and steps, which runs that here.
    /// </param>
    public static Task RunAsync(string[] arguments) => arguments switch
    {
        [var products, var updates, var steps] => Task.Run(
            () => Measure(Parse(products), Enum.Parse<RowUpdates>(updates), Parse(steps))),
        [var steps] => CompareAsync(steps),
        _ => CompareAsync("200"),
    };

    private static async Task CompareAsync(string steps)
    {
        _ = Parse(steps);
        Console.WriteLine("products  rows      CPU-s/1,000 steps  peak MiB");
        foreach (var products in Products)
        {
            foreach (var updates in new[] { RowUpdates.Lazy, RowUpdates.Dense })
            {
                await ChildProcess.RunAsync(
                    [Name, products.ToString(CultureInfo.InvariantCulture), updates.ToString(), steps], Console.WriteLine);
            }
        }
    }

    private static void Measure(int products, RowUpdates updates, int steps)
    {
        TorchNative.Load();
        var data = Generate(products);
        var options = FitOptions.For(SasRec.Name) with { RowUpdates = updates, Epochs = 1 };
        using var stop = new CancellationTokenSource();
        var started = TimeSpan.Zero;
        var used = TimeSpan.Zero;
        try
        {
            using var fitted = Architectures.Fit(
                SasRec.Name,
                options,
                new(data, [], MaskSeen: true),
                step =>
                {
                    if (step.Step == WarmUpSteps)
                    {
                        started = Environment.CpuUsage.TotalTime;
                    }
                    else if (step.Step == WarmUpSteps + steps)
                    {
                        used = Environment.CpuUsage.TotalTime - started;
                        stop.Cancel();
                    }
                },
                stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The steps that were to be timed are done.
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{products,8:N0}  {updates,-8}  {used.TotalSeconds / steps * 1_000,17:0.0}  {ProcessMemory.PeakMebibytes,8:N0}"));
    }

    // Popularity by Zipf's law: the product of rank r is taken in proportion to 1/r.
    private static SequenceDataset Generate(int products)
    {
        var random = new Random(1);
        var cumulative = new double[products];
        var sum = 0.0;
        for (var rank = 0; rank < products; rank++)
        {
            cumulative[rank] = sum += 1.0 / (rank + 1);
        }

        var items = new int[Customers * Length];
        for (var at = 0; at < items.Length; at++)
        {
            var place = Array.BinarySearch(cumulative, random.NextDouble() * sum);
            items[at] = Math.Min(place < 0 ? ~place : place, products - 1);
        }

        int[] offsets = [.. Enumerable.Range(0, Customers + 1).Select(customer => customer * Length)];
        return new(new(Enumerable.Range(0, products).Select(item => new ProductId($"p{item}"))), items, offsets);
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
