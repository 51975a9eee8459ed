using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Products lie in blocks, each dimension of a block's products side by side: a vector holds one dimension of many products,
/// so that their dot products need no sums across a vector and are added up in the same order whatever its width.
/// </summary>
internal static class ProductBlocks
{
    /// <summary>Products a block: two of the widest vectors, four of AVX2's; enough sums at a time to hide their latency.</summary>
    public const int Size = ItemBitmap.BlockSize;

    /// <summary>Dimensions are filled up with zeros to a multiple of this: four signed bytes are multiplied at a time.</summary>
    public const int DimensionGroup = 4;

    /// <summary>
    /// Blocks that all queries of a batch are compared with before the next ones: 512 KiB of 64 floats a product, so they
    /// stay in the second-level cache.
    /// </summary>
    public const int Tile = 64;

    public static int CountFor(int items) => (items + Size - 1) / Size;

    public static int PadDimensions(int dimensions) => (dimensions + DimensionGroup - 1) / DimensionGroup * DimensionGroup;
}
