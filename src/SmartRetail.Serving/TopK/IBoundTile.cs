namespace SmartRetail.Serving.TopK;

/// <summary>
/// The innermost loop of a scan of bytes: sums of products of a block's items with some queries, made to upper bounds and
/// compared with the scores that the queries' lists would still take. Not inlined and without calls, as
/// <see cref="IFloatTile"/>.
/// </summary>
internal interface IBoundTile
{
    static abstract bool IsSupported { get; }

    /// <summary>How many queries a group has: as many as the registers hold sums of.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Returns which items of the block may score above the threshold, a bit each.</summary>
    /// <param name="groups">How many groups of four dimensions there are.</param>
    static abstract uint FindOne(
        ref byte block, ref float scales, ref int query, nuint groups, float factor, float term, float threshold);

    /// <summary>Writes for each query what <see cref="FindOne"/> returns; returns whether a bit is set.</summary>
    static abstract bool FindGroup(
        ref byte block,
        ref float scales,
        ref int queries,
        nuint groups,
        ref float factors,
        ref float terms,
        ref float thresholds,
        ref uint found);
}
