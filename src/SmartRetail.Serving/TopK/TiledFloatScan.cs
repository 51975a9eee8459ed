using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>Reads the floats of all products once for all queries of a batch.</summary>
internal static class TiledFloatScan<TTile>
    where TTile : struct, IFloatTile
{
    /// <summary>Offers the eligible products of some blocks to the lists of the queries.</summary>
    public static void Find(
        ProductMatrix matrix, ReadOnlySpan<float> queries, ReadOnlySpan<uint> eligible, Range blocks, TopItems[] tops)
    {
        var groups = new QueryGroups(queries, matrix, TTile.GroupSize);
        var thresholds = new float[Math.Max(groups.Groups * groups.GroupSize, groups.Count)];
        thresholds.AsSpan(groups.Count).Fill(float.PositiveInfinity);
        for (var query = 0; query < tops.Length; query++)
        {
            thresholds[query] = tops[query].Threshold;
        }

        Span<float> scores = stackalloc float[TTile.GroupSize * ProductBlocks.Size];
        var (first, count) = blocks.GetOffsetAndLength(matrix.Blocks);
        for (var start = first; start < first + count; start += ProductBlocks.Tile)
        {
            var end = Math.Min(start + ProductBlocks.Tile, first + count);
            for (var group = 0; group < groups.Groups; group++)
            {
                FindGroup(matrix, groups, group, eligible, start, end, thresholds, scores, tops);
            }

            for (var query = groups.FirstSingle; query < groups.Count; query++)
            {
                FindOne(matrix, groups, query, eligible, start, end, scores, tops[query]);
            }
        }
    }

    /// <summary>Writes the scores of all products, query by query.</summary>
    /// <param name="scales">What the dot products are multiplied with in place of the matrix's own.</param>
    public static void Score(
        ProductMatrix matrix, AlignedArray<float> scales, ReadOnlySpan<float> queries, Span<float> results)
    {
        var groups = new QueryGroups(queries, matrix, TTile.GroupSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, groups.Count * matrix.Items, nameof(results));
        var thresholds = new float[TTile.GroupSize];
        thresholds.AsSpan().Fill(float.PositiveInfinity);
        Span<float> scores = stackalloc float[TTile.GroupSize * ProductBlocks.Size];
        for (var start = 0; start < matrix.Blocks; start += ProductBlocks.Tile)
        {
            var end = Math.Min(start + ProductBlocks.Tile, matrix.Blocks);
            for (var group = 0; group < groups.Groups; group++)
            {
                var query = group * groups.GroupSize;
                var grouped = Math.Min(groups.GroupSize, groups.Count - query);
                for (var block = start; block < end; block++)
                {
                    TTile.ScoreGroup(
                        ref BlockOf(matrix, block),
                        ref Unsafe.Add(ref scales.First, block * ProductBlocks.Size),
                        ref groups.Group(group),
                        (nuint)groups.Length,
                        ref thresholds[0],
                        ref MemoryMarshal.GetReference(scores));
                    Copy(scores, grouped, block, results[(query * matrix.Items)..], matrix.Items);
                }
            }

            for (var query = groups.FirstSingle; query < groups.Count; query++)
            {
                for (var block = start; block < end; block++)
                {
                    TTile.ScoreOne(
                        ref BlockOf(matrix, block),
                        ref Unsafe.Add(ref scales.First, block * ProductBlocks.Size),
                        ref groups.Single(query),
                        (nuint)groups.Length,
                        float.PositiveInfinity,
                        ref MemoryMarshal.GetReference(scores));
                    Copy(scores, 1, block, results[(query * matrix.Items)..], matrix.Items);
                }
            }
        }
    }

    private static void FindGroup(
        ProductMatrix matrix,
        QueryGroups groups,
        int group,
        ReadOnlySpan<uint> eligible,
        int start,
        int end,
        float[] thresholds,
        Span<float> scores,
        TopItems[] tops)
    {
        var first = group * groups.GroupSize;
        for (var block = start; block < end; block++)
        {
            if (eligible[block] == 0
                || !TTile.ScoreGroup(
                    ref BlockOf(matrix, block),
                    ref Unsafe.Add(ref matrix.Scales.First, block * ProductBlocks.Size),
                    ref groups.Group(group),
                    (nuint)groups.Length,
                    ref thresholds[first],
                    ref MemoryMarshal.GetReference(scores)))
            {
                continue;
            }

            var last = Math.Min(first + groups.GroupSize, groups.Count);
            for (var query = first; query < last; query++)
            {
                var row = scores.Slice((query - first) * ProductBlocks.Size, ProductBlocks.Size);
                Offer(row, eligible[block], block, tops[query]);
                thresholds[query] = tops[query].Threshold;
            }
        }
    }

    private static void FindOne(
        ProductMatrix matrix,
        QueryGroups groups,
        int query,
        ReadOnlySpan<uint> eligible,
        int start,
        int end,
        Span<float> scores,
        TopItems top)
    {
        for (var block = start; block < end; block++)
        {
            if (eligible[block] != 0
                && TTile.ScoreOne(
                    ref BlockOf(matrix, block),
                    ref Unsafe.Add(ref matrix.Scales.First, block * ProductBlocks.Size),
                    ref groups.Single(query),
                    (nuint)groups.Length,
                    top.Threshold,
                    ref MemoryMarshal.GetReference(scores)))
            {
                Offer(scores[..ProductBlocks.Size], eligible[block], block, top);
            }
        }
    }

    private static void Offer(ReadOnlySpan<float> scores, uint eligible, int block, TopItems top)
    {
        var threshold = Vector256.Create(top.Threshold);
        var above = 0u;
        for (var at = 0; at < ProductBlocks.Size; at += Vector256<float>.Count)
        {
            above |= Vector256.GreaterThan(Vector256.Create(scores[at..]), threshold).ExtractMostSignificantBits() << at;
        }

        for (above &= eligible; above != 0; above &= above - 1)
        {
            var place = BitOperations.TrailingZeroCount(above);
            top.Offer(new((block * ProductBlocks.Size) + place, scores[place]));
        }
    }

    private static void Copy(ReadOnlySpan<float> scores, int queries, int block, Span<float> results, int items)
    {
        var first = block * ProductBlocks.Size;
        var count = Math.Min(ProductBlocks.Size, items - first);
        for (var query = 0; query < queries; query++)
        {
            scores.Slice(query * ProductBlocks.Size, count).CopyTo(results[((query * items) + first)..]);
        }
    }

    private static ref float BlockOf(ProductMatrix matrix, int block) =>
        ref Unsafe.Add(ref matrix.Values.First, (nint)block * matrix.BlockLength);
}
