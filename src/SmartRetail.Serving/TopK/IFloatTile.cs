namespace SmartRetail.Serving.TopK;

/// <summary>
/// The innermost loop of a scan, for one width of vectors: dot products of a block's products with one query or with a group
/// of them, each summed by fused multiply-adds from the first dimension to the last and then multiplied with the product's
/// scale. So every width gives the same bits.
/// </summary>
/// <remarks>
/// Implementations are not inlined and call nothing: a call beside them would make the compiler keep the sums on the stack,
/// which is several times slower.
/// </remarks>
internal interface IFloatTile
{
    /// <summary>How many queries a group has: as many as the registers hold sums of.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Writes the scores of the block's products; returns whether one is above the threshold.</summary>
    /// <param name="block">By dimension, then by product.</param>
    static abstract bool ScoreOne(
        ref float block, ref float scales, ref float query, nuint dimensions, float threshold, ref float scores);

    /// <summary>Writes the scores of the block's products, query by query; returns whether one is above its query's threshold.</summary>
    /// <param name="queries">By dimension, then by query of the group.</param>
    static abstract bool ScoreGroup(
        ref float block, ref float scales, ref float queries, nuint dimensions, ref float thresholds, ref float scores);
}
