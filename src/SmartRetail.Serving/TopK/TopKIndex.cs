using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Finds the items that score best for a query, exactly: the lists are those of a loop over all items, whatever the
/// processor. Equal scores are in the order of the items. Thread-safe.
/// </summary>
internal sealed class TopKIndex
{
    private readonly ItemBitmap _all;
    private readonly BoundMatrix? _bounds;

    public TopKIndex(ProductMatrix matrix)
    {
        Matrix = matrix;
        _all = ItemBitmap.All(matrix.Items);
        _bounds = BoundTile256.IsSupported && matrix.Dimensions <= BoundQuery.MaxDimensions ? new(matrix) : null;
    }

    public ProductMatrix Matrix { get; }

    /// <summary>Returns, for each query, up to <paramref name="count"/> eligible items, best first.</summary>
    /// <param name="queries">Query by query.</param>
    /// <param name="eligible">What may be listed; everything where it is null.</param>
    /// <param name="threads">
    /// How many read the matrix at once. More than one pays where one customer's answer cannot wait; a silo that answers
    /// many has a better use for its cores.
    /// </param>
    public ScoredItem[][] Find(ReadOnlySpan<float> queries, int count, ItemBitmap? eligible = null, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Matrix.CheckQueries(queries);
        ArgumentOutOfRangeException.ThrowIfNotEqual(eligible?.Items ?? Matrix.Items, Matrix.Items, nameof(eligible));
        var bitmap = eligible ?? _all;
        var tops = CreateLists(queries.Length / Matrix.Dimensions, count);
        if (threads == 1 || Matrix.Blocks < threads)
        {
            Read(queries, bitmap, .., tops);
        }
        else
        {
            ReadInParts(queries.ToArray(), count, bitmap, threads, tops);
        }

        return Array.ConvertAll(tops, top => top.ToArray());
    }

    private void ReadInParts(float[] queries, int count, ItemBitmap eligible, int threads, TopItems[] tops)
    {
        var parts = new TopItems[threads][];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            parts[part] = CreateLists(tops.Length, count);
            var start = (int)((long)Matrix.Blocks * part / threads);
            var end = (int)((long)Matrix.Blocks * (part + 1) / threads);
            Read(queries, eligible, start..end, parts[part]);
        });
        foreach (var part in parts)
        {
            for (var query = 0; query < tops.Length; query++)
            {
                Array.ForEach(part[query].ToArray(), tops[query].Offer);
            }
        }
    }

    private void Read(ReadOnlySpan<float> queries, ItemBitmap eligible, Range blocks, TopItems[] tops)
    {
        if (_bounds is null || !BoundQuery.CanBound(queries, Matrix.Dimensions))
        {
            FloatScan.Find(Matrix, queries, eligible.Blocks, blocks, tops);
        }
        else if (BoundTile512.IsSupported)
        {
            BoundScan<BoundTile512>.Find(_bounds, queries, eligible.Blocks, blocks, tops);
        }
        else
        {
            BoundScan<BoundTile256>.Find(_bounds, queries, eligible.Blocks, blocks, tops);
        }
    }

    private TopItems[] CreateLists(int queries, int count)
    {
        var lists = new TopItems[queries];
        for (var query = 0; query < queries; query++)
        {
            lists[query] = new(Math.Min(count, Math.Max(Matrix.Items, 1)));
        }

        return lists;
    }
}
