using System.Numerics;

namespace SmartRetail.Serving.TopK;

/// <summary>A set of items as a scan reads it: a bit an item, a number a block.</summary>
internal sealed class ItemBitmap
{
    private readonly uint[] _blocks;

    /// <summary>Makes a set without items.</summary>
    public ItemBitmap(int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        Items = items;
        _blocks = new uint[ProductBlocks.CountFor(items)];
    }

    /// <summary>How many items there are, whether in the set or not.</summary>
    public int Items { get; }

    /// <summary>How many items are in the set.</summary>
    public int Count => _blocks.Sum(BitOperations.PopCount);

    internal ReadOnlySpan<uint> Blocks => _blocks;

    public static ItemBitmap All(int items)
    {
        var all = new ItemBitmap(items);
        Array.Fill(all._blocks, uint.MaxValue);
        if (items % ProductBlocks.Size is > 0 and var rest)
        {
            all._blocks[^1] = (1u << rest) - 1;
        }

        return all;
    }

    public bool Contains(int item)
    {
        Check(item);
        return (_blocks[item / ProductBlocks.Size] & BitOf(item)) != 0;
    }

    public void Add(int item)
    {
        Check(item);
        _blocks[item / ProductBlocks.Size] |= BitOf(item);
    }

    public void Remove(int item)
    {
        Check(item);
        _blocks[item / ProductBlocks.Size] &= ~BitOf(item);
    }

    private static uint BitOf(int item) => 1u << (item % ProductBlocks.Size);

    private void Check(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Items);
    }
}
