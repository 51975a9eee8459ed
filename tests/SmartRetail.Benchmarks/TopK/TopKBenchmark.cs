using System.Globalization;
using System.Numerics.Tensors;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>
/// What the exact best products cost, on one thread: the scan of floats beside a read of the same table that does nothing
/// else, the scan of bytes beside that of floats, and what serving takes beside faiss's exact index, both as it is and with
/// BLAS forced. All lists are compared.
/// </summary>
internal static class TopKBenchmark
{
    private const int Count = 20;
    private static readonly int[] Sizes = [12_000, 100_000, 1_000_000];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    /// <param name="arguments">The duration is that of one size.</param>
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var report = new BenchmarkReport("top-k") { Headline = ReadMeasure(Sizes[^1]) };
        var interpreter = await FaissProcess.FindAsync();
        report.AddCondition("dimensions", GeneratedProducts.Dimensions);
        report.AddCondition("list", Count);
        report.AddCondition("threads", 1);
        report.AddCondition("faiss", interpreter is null ? "not installed (python3-faiss, libopenblas0)" : interpreter);
        foreach (var size in Sizes)
        {
            await MeasureAsync(new(size), size, interpreter, arguments.Duration ?? Duration, report);
        }

        await report.WriteAsync(arguments);
    }

    private static async Task MeasureAsync(
        GeneratedProducts products, int size, string? interpreter, TimeSpan duration, BenchmarkReport report)
    {
        var scores = new float[size];
        List<Func<Task<double>>> variants =
        [
            Calls.Of(() => PlainRead.Sum(products.Matrix.Values.Span)),
            Calls.Of(() => ReadFloats(products, 1)),
            Calls.Of(() => products.Index.Find(products.First(1), Count)),
            Calls.Of(() => ReadFloats(products, GeneratedProducts.Queries)),
            Calls.Of(() => products.Index.Find(products.Batch, Count)),
            Calls.Of(() => FloatScan.Score(products.Matrix, products.Matrix.Scales, products.First(1), scores)),
            Calls.Of(() => ScoreByRows(products, scores)),
        ];
        await using var faiss = interpreter is null ? null : await FaissProcess.StartAsync(interpreter, products, Count);
        if (faiss is not null)
        {
            variants.Add(() => faiss.TimeAsync(1, FaissProcess.OwnThreshold));
            variants.Add(() => faiss.TimeAsync(1, FaissProcess.AlwaysBlas));
            variants.Add(() => faiss.TimeAsync(GeneratedProducts.Queries, FaissProcess.OwnThreshold));
            variants.Add(() => faiss.TimeAsync(GeneratedProducts.Queries, FaissProcess.AlwaysBlas));
        }

        await CompareAsync(products, size, faiss, report);
        var times = await Turns.MeasureAsync(duration, [.. variants]);
        var gigabytes = products.Matrix.Values.Length * sizeof(float) / 1e3;
        report.AddRate(ReadMeasure(size), gigabytes / times[1], gigabytes / times[0]);
        report.AddCost(Named(size, 1, "beside the scan of floats"), times[2], times[1]);
        report.AddCost(Named(size, GeneratedProducts.Queries, "beside the scan of floats"), times[4], times[3]);
        report.AddCost(Named(size, 1, "for all scores, beside a dot product a row"), times[5], times[6]);
        if (faiss is not null)
        {
            report.AddCost(Named(size, 1, "beside faiss"), times[2], times[7]);
            report.AddCost(Named(size, 1, "beside faiss with BLAS"), times[2], times[8]);
            report.AddCost(Named(size, GeneratedProducts.Queries, "beside faiss"), times[4], times[9]);
            report.AddCost(Named(size, GeneratedProducts.Queries, "beside faiss with BLAS"), times[4], times[10]);
        }
    }

    // A scan of floats sums as a plain loop does and must agree to the last place; faiss sums in another order, so that
    // products whose scores are equal but for rounding may change places.
    private static async Task CompareAsync(
        GeneratedProducts products, int size, FaissProcess? faiss, BenchmarkReport report)
    {
        var lists = products.Index.Find(products.Batch, Count);
        if (!lists.SelectMany(list => list).SequenceEqual(
            ReadFloats(products, GeneratedProducts.Queries).SelectMany(top => top.ToArray())))
        {
            throw new InvalidOperationException($"the scans of {size} products do not agree");
        }

        if (faiss is not null)
        {
            var found = await faiss.ListAsync(GeneratedProducts.Queries, FaissProcess.OwnThreshold);
            var same = found.Chunk(Count).Zip(lists).Count(pair => pair.First.SequenceEqual(pair.Second.Select(at => at.Item)));
            report.AddCondition("faiss", faiss.Version);
            report.AddCondition(
                $"lists of {size.ToString("N0", CultureInfo.InvariantCulture)} that are faiss's", $"{same} of {lists.Length}");
        }
    }

    private static TopItems[] ReadFloats(GeneratedProducts products, int queries)
    {
        TopItems[] tops = [.. Enumerable.Range(0, queries).Select(_ => new TopItems(Count))];
        FloatScan.Find(
            products.Matrix, products.First(queries), ItemBitmap.All(products.Matrix.Items).Blocks, .., tops);
        return tops;
    }

    private static void ScoreByRows(GeneratedProducts products, float[] scores)
    {
        var query = products.Batch.AsSpan(0, GeneratedProducts.Dimensions);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = TensorPrimitives.Dot(query, products.Matrix.RowOf(item)) * products.Matrix.Scales.Span[item];
        }
    }

    private static string ReadMeasure(int size) =>
        string.Create(CultureInfo.InvariantCulture, $"{size,9:N0} products,  1 query, GB/s of floats beside a plain read");

    private static string Named(int size, int queries, string what) => string.Create(
        CultureInfo.InvariantCulture, $"{size,9:N0} products, {queries,2} {(queries == 1 ? "query" : "queries")}, µs {what}");
}
