namespace SmartRetail.Serving.TopK;

/// <summary>
/// The innermost loop of a scan of bytes: sums of products of a block's items with some queries, made to upper bounds, of
/// which the greatest is kept. Not inlined and without calls, as <see cref="IFloatTile"/>.
/// </summary>
internal interface IBoundTile
{
    static abstract bool IsSupported { get; }

    /// <summary>How many queries a group has: as many as the registers hold sums of.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Returns what no eligible item of the block scores more than.</summary>
    /// <param name="eligible">A bit for each item, of which one is set.</param>
    /// <param name="groups">How many groups of four dimensions there are.</param>
    static abstract float BoundOne(
        ref byte block, ref float scales, uint eligible, ref int query, nuint groups, float factor, float term);

    /// <summary>Writes for each query what <see cref="BoundOne"/> returns.</summary>
    /// <param name="stride">From one query's bound to the next one's.</param>
    static abstract void BoundGroup(
        ref byte block,
        ref float scales,
        uint eligible,
        ref int queries,
        nuint groups,
        ref float factors,
        ref float terms,
        ref float bounds,
        nuint stride);
}
